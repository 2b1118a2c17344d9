"""Published payments for each outcome and for all, from units that could be claimed."""

from __future__ import annotations

from fractions import Fraction

from tests.domain.programs.terms.contracts.asking import Asked, Contract
from tests.domain.programs.terms.contracts.cards import published_rates, single_and_all

NAMES = (
    "agrees_education", "consistent_relationship", "feels_safe", "manages_accommodation",
    "own_goal", "begins_course", "quarter_of_course", "half_of_course", "level_1", "level_2",
    "level_3", "begins_higher_education", "higher_education_1_year", "higher_education_2_years",
    "completes_higher_education", "enters_work_experience", "work_experience_1_week",
    "work_experience_4_weeks", "enters_employment", "earns_768", "earns_1631", "earns_3350",
    "earns_8155",
)  # fmt: skip
REPEATED = dict.fromkeys(NAMES[:5], 3)
CARD = "earned"


def rates(contract: Contract) -> dict[str, Fraction]:
    return published_rates(contract, NAMES)


def asked(contract: Contract) -> list[Asked]:
    return single_and_all(contract, NAMES, REPEATED, "paid")
