"""Improved sites held against reference sites: verdicts, values, and what cannot be judged."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from core.domain.errors import RuleBroken
from core.domain.periods import Period
from outcomes.domain.evaluation import (
    Design,
    Group,
    Panel,
    Readings,
    Spell,
    Verdict,
    design_from,
    total,
)
from outcomes.domain.lifecycle import Phase
from tests.domain.outcomes.statistics.vectors import DATA

MINES = DATA / "msha/msha_single_member_panel_2013_2016.csv"
BEFORE, AFTER = (
    Period(date(2024, 1, 1), date(2024, 12, 31)),
    Period(date(2025, 1, 1), date(2025, 12, 31)),
)
SIDES = ((Phase.BASELINE, BEFORE), (Phase.FOLLOW_UP, AFTER))
NAMED = {"code": "press-shops", "digest": "a" * 64}
Numbers = tuple[int, int, int | None, int | None]  # injuries and hours before, and after


def a_design(kind: str = "empirical_bayes", **changes: Any) -> Design:
    return design_from(
        {
            "kind": kind,
            "alpha": "0.05",
            "baseline": ["2024-01-01", "2024-12-31"],
            "reference": NAMED,
            **changes,
        }
    )


def spells(name: str, group: Group, numbers: Numbers) -> Iterator[Spell]:
    before, hours, after, later = numbers
    for (phase, days), (events, worked) in zip(
        SIDES, ((before, hours), (after, later)), strict=True
    ):
        known = None if worked is None else Decimal(worked)
        yield Spell(name, group, phase, days, events, known)


def industry(sites: int = 60) -> list[Spell]:
    """Sites that differ and change by themselves, ten per cent fewer in the second year."""
    draws = np.random.Generator(np.random.PCG64(5))
    found: list[Spell] = []
    for number in range(sites):
        hours = int(draws.integers(40_000, 400_000))
        rate = float(draws.gamma(2.0, 1.0)) * hours / 100_000
        counts = (int(draws.poisson(rate)), int(draws.poisson(rate * 0.9)))
        found += spells(f"R{number:03d}", Group.REFERENCE, (counts[0], hours, counts[1], hours))
    return found


def readings(*own: Numbers, others: list[Spell] | None = None) -> Readings:
    panel = Panel(
        (
            *(s for n, one in enumerate(own) for s in spells(f"T{n}", Group.TREATED, one)),
            *(industry() if others is None else others),
        )
    )
    sites = panel.sites(Group.TREATED)
    before, after = total(s.before for s in sites), total(s.after for s in sites)
    exact = [None if n is None else Decimal(n) for n in (before.events, after.events)]
    return Readings(
        {
            "baseline_events": exact[0],
            "baseline_hours": before.hours,
            "follow_up_events": exact[1],
            "follow_up_hours": after.hours,
        },
        panel,
    )


FEWER: list[Numbers] = [
    (6, 300_000, 1, 300_000),
    (7, 300_000, 2, 300_000),
    (6, 300_000, 1, 300_000),
]
HALVED = FEWER * 2


@pytest.mark.parametrize("kind", ["empirical_bayes", "comparison_group"])
def test_many_fewer_at_ordinary_sites_are_shown(kind: str) -> None:
    result = a_design(kind).evaluate(readings(*HALVED))
    assert (result.verdict, result.attained, result.method) == (Verdict.MET, Decimal(1), kind)
    assert result.p_value is not None
    assert result.p_value < Decimal("0.01")
    assert result.reduction is not None
    assert Decimal("0.5") < result.reduction < Decimal("0.9")
    assert result.interval is not None
    assert result.interval.high is not None
    assert result.interval.low < 1 - result.reduction < result.interval.high < 1
    assert result.diagnostics["reference_sites"] == 60


@pytest.mark.parametrize("kind", ["empirical_bayes", "comparison_group"])
def test_how_much_is_at_least_shown_may_be_what_pays(kind: str) -> None:
    found = readings(*HALVED)
    result = a_design(kind, pays_on="bound").evaluate(found)
    assert result.interval is not None
    assert result.interval.high is not None
    assert result.attained == pytest.approx(1 - result.interval.high, abs=Decimal("0.0002"))
    assert result.attained is not None
    assert result.attained.as_tuple().exponent == -4
    none = a_design(kind, pays_on="bound").evaluate(readings((9, 300_000, 8, 300_000)))
    assert none.attained == 0


def test_a_terrible_year_is_expected_to_be_followed_by_an_ordinary_one() -> None:
    """Nine injuries in 60,000 hours; three afterwards are a third, and no success."""
    found = readings((9, 60_000, 3, 60_000))
    bayes = a_design().evaluate(found)
    assert (bayes.verdict, bayes.bare_met) == (Verdict.NOT_MET, True)
    assert bayes.diagnostics["expected"] < 6
    group = a_design("comparison_group").evaluate(found)
    assert (group.verdict, group.missing) == (Verdict.CANNOT, ("chosen",))
    assert "a bad year is followed by an ordinary one" in str(group.sentences[0])


def test_more_can_be_asked_for_than_any_reduction() -> None:
    found = readings(*HALVED)
    assert a_design(minimum_reduction="0.2").evaluate(found).verdict == Verdict.MET
    assert a_design(minimum_reduction="0.8").evaluate(found).verdict == Verdict.NOT_MET


@pytest.mark.parametrize("kind", ["empirical_bayes", "comparison_group"])
@pytest.mark.parametrize(
    ("own", "others", "missing"),
    [
        ([(9, 300_000, None, 300_000)], None, "follow_up_events"),
        ([(9, 300_000, 2, None)], None, "follow_up_hours"),
        ([(9, 300_000, 2, 0)], None, "follow_up_hours"),
        ([(9, 300_000, 2, 300_000), (0, 0, 0, 300_000)], None, "sites"),
        ([(9, 300_000, 2, 300_000)], industry(9), "reference"),
        (
            [(9, 300_000, 2, 300_000)],
            [s for n in range(12) for s in spells(f"R{n}", Group.REFERENCE, (1, 9_000, 0, 9_000))],
            "reference",
        ),
    ],
)
def test_what_is_missing_is_never_a_target_met(
    kind: str, own: list[Numbers], others: list[Spell] | None, missing: str
) -> None:
    result = a_design(kind).evaluate(readings(*own, others=others))
    assert (result.verdict, result.attained, result.missing) == (Verdict.CANNOT, None, (missing,))
    assert str(result.sentences[0]).startswith("Cannot be evaluated")


def test_too_little_to_judge_by_ends_as_it_was_agreed() -> None:
    found = readings((1, 300_000, 0, 300_000))
    cannot = a_design(least_events="3").evaluate(found)
    assert (cannot.verdict, cannot.attained) == (Verdict.CANNOT, None)
    not_met = a_design(least_events="3", too_little="not_met").evaluate(found)
    assert (not_met.verdict, not_met.attained) == (Verdict.NOT_MET, Decimal(0))
    assert "only from 3 on" in str(not_met.sentences[0])


def test_the_same_data_give_the_same_result_in_any_order() -> None:
    found = readings(*HALVED)
    turned = Readings(found.values, replace(found.panel, spells=found.panel.spells[::-1]))
    one, other = a_design().evaluate(found), a_design().evaluate(turned)
    assert one.as_json() == other.as_json()
    assert len(one.digest) == 64


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reference": {"code": "x"}}, "reference.digest is missing"),
        ({"reference": {"code": "x", "digest": "short"}}, "hash of the reference sites"),
        ({"baseline": "2024"}, "list of two days"),
        ({"baseline": ["January", "June"]}, "baseline must be a list of two days"),
        ({"baseline": ["2024-01-01", "2024-02-30"]}, "baseline must be a list of two days"),
        ({"baseline": ["June", "2024-12-31"]}, "baseline must be a list of two days"),
        ({"baseline": ["2024-12-31", "2024-01-01"]}, "before it begins"),
        ({"pays_on": "luck"}, "pays_on must be one of: shown, bound"),
        ({"too_little": "met"}, "too_little must be one of"),
        ({"alpha": "0.5"}, "alpha must be a number"),
        ({"weather": "1"}, "weather is not known here"),
    ],
)
def test_a_design_with_a_mistake_is_refused_in_words(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(RuleBroken, match=words):
        a_design(**changes)
    document = a_design().document()
    assert design_from(document).document() == document
    for name in ("baseline", "reference"):
        with pytest.raises(RuleBroken, match=f"{name} is missing"):
            design_from({k: v for k, v in document.items() if k != name})


@pytest.mark.skipif(not MINES.exists(), reason=f"{MINES.name} is not on this machine")
@pytest.mark.parametrize("kind", ["empirical_bayes", "comparison_group"])
def test_real_mines_where_nobody_did_anything_are_hardly_paid(kind: str) -> None:
    sums: dict[str, list[int]] = {}
    with MINES.open() as file:
        for row in csv.DictReader(file):
            if row["stable_hours"] == "1":
                later = 2 * (int(row["year"]) > 2014)
                one = sums.setdefault(row["link_id"], [0] * 4)
                one[later] += int(row["num_injuries"])
                one[later + 1] += round(float(row["emp_hrs_total"]))
    numbers = {name: (b, h, a, w) for name, (b, h, a, w) in sums.items()}
    others = {n: [*spells(n, Group.REFERENCE, one)] for n, one in numbers.items()}
    worst = sorted(numbers, key=lambda n: numbers[n][0] / numbers[n][1])[-28:]
    tried = {*worst, *sorted(numbers)[::4]}
    met = {
        name
        for name in tried
        if a_design(kind)
        .evaluate(
            readings(
                numbers[name], others=[s for n, rows in others.items() if n != name for s in rows]
            )
        )
        .verdict
        == Verdict.MET
    }
    assert len(met) / len(tried) <= 0.05
    assert len(met & set(worst)) / len(worst) <= 0.05
