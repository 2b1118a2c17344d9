"""For each contract a case that costs the most, and one that costs the least."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tests.domain.programs.terms.contracts import (
    care_leavers_reboot_west,
    denver_sib,
    dwp_innovation_fund,
    fair_chance_fund,
    gm_rough_sleeping,
    kr_prevention_discount,
    nhs_qof,
    rwanda_pbf,
)
from tests.domain.programs.terms.contracts.asking import Case


def all_of(names: Iterable[str], value: object) -> dict[str, Any]:
    return dict.fromkeys(names, value)


CLAIMED = 5
LIVED = {"is_significant": True, "stopped": False}
NOBODY: Case = {}
RISKS = kr_prevention_discount
MILESTONES = ("graduated", "free_24_months", "free_36_months", "free_54_months")
INDICATOR = {
    "available": 100, "lower": 0, "upper": 100, "achieved": 100, "prevalence": 50,
    "national_prevalence": "0.1",
}  # fmt: skip
SUPPLIER = {"place": 1, "first_cost": 140_000_000, "follow_on": 0, "goal": 1, "result": 1}
ENDS: Mapping[str, tuple[Case, Case]] = {
    "aspire_sa": (
        {"outcome_value": 11_000_000, "redemption": 9_000_000, "terminated": False},
        {"outcome_value": 0, "redemption": 0, "terminated": False},
    ),
    "cambodia_sanitation_dib": ({"villages": 2000}, {"villages": 0}),
    "care_leavers_i_aspire": (
        {"participant": [all_of(care_leavers_reboot_west.NAMES, CLAIMED)] * 250},
        NOBODY,
    ),
    "care_leavers_reboot_west": (
        {"participant": [all_of(care_leavers_reboot_west.NAMES, CLAIMED)] * 60},
        NOBODY,
    ),
    "chicago_cpc": (
        {
            "kindergarten_ready": 2700,
            "third_grade_literate": 2700,
            "special_control": 10_000,
            "special_treated": 0,
        },
        {
            "kindergarten_ready": 0,
            "third_grade_literate": 0,
            "special_control": 0,
            "special_treated": 0,
        },
    ),
    "cuyahoga": (
        {"control_days": 200_000, "treated_days": 0},
        {"control_days": 0, "treated_days": 200_000},
    ),
    "dc_water_eib": ({"reduction": 100}, {"reduction": -100}),
    "denver_h2h": ({"days": 320_000}, {"days": 0}),
    "denver_sib": (
        {"tenant": denver_sib.tenants(350_000), "jail_reduction": 65, "invested": 0},
        {"jail_reduction": -100, "invested": 0},
    ),
    "dwp_innovation_fund": (
        {
            "round": "round_2",
            "participant": [all_of(dwp_innovation_fund.NAMES.values(), 1)] * 3,
        },
        {"round": "round_1"},
    ),
    "educate_girls": (
        {"learning_treated": 30_000, "learning_control": 0, "enrolled": 837, "at_target": 422_000},
        {"learning_treated": 0, "learning_control": 30_000, "enrolled": 0, "at_target": 422_000},
    ),
    "fair_chance_fund": (
        {
            "budget": 3_500_000,
            "participant": [all_of(fair_chance_fund.NAMES, CLAIMED)] * 206,
        },
        {"budget": 3_500_000},
    ),
    "gm_rough_sleeping": (
        {"participant": [all_of(gm_rough_sleeping.NAMES, CLAIMED)] * 139},
        NOBODY,
    ),
    "gyeonggi_haebom": ({"exits": 800, "cohort": 800}, {"exits": 0, "cohort": 800}),
    "hepc_dib_cameroon": ({"enrolled": 1000, "cured": 1000}, {"enrolled": 0, "cured": 0}),
    "icrc_hib": (
        {"people": 100_000, "staff": 1, "benchmark": 1, "invested": 26_090_000},
        {"people": 0, "staff": 1, "benchmark": 1, "invested": 0},
    ),
    "kb_kosme_safety": (
        {
            "budget": 7_000_000_000,
            "best_from": 1,
            "extra_pool": 0,
            "supplier": [SUPPLIER | {"id": i} for i in range(50)],
        },
        {"budget": 7_000_000_000, "best_from": 1, "extra_pool": 0},
    ),
    "kenya_tiko": (
        {"family_planning": 1_000_000, "hiv": 1_000_000},
        {"family_planning": 0, "hiv": 0},
    ),
    "kmc_dib_cameroon": ({"outcomes_value": 5_000_000}, {"outcomes_value": 0}),
    "kr_prevention_discount": (
        {
            **RISKS.YEAR,
            **RISKS.risk_assessment(RISKS.WHOLE_YEAR),
            **RISKS.TRAINING,
            **RISKS.HOURS,
            "premium": 1_000_000_000,
        },
        {
            **RISKS.YEAR,
            **RISKS.NO_TRAINING,
            **RISKS.NO_HOURS,
            "risk_assessment_recognised": False,
            "premium": 1_000_000_000,
        },
    ),
    "newpin_nsw": (
        {
            "year_of_bond": [{"year": i, "restored": 7, "not_restored": 3} for i in range(1, 8)],
            "failed": False,
        },
        {"failed": True, "redeemed_year": 5},
    ),
    "nfp_sc": (
        {
            **all_of(("preterm_reduction", "injury_reduction", "spacing_reduction"), 0),
            **all_of(("first_threshold", "second_threshold"), 100),
            **all_of(("first_bonus", "second_bonus"), 0),
            "low_income_share": "0.65",
            "mothers": 4000,
            "bonus_per_mother": 5000,
        },
        {
            **all_of(("preterm_reduction", "injury_reduction", "spacing_reduction"), 0),
            **all_of(("first_threshold", "second_threshold"), 100),
            **all_of(("first_bonus", "second_bonus"), 0),
            "low_income_share": 0,
            "mothers": 4000,
            "bonus_per_mother": 5000,
        },
    ),
    "nhs_qof": (
        {
            **nhs_qof.indicator({"price": 400, "points": 0}),
            "list_size": 50_000,
            "average_list": 5000,
            "indicator": [INDICATOR] * 80,
        },
        {"price": 400, "list_size": 50_000, "average_list": 5000},
    ),
    "norfolk_families": (
        {"rate": 200, "child": [{"cohort": "in_care", "days": 2500}] * 40},
        {"rate": 200},
    ),
    "oklahoma_wir": ({"participant": [all_of(MILESTONES, True)] * 200}, NOBODY),
    "pbf_quality_rules": (
        {"country": "djibouti", "quantity_bonus": 1_000_000, "quality": 1},
        {"country": "burkina_faso", "quantity_bonus": 1_000_000, "quality": "0.4999"},
    ),
    "peterborough": (
        {"cohort": [{"treated": 0, "matched": 400, "members": 1100}] * 3, "price": 5000},
        {"pooled_treated": 400, "pooled_matched": 1, "price": 5000},
    ),
    "rikers_able": (
        {**LIVED, "reduction": 20, "loan_drawn": 9_600_000, "guarantee": 7_200_000},
        {**LIVED, "reduction": 0, "loan_drawn": 0, "guarantee": 7_200_000},
    ),
    "roca_ma": (
        {
            "rct": 55,
            "did": 0,
            "enrolled": 929,
            "enrolment_needed": 929,
            **all_of(("readiness_quarters", "employment_quarters"), 0),
            **all_of(("readiness_rate", "employment_rate"), 0),
        },
        {
            "rct": -100,
            "did": 0,
            "enrolled": 929,
            "enrolment_needed": 929,
            **all_of(("readiness_quarters", "employment_quarters"), 0),
            **all_of(("readiness_rate", "employment_rate"), 0),
        },
    ),
    "rwanda_pbf": (
        all_of(rwanda_pbf.QUANTITIES.values(), 10_000) | {**rwanda_pbf.scored("1")},
        all_of(rwanda_pbf.QUANTITIES.values(), 10_000) | {**rwanda_pbf.scored("0")},
    ),
    "seoul_sib1": (
        {"children": 100, "child": [{"cognitive": True, "social": True}] * 42},
        {"children": 100, "child": [{"cognitive": True, "social": False}] * 100},
    ),
    "utah_preschool": (
        {
            "expected": 4000,
            "actual": 0,
            "savings": 10_428_000,
            "grade": 6,
            "to_recover": 7_000_000,
        },
        {
            "expected": 4000,
            "actual": 0,
            "savings": 10_428_000,
            "grade": 7,
            "to_recover": 7_000_000,
        },
    ),
    "village_enterprise": (
        {"households": 14_000, "consumption_gain": 500, "asset_gain": 500},
        {"households": 14_000, "consumption_gain": -500, "asset_gain": 0},
    ),
    "ways_to_wellness": (
        {"wellbeing_points": 5, "cost_share": 1, "full_payment": 2_000_000},
        {"wellbeing_points": -5, "cost_share": 0, "full_payment": 2_000_000},
    ),
}
