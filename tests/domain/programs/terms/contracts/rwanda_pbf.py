"""Quantities at their rates times a quality score, which is reached by the same score in each area."""

from __future__ import annotations

from fractions import Fraction

from tests.domain.programs.terms.contracts.asking import Asked, Case, Contract, rates_of

QUANTITIES = {
    "delivery": "delivery", "new_fp": "new_family_planning",
    "full_vaccination": "full_vaccination", "anc4": "fourth_antenatal",
    "fp_resupply": "family_planning_resupply", "curative": "curative",
    "growth": "growth_monitoring", "anc1": "first_antenatal",
    "emergency_obstetric_transfer": "obstetric_transfer", "at_risk_referral": "at_risk_referral",
    "malnourished_referral": "malnourished_referral",
    "other_emergency_referral": "other_referral", "tetanus": "tetanus",
    "malaria_prophylaxis2": "malaria_prophylaxis",
}  # fmt: skip
AREAS = {
    "curative": "curative", "delivery": "delivery", "anc": "antenatal", "fp": "family_planning",
    "hiv": "hiv", "immunisation": "immunisation", "pharmacy": "pharmacy", "growth": "growth",
    "admin": "administration", "finance": "finance", "lab": "laboratory", "tb": "tuberculosis",
    "cleanliness": "cleanliness",
}  # fmt: skip
CARD = "gross"


def rates(contract: Contract) -> dict[str, Fraction]:
    found = contract["terms"]["rates"]
    return rates_of([(QUANTITIES[name], rate) for name, rate in found.items()])


def weights(contract: Contract) -> dict[str, Fraction]:
    found = contract["terms"]["quality_weights"]
    return rates_of([(f"quality_{AREAS[name]}", weight) for name, weight in found.items()])


def scored(score: str) -> Case:
    return {f"quality_{area}": score for area in AREAS.values()}


def asked(contract: Contract) -> list[Asked]:
    found = []
    for case in contract["cases"][:2]:
        quantities = {QUANTITIES[name]: n for name, n in case["inputs"]["qty"].items()}
        none = dict.fromkeys(QUANTITIES.values(), 0)
        found.append(Asked(none | quantities | {**scored(case["inputs"]["quality"])}, "paid"))
    return [*found, Asked(scored("1"), "quality")]
