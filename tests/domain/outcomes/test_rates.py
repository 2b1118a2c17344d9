"""Exact statistics against published numbers."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes.domain.evaluation import (
    RateReduction,
    Readings,
    Verdict,
    events_needed,
    rate_interval,
    ratio_interval,
    ratio_p_value,
)

VECTORS = Path(__file__).parents[3] / "../shared/vectors/statistics.json"
ONE = Decimal(1)
STEP = 1.1e-6  # one unit of the last place that is kept


def vector(name: str) -> dict[str, Any]:
    if not VECTORS.exists():
        pytest.skip("the file of published numbers is not beside this repository")
    return next(v for v in json.loads(VECTORS.read_text())["vectors"] if v["id"] == name)


@pytest.mark.parametrize(
    ("cases", "low", "high"),
    [
        # Garwood 95 % limits for exposure 1: chi2inv(a/2, 2x)/2 and chi2inv(1-a/2, 2x+2)/2
        (0, 0.0, 3.688879), (1, 0.025318, 5.571643), (5, 1.623486, 11.668332),
        (20, 12.21652, 30.888378), (100, 81.363991, 121.626794),
    ],
)  # fmt: skip
def test_one_rate_has_an_exact_interval(cases: int, low: float, high: float) -> None:
    found = rate_interval(cases=cases, exposure=ONE, per=1, confidence=Decimal("0.95"))
    assert float(found.low) == pytest.approx(low, abs=2 * STEP)
    assert float(found.high or 0) == pytest.approx(high, abs=2 * STEP)


def test_no_injury_in_a_year_at_a_small_site_is_no_evidence() -> None:
    found = rate_interval(
        cases=0, exposure=Decimal(48_000), per=200_000, confidence=Decimal("0.95")
    )
    assert found.low == 0
    assert round(float(found.high or 0), 1) == 15.4


def test_one_rate_as_published() -> None:
    v = vector("poisson_exact_ci_15_400")
    found = rate_interval(cases=15, exposure=Decimal(400), per=1000, confidence=Decimal("0.95"))
    assert float(found.low) / 1000 == pytest.approx(v["expected"]["lower"], abs=STEP / 1000)
    assert float(found.high or 0) / 1000 == pytest.approx(v["expected"]["upper"], abs=STEP / 1000)
    for cases, (low, high) in vector("garwood_table")["expected"].items():
        found = rate_interval(cases=int(cases), exposure=ONE, per=1, confidence=Decimal("0.95"))
        assert float(found.low) == pytest.approx(low, abs=2 * STEP)
        assert float(found.high or 0) == pytest.approx(high, abs=2 * STEP)


def test_fays_example_of_two_rates() -> None:
    # 2 cases in 17,877 against 9 in 16,660: central interval of the ratio, exact p (Fay 2022)
    exposure = (Decimal(16660), Decimal(17877))
    found = ratio_interval(cases=(9, 2), exposure=exposure, confidence=Decimal("0.95"))
    assert found is not None
    assert float(found.low) == pytest.approx(0.02177406, abs=STEP)
    assert float(found.high or 0) == pytest.approx(1.0005491, abs=STEP)
    assert str(ratio_p_value(cases=(9, 2), exposure=exposure, ratio=ONE)) == "0.025053"


@pytest.mark.parametrize("name", ["rateratio_fay", "gu_ex1", "sm_alt_6_1"])
def test_two_rates_as_published(name: str) -> None:
    v = vector(name)
    (x1, x2), (t1, t2) = v["inputs"]["x"], map(str, v["inputs"]["t"])
    exposure, cases = (Decimal(t2), Decimal(t1)), (x2, x1)
    null = Decimal(str(v["inputs"]["null_ratio"]))
    found = ratio_interval(cases=cases, exposure=exposure, confidence=Decimal("0.95"))
    assert found is not None
    low, high = v["recomputed_here"]["ci"]
    assert float(found.low) == pytest.approx(low, abs=STEP)
    assert float(found.high or 0) == pytest.approx(high, rel=1e-9, abs=STEP)
    p_value = ratio_p_value(cases=cases, exposure=exposure, ratio=null)
    assert float(p_value) == pytest.approx(v["recomputed_here"]["p_less"], abs=STEP)


def test_the_ends_of_an_interval() -> None:
    equal = (ONE, ONE)
    assert ratio_interval(cases=(0, 0), exposure=equal, confidence=Decimal("0.9")) is None
    open_ended = ratio_interval(cases=(0, 3), exposure=equal, confidence=Decimal("0.9"))
    assert open_ended is not None
    assert open_ended.high is None
    none_left = ratio_interval(cases=(3, 0), exposure=equal, confidence=Decimal("0.9"))
    assert none_left is not None
    assert none_left.low == 0
    assert ratio_p_value(cases=(0, 0), exposure=equal, ratio=ONE) == 1


def test_how_many_cases_it_takes() -> None:
    # two-sided 5 %, power 80 %: 49, 80.2, 149.8, 354.7 baseline cases; rounded up
    needed = [
        events_needed(reduction=Decimal(r), alpha=Decimal("0.025"))
        for r in ("0.5", "0.4", "0.3", "0.2")
    ]
    assert needed == [50, 81, 150, 355]


counts = st.integers(0, 40)
hours = st.integers(1000, 500_000).map(Decimal)


@given(counts, counts, hours, hours)
def test_test_and_interval_are_the_same_statement(
    before: int, after: int, h1: Decimal, h2: Decimal
) -> None:
    result = RateReduction().evaluate(
        Readings(
            {
                "baseline_events": Decimal(before),
                "baseline_hours": h1,
                "follow_up_events": Decimal(after),
                "follow_up_hours": h2,
            }
        )
    )
    assert result.verdict in {Verdict.MET, Verdict.NOT_MET}
    if result.interval is None or result.interval.high is None:
        assert result.verdict == Verdict.NOT_MET
    elif abs(float(result.interval.high) - 1) > 1e-4:  # further from the edge than rounding reaches
        assert (result.verdict == Verdict.MET) == (result.interval.high < 1)
