"""An agreement is closed while somebody is just paid from it: real threads, several rounds."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from core.domain.errors import RuleBroken
from core.domain.money import Money
from payouts import services
from programs.domain.lifecycle import Part
from programs.models import Agreement
from programs.services import (
    close_agreement,
)
from tests.crowd import overtaken
from tests.factories.payouts import (
    NOON,
    prepared,
)
from tests.factories.people import the
from tests.journeys.test_races_of_money import (
    ROUNDS,
    a_funded_program,
    a_result,
    all_is_right,
    approving,
    computing,
    signed,
)
from tests.journeys.test_two_at_once import refusals, together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("first", ["close", "compute"])
def test_closure_against_a_result_that_is_just_priced(first: str) -> None:
    """Whichever is first: nothing is released that somebody still has to be paid from."""
    a_funded_program(10_000, 20_000)
    agreement = signed("Firm (demo)")
    result = a_result(agreement)
    acts: dict[str, Callable[[], object]] = {
        "compute": computing(result),
        "close": closing(agreement),
    }
    act, other = acts.pop(first), *acts.values()
    if first == "close":
        with pytest.raises(RuleBroken, match="is not computed yet"):
            act()
        return
    with pytest.raises(RuleBroken, match="has payouts that are not paid yet"):
        overtaken(act, other)
    all_is_right()


def closing(agreement: Agreement) -> Callable[[], object]:
    return partial(close_agreement, agreement_id=agreement.pk, by=the("agnes"), at=NOON)


def test_closure_against_the_last_approval_releases_nothing_that_is_owed() -> None:
    a_funded_program(10_000, 20_000)
    anna, ben = the("anna"), the("ben")
    for round_ in range(ROUNDS):
        agreement = signed(f"Firm {round_} (demo)")
        payout = prepared(computing(a_result(agreement))())
        found = together(approving(payout, anna), closing(agreement), approving(payout, ben))
        assert [isinstance(one, RuleBroken) for one in found] == [False, True, False]
        agreement.refresh_from_db()
        assert agreement.reserves.of(Part.SUCCESS) == Money(2_000)
        all_is_right()


def test_closure_against_a_rejection_releases_all_or_nothing() -> None:
    a_funded_program(10_000, 20_000)
    anna = the("anna")
    for round_ in range(ROUNDS):
        agreement = signed(f"Firm {round_} (demo)")
        payout = prepared(computing(a_result(agreement))())
        reject = partial(
            services.reject_payout, payout_id=payout.pk, reason="No.", by=anna, at=NOON
        )
        found = together(reject, closing(agreement))
        agreement.refresh_from_db()
        is_closed = not refusals(found)
        assert agreement.state == ("closed" if is_closed else "signed")
        assert agreement.reserve == Money(0 if is_closed else 3_000)
        all_is_right()
