"""How many are wrong in the whole list: the interval holds as often as it says."""

from __future__ import annotations

from decimal import Decimal

import pytest
from scipy import stats

from outcomes.domain.sampling import ErrorRate, Looked, Stratum, error_rate
from tests.domain.outcomes.sampling.frames import a_frame, looked, seen_in

NINE = Decimal("0.9")
RIGHT, WRONG = looked(10, 10), looked(10, 5)


def of(wrong: int, seen: int, frame: int) -> ErrorRate:
    rows: tuple[Looked, ...] = (WRONG,) * wrong + (RIGHT,) * (seen - wrong)
    return error_rate([Stratum(frame, rows)], confidence=NINE)


@pytest.mark.parametrize("there", range(0, 41, 4))
def test_of_forty_the_interval_covers_whatever_is_true(there: int) -> None:
    """All outcomes of a draw of twelve, weighed by their probability: no simulation needed."""
    covered = sum(
        float(stats.hypergeom.pmf(wrong, 40, there, 12))
        for wrong in range(13)
        if 0 <= there - wrong <= 28
        and of(wrong, 12, 40).low <= Decimal(there) / 40 <= of(wrong, 12, 40).high
    )
    assert covered >= 0.9


def test_over_strata_it_covers_in_simulation() -> None:
    """A third of one stratum is wrong and little of the other; the pooled interval is careful."""
    frame = {"after": a_frame(good=40, bad=20), "before": a_frame(good=58, bad=3)}
    truth, draws = Decimal(23) / 121, 300
    covered = 0
    for seed in range(draws):
        found = error_rate(seen_in(frame, size=30, seed=str(seed)), confidence=NINE)
        covered += found.low <= truth <= found.high
    assert covered / draws >= 0.9 - 2 * (0.9 * 0.1 / draws) ** 0.5


def test_what_was_looked_at_whole_is_known() -> None:
    found = of(2, 10, 10)
    assert (found.low, found.high) == (Decimal("0.2"), Decimal("0.2"))


def test_nothing_wrong_is_not_nothing_left() -> None:
    found = of(0, 19, 50)
    assert found.low == found.point == Decimal(0)
    assert found.high == Decimal("0.1")  # 5 of 50: with 6, nineteen right ones are below one in 20


def test_each_stratum_weighs_by_its_length() -> None:
    strata = [Stratum(90, (RIGHT,) * 9), Stratum(10, (WRONG,) * 5)]
    assert error_rate(strata, confidence=NINE).point == Decimal("0.1")
