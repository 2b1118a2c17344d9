"""The value of all outcomes of seven projects; what was paid is less, since caps bind."""

from __future__ import annotations

from fractions import Fraction

from tests.domain.programs.terms.contracts.asking import Asked, Contract
from tests.domain.programs.terms.contracts.cards import people, published_rates

NAMES = (
    "initial_assessment", "second_assessment", "third_assessment", "moves_in", "housed_3_months",
    "housed_6_months", "housed_12_months", "housed_18_months", "enters_education", "entry_level",
    "level_1", "level_2", "enters_employment", "part_time_13_weeks", "part_time_26_weeks",
    "full_time_13_weeks", "full_time_26_weeks", "volunteers_6_weeks", "volunteers_13_weeks",
    "volunteers_20_weeks", "volunteers_26_weeks",
)  # fmt: skip
CARD = "earned"


def rates(contract: Contract) -> dict[str, Fraction]:
    return published_rates(contract, NAMES)


def asked(contract: Contract) -> list[Asked]:
    counts = [
        {metric: count for metric, (_rate, count) in case["inputs"]["rate_x_count"].items()}
        for case in contract["cases"]
    ]
    return [Asked({"participant": people(found, NAMES, {})}, "gross") for found in counts]
