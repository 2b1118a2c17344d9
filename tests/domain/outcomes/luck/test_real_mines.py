"""Real mines where nobody did anything: the meter foresees what a bare comparison paid there."""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from outcomes.domain.luck import luck, question_from, usual_in

PANEL = Path(__file__).parents[4] / "../shared/data/msha/msha_single_member_panel_2013_2016.csv"
Unit = dict[str, float]


@pytest.fixture(scope="module")
def mines() -> list[Unit]:
    """Injuries and hours of 275 units with stable hours, 2013–14 and 2015–16."""
    if not PANEL.exists():
        pytest.skip("the panel of real mines is not beside this repository")
    found: dict[str, Unit] = defaultdict(lambda: defaultdict(float))
    with PANEL.open() as lines:
        for row in csv.DictReader(lines):
            if row["stable_hours"] == "1":
                when = "before" if int(row["year"]) < 2015 else "after"
                found[row["link_id"]][when] += int(row["num_injuries"])
                found[row["link_id"]][f"hours_{when}"] += float(row["emp_hrs_total"])
    return list(found.values())


def usual(mines: list[Unit]) -> dict[str, str]:
    """Rate, shape and trend by the method of moments, from all of them."""
    found = usual_in([(int(one["before"]), Decimal(one["hours_before"])) for one in mines])
    later = sum(one["after"] for one in mines) / sum(one["hours_after"] for one in mines)
    trend = later * 1e6 / float(found.rate)
    assert float(found.phi) == pytest.approx(1.57, abs=0.01)
    return {**found.as_json(), "trend": f"{trend:.6f}"}


def foreseen(mine: Unit, known: dict[str, str], **design: Any) -> float:
    site = {
        "before": int(mine["before"]),
        "hours_before": f"{mine['hours_before']:.2f}",
        "hours_after": f"{mine['hours_after']:.2f}",
    }
    asked = {"design": design, "sites": [site], **known, "draws": 100}
    exact = luck(question_from(asked)).lines[0].exact
    assert exact is not None
    return float(exact.paid)


def test_the_bare_rule_paid_as_often_as_luck_was_to_pay(mines: list[Unit]) -> None:
    """Half of all, and far more among those that had the most injuries an hour."""
    known = usual(mines)
    injured = [one for one in mines if one["before"] > 0]
    rates = np.array([one["before"] / one["hours_before"] for one in injured])
    lucky = np.array([foreseen(one, known, kind="bare") for one in injured])
    paid = np.array(
        [
            one["after"] / one["hours_after"] <= 0.8 * rate
            for one, rate in zip(injured, rates, strict=True)
        ]
    )
    worst = np.argsort(rates)[-28:]  # a tenth of all units
    assert (paid.mean(), paid[worst].mean()) == pytest.approx((0.497, 0.857), abs=0.001)
    for some in (np.arange(len(injured)), worst):
        spread = float(np.sqrt((lucky[some] * (1 - lucky[some])).sum())) / len(some)
        assert lucky[some].mean() == pytest.approx(paid[some].mean(), abs=2 * spread)
    assert lucky[worst].mean() > lucky.mean() + 0.25
