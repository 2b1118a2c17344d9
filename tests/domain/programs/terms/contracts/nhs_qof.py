"""Points at full achievement times a price that is rounded first, and points between thresholds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.domain.programs.terms.contracts.asking import Asked, Case, Contract

SAME = "0.5"  # practice and country alike


def indicator(inputs: Mapping[str, Any]) -> Case:
    prevalence = {
        "prevalence": inputs.get("practice_prev", SAME),
        "national_prevalence": inputs.get("national_prev", SAME),
    }
    full = {"lower": "45", "upper": "70", "achieved": "70"}
    return {
        "price": inputs["price"],
        "list_size": 6000,
        "average_list": 6000,
        "indicator": [{"available": inputs["points"], **full, **prevalence}],
    }


def asked(contract: Contract) -> list[Asked]:
    *paid, between = (case["inputs"] for case in contract["cases"])
    points = {
        "available": between["points_available"],
        "lower": between["lower"],
        "upper": between["upper"],
        "achieved": between["achieved"],
    }
    return [
        *(Asked(indicator(one), "paid") for one in paid),
        Asked({"indicator": [points]}, "points"),
    ]
