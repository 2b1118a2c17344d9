"""Many outcomes at once are judged as the design judges each."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes.domain.evaluation import Readings, Verdict, design_from, ratio_p_value
from outcomes.domain.luck import rule_from
from outcomes.domain.luck.rules import is_lower
from outcomes.domain.luck.rules.each import EachRule

COUNTS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=1, max_size=30)
HOURS = st.decimals("0.5", "900000", places=2)
DESIGNS: list[dict[str, Any]] = [
    {"kind": "rate_reduction", "alpha": "0.05"},
    {"kind": "rate_reduction", "alpha": "0.2", "minimum_reduction": "0.3"},
    {"kind": "rate_reduction", "alpha": "0.05", "least_events": "10"},
    {"kind": "rate_reduction", "alpha": "0.05", "least_events": "10", "too_little": "not_met"},
    {"kind": "rate_reduction", "alpha": "0.1", "pays_on": "bound", "least_events": "3"},
]


def one_by_one(
    document: dict[str, Any], pairs: list[tuple[int, int]], hours: tuple[Decimal, Decimal]
) -> list[tuple[bool, Decimal | None]]:
    names = ("baseline_events", "follow_up_events", "baseline_hours", "follow_up_hours")
    results = [
        design_from(document).evaluate(
            Readings(dict(zip(names, (Decimal(x), Decimal(y), *hours), strict=True)))
        )
        for x, y in pairs
    ]
    return [(result.verdict == Verdict.MET, result.attained) for result in results]


def at_once(rule: Any, pairs: list[tuple[int, int]], hours: Any) -> list[Any]:
    before, after = (np.array(one) for one in zip(*pairs, strict=True))
    found = rule.accepts(before, after, hours)
    values = [found.values[place] for place in found.places.tolist()]
    assert [value is None for value in values] == found.unknown.tolist()
    return list(zip(found.met.tolist(), values, strict=True))


@pytest.mark.parametrize("document", DESIGNS)
@given(pairs=COUNTS, hours=st.tuples(HOURS, HOURS))
def test_a_test_of_many_is_the_test_of_each(
    document: dict[str, Any], pairs: list[tuple[int, int]], hours: tuple[Decimal, Decimal]
) -> None:
    assert at_once(rule_from(document), pairs, hours) == one_by_one(document, pairs, hours)


def test_on_the_very_level_the_design_itself_is_asked() -> None:
    """The level is the p-value of 8 against 2 as it is rounded: that is not below it.

    It is 56 of 1024, so 0.0546875, and the float alone would be below 0.054688.
    """
    hours = (Decimal(1000), Decimal(1000))
    level = ratio_p_value(cases=(8, 2), exposure=hours, ratio=Decimal(1))
    for alpha, met in ((level, False), (level + Decimal("0.000001"), True)):
        document = {"kind": "rate_reduction", "alpha": str(alpha)}
        assert at_once(rule_from(document), [(8, 2)], hours) == [(met, Decimal(int(met)))]
        assert one_by_one(document, [(8, 2)], hours) == [(met, Decimal(int(met)))]


@given(pairs=COUNTS, hours=st.tuples(HOURS, HOURS))
def test_a_design_without_a_rule_of_its_own_is_asked_one_by_one(
    pairs: list[tuple[int, int]], hours: tuple[Decimal, Decimal]
) -> None:
    document = DESIGNS[2]
    rule = EachRule(design_from(document))
    assert at_once(rule, pairs, hours) == one_by_one(document, pairs, hours)
    assert rule.goal == 1
    assert rule.document() == design_from(document).document()


@pytest.mark.parametrize(
    ("before", "after", "hours", "lower"),
    [
        (5, 4, ("1000", "1000"), True),  # a fifth fewer, on the line
        (10, 9, ("1000", "1000"), False),
        (5, 4, ("1000", "999.99"), False),  # the same in fewer hours is a higher rate
        (5, 4, ("999.99", "1000"), True),
        (0, 0, ("1000", "1000"), False),  # nothing to compare with
        (5, 4, ("900000.01", "900000.01"), True),
        (5, 4, ("123456789012.34", "123456789012.33"), False),  # beyond int64: exactly all the same
    ],
)
def test_the_bare_rule_is_exact_on_its_line(
    before: int, after: int, hours: tuple[str, str], lower: bool
) -> None:
    counts = np.array([before]), np.array([after])
    both = (Decimal(hours[0]), Decimal(hours[1]))
    assert is_lower(*counts, both, Decimal("0.2")).tolist() == [lower]
    found = at_once(rule_from({"kind": "bare"}), [(before, after)], both)
    assert found == [(lower, Decimal(int(lower)))]


def test_a_quantity_is_met_from_its_goal_on_and_is_what_it_is() -> None:
    rule = rule_from({"kind": "quantity", "goal": "2.5"})
    found = at_once(rule, [(0, 2), (0, 3), (0, 0)], (Decimal(0), Decimal(0)))
    assert found == [(False, 2), (True, 3), (False, 0)]
