"""What counts after a sample, by each rule; doubt is not paid, in nineteen of twenty draws."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes.domain.sampling import Counting, Looked, Stratum, counted_by, found_share
from outcomes.domain.sampling.stringer import least_share
from tests.domain.outcomes.sampling.frames import Frame, a_frame, looked, seen_in

RIGHT, WRONG = looked(10, 10), looked(10, 5)
UNLIKE = [looked(n % 9 + 1, (n % 9 + 1) * (n % 4 > 0)) for n in range(120)]


def count(rule: Counting, strata: list[Stratum], claimed: int = 500) -> Decimal:
    return counted_by(rule, claimed=Decimal(claimed), strata=strata).quantity


def test_the_verified_share_is_carried_over() -> None:
    strata = [Stratum(50, (RIGHT,) * 18 + (WRONG,) * 2)]
    assert count(Counting.VERIFIED_SHARE, strata) == Decimal(475)  # 190 of 200 were there


def test_more_than_was_claimed_is_not_paid_for() -> None:
    assert count(Counting.VERIFIED_SHARE, [Stratum(50, (looked(10, 14),) * 20)]) == 500


def test_a_sample_without_a_wrong_one_still_leaves_doubt() -> None:
    """Stringer: 5 of 50 may be wrong, wholly; 450 of 500 are sure at 95 %."""
    assert count(Counting.EXTRAPOLATED, [Stratum(50, (RIGHT,) * 19)]) == 450


def test_one_large_item_that_is_missing_says_much_about_the_rest() -> None:
    """Stringer alone, made for draws by size, would still pay four fifths."""
    assert (
        count(Counting.EXTRAPOLATED, [Stratum(200, (looked(1, 1),) * 19 + (looked(100, 0),))]) == 0
    )


def test_the_share_found_as_worked_by_hand() -> None:
    """R = 0.75, s² = 20·2.5²/19, spread = √(40²·½·s²/20)/400, t(19) = 1.7291."""
    found = found_share([Stratum(40, (RIGHT,) * 10 + (WRONG,) * 10)], confidence=Decimal("0.9"))
    assert (found.low, found.point, found.high) == (
        Decimal("0.6798"),
        Fraction(3, 4),
        Decimal("0.8202"),
    )


def test_all_looked_at_leaves_none() -> None:
    whole = [Stratum(20, (RIGHT,) * 18 + (WRONG,) * 2)]
    assert count(Counting.EXTRAPOLATED, whole, claimed=200) == 190


@pytest.mark.parametrize("frame", [3, 50])
def test_where_nothing_was_claimed_nothing_is_missing(frame: int) -> None:
    """What was found beside it is no claim either; and no share divides by zero."""
    strata = [Stratum(frame, (looked(0, 0), looked(0, 4), looked(0, 0)))]
    found = found_share(strata, confidence=Decimal("0.9"))
    assert (found.low, found.point, found.high) == (Decimal(1), Fraction(1), Decimal(1))
    assert least_share(strata, risk=0.05) == 1
    for rule in Counting:
        assert count(rule, strata, claimed=0) == 0


@pytest.mark.parametrize("rule", Counting)
def test_a_sample_of_empty_claims_says_nothing_of_the_rest(rule: Counting) -> None:
    """Carla claims 500 in readings that were not drawn; nobody has looked at any of them."""
    part = counted_by(rule, claimed=Decimal(500), strata=[Stratum(50, (looked(0, 0),) * 4)])
    assert (part.quantity, part.widen) == (Decimal(0), True)
    assert str(part.sentences[-1]).startswith("Nothing was claimed for what was looked at")
    whole = counted_by(rule, claimed=Decimal(500), strata=[Stratum(4, (looked(0, 0),) * 4)])
    assert (whole.quantity, whole.widen) == (Decimal(0), False)


@pytest.mark.parametrize(
    "frame",
    [
        {"all": a_frame(good=95, bad=5)},
        {"all": a_frame(good=60, bad=40, verified=0)},
        {"a": a_frame(good=40, bad=8), "b": a_frame(good=60, bad=2, claimed=3, verified=1)},
        {"all": UNLIKE},
    ],
    ids=["few half wrong", "many not there", "two strata", "unlike sizes"],
)
def test_doubt_is_paid_in_one_of_twenty_at_most(frame: Frame) -> None:
    rows = [row for part in frame.values() for row in part]
    claimed, there = sum(r.claimed for r in rows), sum(r.verified for r in rows)
    draws, too_much = 300, 0
    for seed in range(draws):
        strata = seen_in(frame, size=30, seed=str(seed))
        too_much += (
            counted_by(Counting.EXTRAPOLATED, claimed=Decimal(claimed), strata=strata).quantity
            > there
        )
    assert too_much / draws <= 0.05 + 2 * (0.05 * 0.95 / draws) ** 0.5


def test_the_sample_is_made_larger_above_the_limit() -> None:
    some = (RIGHT,) * 18 + (WRONG,) * 2
    assert counted_by(Counting.WIDENED, claimed=Decimal(500), strata=[Stratum(50, some)]).widen
    assert not counted_by(Counting.WIDENED, claimed=Decimal(200), strata=[Stratum(20, some)]).widen
    fine = [Stratum(50, (RIGHT,) * 19 + (WRONG,))]
    assert not counted_by(Counting.WIDENED, claimed=Decimal(500), strata=fine).widen


@given(
    st.lists(st.tuples(st.integers(1, 20), st.integers(0, 20)), min_size=1, max_size=12),
    st.integers(0, 30),
    st.sampled_from(Counting),
)
def test_never_less_than_nothing_never_more_than_claimed(
    rows: list[tuple[int, int]], unseen: int, rule: Counting
) -> None:
    seen: tuple[Looked, ...] = tuple(looked(*row) for row in rows)
    assert 0 <= count(rule, [Stratum(len(seen) + unseen, seen)]) <= 500
