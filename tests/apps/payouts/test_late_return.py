"""Money that comes back to a closed agreement does not stay there for ever."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from core.domain.errors import IllegalMove
from core.domain.money import Money
from ledger.models import Entry
from ledger.selectors import balance_of, books_balance, unexplained_entries
from ledger.services import post_entry
from payouts import services
from payouts.domain.lifecycle import PayoutState
from payouts.domain.postings import CHART
from payouts.models import Payout
from payouts.selectors.inspection import CHECKS
from payouts.tasks import release_due_rests
from people.models import User
from programs.domain.lifecycle import Part
from programs.domain.postings import commit, free, pledged, reserve
from programs.domain.reserves import Purses
from programs.models import Agreement, Commitment, Program
from programs.services import close_agreement, close_program, release_rest
from tests.factories.payouts import (
    NOON,
    a_computed_payout,
    a_paid_payout,
    a_sent_batch,
    an_answer,
    answered,
    approved,
    prepared,
    replaced,
)
from tests.factories.people import the

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(agnes: User) -> Payout:
    """Hanbit was paid, and its agreement is closed; all of it is in the books."""
    payout = a_computed_payout()
    in_the_books(payout.agreement)
    answered(a_sent_batch(approved(prepared(payout))))
    close_agreement(agreement_id=payout.agreement_id, by=agnes, at=NOON)
    return payout


def in_the_books(agreement: Agreement) -> None:
    """What the bank committed, and what the agreement reserved of it."""
    program = agreement.program_id
    amounts = Purses.held(agreement.program.commitment, "amount")
    promised = amounts.legs(lambda won, part: commit(won, program=program, part=part))
    taken = agreement.reserves.legs(
        lambda won, part: reserve(won, program=program, agreement=agreement.pk, part=part)
    )
    first = f"commitment:{agreement.program.commitment.pk}:confirm"
    post_entry(reference=first, memo="committed", postings=promised, at=NOON)
    post_entry(
        reference=f"agreement:{agreement.pk}:reserve", memo="reserved", postings=taken, at=NOON
    )


def comes_back(payout: Payout) -> Payout:
    """The bank says later that the account is closed."""
    batch = payout.disbursements.get().batch
    key = payout.disbursements.get().key.replace("-", "_")
    answered(batch, an_answer(batch, **{key: "returned"}))
    payout.refresh_from_db()
    return payout


def is_given_up(payout: Payout) -> None:
    """Olivia prepares it once more, and anna says no."""
    services.retry_payout(payout_id=payout.pk, by=the("olivia"), at=NOON)
    replaced(payout)
    payout.refresh_from_db()
    prepared(payout)
    services.reject_payout(payout_id=payout.pk, reason="The firm is gone.", by=the("sena"), at=NOON)


def nothing_is_wrong() -> bool:
    told = {check.name: list(check.wrong()) for check in CHECKS}
    assert not any(told.values()), told
    return books_balance() and not [*unexplained_entries(CHART)]


def test_while_somebody_may_be_paid_from_it_it_waits(closed: Payout) -> None:
    comes_back(closed)
    assert release_due_rests() == 0
    agreement = Agreement.objects.get(pk=closed.agreement_id)
    assert agreement.reserve == closed.money
    with pytest.raises(IntegrityError, match="reserve_is_spoken_for"), transaction.atomic():
        Agreement.objects.update(success_reserved=0)


def test_given_up_it_is_free_again_once(closed: Payout) -> None:
    before = Commitment.objects.get().free
    is_given_up(comes_back(closed))
    assert release_due_rests() == 1
    assert release_due_rests() == 0
    agreement, commitment = Agreement.objects.get(), Commitment.objects.get()
    assert (agreement.reserve, agreement.releases) == (Money(0), 2)
    assert commitment.free == before + closed.money
    assert Entry.objects.filter(reference=f"agreement:{agreement.pk}:release:2").count() == 1
    assert balance_of(free(agreement.program_id, Part.SUCCESS)).won == (
        commitment.success_amount - commitment.success_paid
    )
    assert nothing_is_wrong()


def test_of_a_closed_programme_the_bank_has_it_back_at_once(closed: Payout, agnes: User) -> None:
    Program.objects.get().calls.update(state="closed")
    close_program(program_id=Program.objects.get().pk, by=agnes, at=NOON)
    assert nothing_is_wrong()
    is_given_up(comes_back(closed))
    assert release_due_rests() == 1
    commitment = Commitment.objects.get()
    assert (commitment.reserved, commitment.paid, commitment.free) == (Money(0),) * 3
    assert commitment.committed == Money(0)
    assert balance_of(pledged(commitment.program_id, Part.SUCCESS)) == Money(0)
    assert nothing_is_wrong()


def test_an_open_agreement_keeps_its_reserve(noon: datetime) -> None:
    payout = a_paid_payout()
    with pytest.raises(IllegalMove, match="Only of a closed agreement"):
        release_rest(agreement_id=payout.agreement_id, at=noon)
    assert release_due_rests() == 0
    assert Payout.objects.get().state == PayoutState.PAID
