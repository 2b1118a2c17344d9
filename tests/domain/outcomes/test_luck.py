"""Real mines where nothing was done: what a bare comparison would pay, and what the test pays."""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from outcomes.domain.evaluation import RateReduction, Readings, Result, Verdict

PANEL = Path(__file__).parents[3] / "../shared/data/msha/msha_single_member_panel_2013_2016.csv"


@pytest.fixture(scope="module")
def results() -> list[Result]:
    """One result for each of the units with stable hours; 2013–14 against 2015–16."""
    if not PANEL.exists():
        pytest.skip("the panel of real mines is not beside this repository")
    units: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    with PANEL.open() as lines:
        for row in csv.DictReader(lines):
            if row["stable_hours"] == "1":
                phase = "baseline" if int(row["year"]) < 2015 else "follow_up"
                units[row["link_id"]][f"{phase}_events"] += Decimal(row["num_injuries"])
                units[row["link_id"]][f"{phase}_hours"] += Decimal(row["emp_hrs_total"])
    return [RateReduction().evaluate(Readings(values)) for values in units.values()]


def test_the_bare_rule_pays_half_of_them_for_nothing(results: list[Result]) -> None:
    with_cases = [result for result in results if result.reduction is not None]
    assert (len(results), len(with_cases)) == (275, 175)
    assert sum(result.bare_met is True for result in with_cases) / 175 == pytest.approx(
        0.4971, abs=1e-4
    )


def test_the_exact_test_pays_about_as_often_as_it_says(results: list[Result]) -> None:
    paid = [result for result in results if result.verdict == Verdict.MET]
    assert len(paid) / 175 == pytest.approx(0.0629, abs=1e-4)
