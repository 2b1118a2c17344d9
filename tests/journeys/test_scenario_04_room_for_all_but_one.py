"""Scenario 4: N at once into room for N − 1: exactly N − 1 succeed, and no won more is promised."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import uuid4

import pytest
from django.db.models import Sum

from core.domain.errors import RuleBroken
from ledger.selectors import balance_of, books_balance
from payouts import services
from payouts.models import Disbursement, Payout
from people.models import User
from programs.models import Agreement, Commitment
from programs.selectors.agreements import current_terms
from programs.services import sign_agreement
from tests.factories.companies import a_supplier, a_worksite
from tests.factories.outcomes import a_match, a_target, verified
from tests.factories.payouts import NOON, approve_payout, prepared
from tests.factories.people import the
from tests.factories.programs import a_program, an_agreement
from tests.factories.terms import promise
from tests.journeys.test_two_at_once import refusals, together

pytestmark = pytest.mark.django_db(transaction=True)
MANY, EACH = 8, 500_000


def results_of(agreement: Agreement) -> list[int]:
    """One guard at each of so many sites."""
    found = []
    for number in range(MANY):
        site = a_worksite(name=f"Site {number}", supplier=agreement.supplier)
        target = a_target(match=a_match(agreement=agreement, worksite=site))
        found.append(verified(target, "1", by=the("victor"), at=NOON).pk)
    return found


def with_room_for_all_but_one() -> Agreement:
    """The reserve of an agreement that is a won short of its last guard."""
    terms = promise(advance=40_000_000, guards=(EACH, MANY))
    agreement = an_agreement(terms=terms)
    short = MANY * EACH - 1
    Agreement.objects.filter(pk=agreement.pk).update(success_reserved=short)
    Commitment.objects.update(success_reserved=short)
    agreement.refresh_from_db()
    return agreement


def approving(payout: Payout, by: User) -> Callable[[], object]:
    """Both officers press the button, on every payout, all at once."""
    return partial(
        approve_payout,
        payout_id=payout.pk,
        digest=payout.digest,
        comment="",
        key=uuid4(),
        by=by,
        at=NOON,
    )


def test_eight_last_signatures_find_room_for_seven() -> None:
    """A last signature is what reserves: the bank's, on agreements that two have signed."""
    a_program(committed=(MANY * 1_000, MANY * 2_000 - 1))
    anna = the("anna")
    offers = [waiting_for_the_bank(f"Firm {n}") for n in range(MANY)]
    found = together(
        *[
            partial(
                sign_agreement,
                agreement_id=offer.pk,
                digest=current_terms(offer).digest,
                by=anna,
                at=NOON,
            )
            for offer in offers
        ]
    )
    assert len(refusals(found)) == 1
    commitment = Commitment.objects.get()
    assert commitment.success_reserved == (MANY - 1) * 2_000
    assert commitment.base_reserved == (MANY - 1) * 1_000  # nothing of the eighth: no half of it
    signed = Agreement.objects.filter(state="signed")
    assert signed.aggregate(sum=Sum("success_reserved"))["sum"] == (MANY - 1) * 2_000
    assert books_balance()


def waiting_for_the_bank(name: str) -> Agreement:
    """Signed by the firm and the agency."""
    terms = promise(advance=1_000, guards=(100, 20))
    offer = an_agreement(state="proposed", supplier=a_supplier(name=name), terms=terms)  # type: ignore[arg-type]
    for party, who in (("supplier", "cato"), ("agency", "arthur")):
        offer.signatures.create(
            party=party,
            digest=offer.term_sheets.get().digest,
            signed_by=the(who),
            signed_at=NOON,
        )
    return offer


def test_eight_results_priced_and_approved_at_once_never_owe_more_than_the_reserve() -> None:
    agreement = with_room_for_all_but_one()
    compute = [
        partial(services.compute_payout, verification_id=key, at=NOON)
        for key in results_of(agreement)
    ]
    together(*compute, *compute)  # each message delivered twice
    amounts = sorted(Payout.objects.values_list("amount", flat=True))
    assert amounts == [EACH - 1, *[EACH] * (MANY - 1)]

    payouts = [prepared(payout) for payout in Payout.objects.order_by("pk")]
    anna, ben = the("anna"), the("ben")
    found = together(*[approving(payout, by) for payout in payouts for by in (anna, ben)])
    assert not refusals(found)
    assert balance_of(f"agreement:{agreement.pk}:success:owed").won == MANY * EACH - 1
    assert books_balance()


def test_a_file_is_built_of_all_that_is_ready_or_not_at_all() -> None:
    """While a file is built, its payouts are stopped one by one: what is in it is sent as a whole."""
    agreement = with_room_for_all_but_one()
    for key in results_of(agreement):
        services.compute_payout(verification_id=key, at=NOON)
    payouts = [prepared(payout) for payout in Payout.objects.order_by("pk")]
    for payout in payouts:
        for name in ("anna", "ben"):
            approving(payout, the(name))()
    theo, anna = the("theo"), the("anna")
    hold = [
        partial(services.hold_payout, payout_id=one.pk, reason="A tip.", by=anna, at=NOON)
        for one in payouts[1:4]
    ]
    build = partial(services.build_batch, program_id=agreement.program_id, by=theo, at=NOON)
    found = together(build, *hold)
    held = Payout.objects.filter(state="held")
    assert not Disbursement.objects.filter(payout__in=held).exists()
    assert Disbursement.objects.count() + held.count() == MANY
    assert len([one for one in refusals(found) if isinstance(one, RuleBroken)]) == 3 - held.count()
    batch = services.send_batch(batch_id=Disbursement.objects.all()[0].batch_id, by=theo, at=NOON)
    assert batch.total == Disbursement.objects.aggregate(sum=Sum("amount"))["sum"]
    assert balance_of(f"agreement:{agreement.pk}:success:sent").won == batch.total
