"""A bonus of 1,000 by the rules of two countries."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from programs.domain.terms.operands import exact_text
from tests.domain.programs.terms.contracts.asking import Asked, Contract

COUNTRIES = {"Burkina Faso": "burkina_faso", "Djibouti": "djibouti"}


def _asked(inputs: Mapping[str, Any]) -> Asked:
    """Of Djibouti only what is added or taken is published."""
    case = {
        "country": COUNTRIES[inputs["country"]],
        "quantity_bonus": inputs["quantity_bonus"],
        "quality": exact_text(Fraction(inputs["quality_pct"]) / 100),
    }
    return Asked(case, "on_top" if "component" in inputs else "paid")


def asked(contract: Contract) -> list[Asked]:
    return [_asked(case["inputs"]) for case in contract["cases"]]
