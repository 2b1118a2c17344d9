"""What the best get has a purse of its own: committed, reserved, paid and released apart."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from audit.selectors import events_about
from core.domain.errors import RuleBroken
from core.domain.money import NOTHING, Money
from ledger.selectors import balance_of, books_balance
from people.models import User
from programs.domain.lifecycle import AgreementState, Part
from programs.domain.postings import free, pledged, reserved
from programs.domain.reserves import Purses, in_two, largest_cost, part_of
from programs.domain.terms import sheet_from
from programs.models import Agreement, Commitment
from programs.selectors import cost_of, current_terms, free_in, purse_lines
from programs.services import (
    Payment,
    amend_commitment,
    close_agreement,
    commit_funds,
    confirm_amendment,
    confirm_commitment,
    give_back_reserves,
    propose_agreement,
    spend_reserves,
)
from tests.apps.programs.hands import signs
from tests.factories.programs import a_program, a_recommendation, an_agreement
from tests.factories.terms import for_the_best, promise

pytestmark = pytest.mark.django_db

# 40,000,000 on the plan, up to 25,000,000 on results, and 30,000,000 more for the best
TERMS = for_the_best(
    promise(advance=40_000_000, guards=(500_000, 50), injuries=(30_000_000, "1")), "injuries"
)


@pytest.fixture
def best() -> Agreement:
    """An offer with an incentive, under a programme that has just enough for it."""
    a_program(incentive=30_000_000)
    return an_agreement(state=AgreementState.PROPOSED, terms=TERMS)


def signed(agreement: Agreement, noon: datetime) -> Agreement:
    for who in ("cato", "arthur", "ben"):
        agreement = signs(agreement, who, noon)
    return agreement


def test_olivia_commits_an_incentive_and_anna_confirms_it(
    olivia: User, anna: User, noon: datetime
) -> None:
    program = a_program()
    program.commitment.delete()
    commitment = commit_funds(
        program_id=program.pk, base=NOTHING, success=NOTHING, incentive=Money(500), by=olivia, at=noon
    )  # fmt: skip
    confirmed = confirm_commitment(commitment_id=commitment.pk, by=anna, at=noon)
    assert confirmed.committed == confirmed.free == Money(500)
    assert balance_of(free(program.pk, Part.INCENTIVE)) == Money(500)
    assert balance_of(pledged(program.pk, Part.INCENTIVE)) == Money(-500)
    assert balance_of(free(program.pk, Part.SUCCESS)) == NOTHING
    with translation.override("ko"):
        names = [line.name for line in purse_lines(confirmed)]
    assert names == ["1차 지급금", "성과 지급금", "성과 장려금"]


def test_no_incentive_below_nothing(olivia: User, noon: datetime) -> None:
    program = a_program()
    program.commitment.delete()
    with pytest.raises(RuleBroken, match="zero won or more") as refusal:
        commit_funds(
            program_id=program.pk, base=Money(1), success=Money(1), incentive=Money(-1),
            by=olivia, at=noon,
        )  # fmt: skip
    assert refusal.value.field == "incentive"


def test_three_signatures_reserve_out_of_three_purses(best: Agreement, noon: datetime) -> None:
    done = signed(best, noon)
    assert done.reserves == Purses.of_won(40_000_000, 25_000_000, 30_000_000)
    assert done.reserve == Money(95_000_000)
    commitment = Commitment.objects.get()
    assert Purses.held(commitment, "reserved") == done.reserves
    assert free_in(commitment).incentive == NOTHING
    assert balance_of(reserved(done.pk, Part.INCENTIVE)) == Money(30_000_000)
    assert balance_of(free(done.program_id, Part.INCENTIVE)) == Money(-30_000_000)
    assert books_balance()
    told = [e.details for e in events_about(done) if e.action == "commitment.reserve"]
    assert told == [{"base": 40_000_000, "success": 25_000_000, "incentive": 30_000_000}]


def test_the_last_signature_finds_too_little_incentive(best: Agreement, noon: datetime) -> None:
    Commitment.objects.update(incentive_amount=29_999_999)
    with pytest.raises(RuleBroken, match="₩30,000,000 from the incentive, and ₩29,999,999"):
        signed(best, noon)
    best.refresh_from_db()
    assert (best.state, best.reserve) == (AgreementState.PROPOSED, NOTHING)


def test_results_do_not_stand_in_for_an_empty_incentive(agnes: User, noon: datetime) -> None:
    a_program()
    with pytest.raises(RuleBroken, match="from the incentive, and ₩0 of it is free"):
        propose_agreement(
            recommendation_id=a_recommendation().pk, document=TERMS, by=agnes, at=noon
        )


def test_an_incentive_is_paid_comes_back_and_the_rest_is_released(
    best: Agreement, agnes: User, theo: User, noon: datetime
) -> None:
    agreement = signed(best, noon)
    paid = Payment(agreement.pk, Part.INCENTIVE, Money(20_000_000))
    back = Payment(agreement.pk, Part.INCENTIVE, Money(5_000_000))
    spend_reserves(payments=[paid], by=theo, at=noon)
    give_back_reserves(payments=[back], by=theo, at=noon)
    commitment = Commitment.objects.get()
    assert (commitment.incentive_paid, commitment.incentive_reserved) == (15_000_000, 15_000_000)
    with pytest.raises(RuleBroken, match="has ₩15,000,000 left"):
        spend_reserves(payments=[paid], by=theo, at=noon)
    close_agreement(agreement_id=agreement.pk, by=agnes, at=noon)
    commitment.refresh_from_db()
    assert free_in(commitment).incentive == Money(15_000_000)


def test_an_incentive_grows_and_shrinks_but_not_below_what_is_used(
    best: Agreement, olivia: User, anna: User, noon: datetime
) -> None:
    signed(best, noon)
    commitment = Commitment.objects.get()
    more = amend_commitment(
        commitment_id=commitment.pk, deltas=Purses.of_won(incentive=7), effective_on=noon.date(), reason="More.", by=olivia, at=noon
    )  # fmt: skip
    assert str(more).endswith("+0 +0 +7")
    confirm_amendment(amendment_id=more.pk, by=anna, at=noon)
    commitment.refresh_from_db()
    assert commitment.incentive_amount == 30_000_007
    with pytest.raises(RuleBroken, match="incentive can't go down by ₩8: only ₩7") as refusal:
        amend_commitment(
            commitment_id=commitment.pk, deltas=Purses.of_won(incentive=-8), effective_on=noon.date(), reason="Less.",
            by=olivia, at=noon,
        )  # fmt: skip
    assert refusal.value.field == "incentive_delta"


def test_what_was_signed_before_is_paid_out_of_results() -> None:
    a_program(incentive=30_000_000)
    agreement = an_agreement(terms=TERMS)
    Commitment.objects.update(success_reserved=55_000_000, incentive_reserved=0)
    Agreement.objects.update(
        success_reserved=55_000_000, incentive_reserved=0, incentive_apart=False
    )
    agreement.refresh_from_db()
    terms = current_terms(agreement)
    assert cost_of(terms) == agreement.reserves == Purses.of_won(40_000_000, 55_000_000)
    with (
        pytest.raises(IntegrityError, match="agreement_incentive_only_apart"),
        transaction.atomic(),
    ):
        Agreement.objects.update(incentive_reserved=1)


@pytest.mark.parametrize(
    ("tranche", "apart", "part"),
    [
        ("plan", True, Part.BASE),
        ("results", True, Part.SUCCESS),
        ("follow_up", True, Part.SUCCESS),
        ("incentive", True, Part.INCENTIVE),
        ("incentive", False, Part.SUCCESS),
        ("plan", False, Part.BASE),
    ],
)
def test_the_purse_of_an_amount(tranche: str, apart: bool, part: Part) -> None:
    assert part_of(tranche, incentive_apart=apart) == part


def test_before_the_third_purse_two_covered_everything() -> None:
    cost = largest_cost(sheet_from(TERMS))
    assert cost == Purses.of_won(40_000_000, 25_000_000, 30_000_000)
    assert in_two(cost) == Purses.of_won(40_000_000, 55_000_000)
    assert in_two(cost).whole == cost.whole == Money(95_000_000)
