"""Scenario 1: two approvers click in the same moment, two are needed: exactly one transition."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import uuid4

import pytest

from audit.selectors import events_about
from ledger.models import Entry
from ledger.selectors import books_balance
from payouts import services
from payouts.domain.sights import Signing
from payouts.models import Payout
from payouts.selectors.sights import sight_of
from people.domain.factors import Factor
from people.models import User
from programs.models import Agreement
from tests.factories.companies import a_worksite
from tests.factories.outcomes import a_match, a_target, verified
from tests.factories.payouts import NOON, prepared
from tests.factories.people import the
from tests.factories.programs import an_agreement
from tests.journeys.test_two_at_once import refusals, together

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 25


def a_payout_of_one_guard(agreement: Agreement, round_: int) -> Payout:
    """Prepared by olivia; anna and ben have its page open."""
    site = a_worksite(name=f"Site {round_}", supplier=agreement.supplier)
    target = a_target(match=a_match(agreement=agreement, worksite=site))
    result = verified(target, "1", by=the("victor"), at=NOON)
    return prepared(services.compute_payout(verification_id=result.pk, at=NOON))


def signing(payout: Payout, by: User) -> Callable[[], object]:
    """The button on a page of one's own, opened before."""
    seen = Signing(sight_of(payout, by), Factor("totp", NOON))
    return partial(services.sign_approval, signing=seen, key=uuid4(), by=by, at=NOON)


def test_anna_and_ben_click_in_the_same_moment_again_and_again() -> None:
    agreement, anna, ben = an_agreement(), the("anna"), the("ben")
    for round_ in range(ROUNDS):
        payout = a_payout_of_one_guard(agreement, round_)
        assert not refusals(together(signing(payout, anna), signing(payout, ben)))
        payout.refresh_from_db()
        assert payout.state == "approved", "both were counted, and nobody moved it on"
        moved = [e for e in events_about(payout) if e.action == "payout.approved"]
        assert len(moved) == 1
        assert Entry.objects.filter(reference=f"payout:{payout.number}:owe").count() == 1
    assert books_balance()
