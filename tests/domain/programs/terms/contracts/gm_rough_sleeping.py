"""All clients, and two single clients: one below the cap of 19,000 and one above."""

from __future__ import annotations

from fractions import Fraction

from tests.domain.programs.terms.contracts.asking import Asked, Contract
from tests.domain.programs.terms.contracts.cards import people, published_rates

NAMES = (
    "enters_accommodation", "housed_3_months", "housed_6_months", "housed_12_months",
    "housed_18_months", "housed_24_months", "wellbeing_first", "wellbeing_second",
    "wellbeing_third", "mental_health_entry", "mental_health_sustained", "alcohol_entry",
    "alcohol_sustained", "drug_entry", "drug_sustained", "education", "volunteers_13_weeks",
    "volunteers_26_weeks", "part_time_13_weeks", "part_time_26_weeks", "full_time_13_weeks",
    "full_time_26_weeks",
)  # fmt: skip
CARD = "earned"
HOUSED_AND_WELL = dict.fromkeys(NAMES, 0) | dict.fromkeys(NAMES[:9], 1)
# everything, 25,520 in all, but for 120 + 2,600 + 1,800
WORTH_21000 = dict.fromkeys(NAMES, 1) | dict.fromkeys(
    ("drug_entry", "drug_sustained", "part_time_26_weeks"), 0
)


def rates(contract: Contract) -> dict[str, Fraction]:
    return published_rates(contract, NAMES)


def asked(contract: Contract) -> list[Asked]:
    card = contract["terms"]["rate_card"]
    clients = people({metric: found["achieved"] for metric, found in card.items()}, NAMES, {})
    return [
        Asked({"participant": clients}, "gross"),
        Asked({"participant": clients}, "paid", also={"gross": "3324020"}),
        Asked({"participant": [HOUSED_AND_WELL]}, "person"),
        Asked({"participant": [WORTH_21000]}, "person", also={"earned": "21000"}),
    ]
