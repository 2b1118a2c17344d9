"""Published facts of contracts that a hand can check, with their numbers written here.

They hold where the file of published contracts is not at hand. Each fact names its source.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from programs.domain.terms.price import price
from programs.domain.terms.values import Unknown
from tests.domain.programs.terms.contracts import denver_sib, dwp_innovation_fund, oklahoma_wir
from tests.domain.programs.terms.contracts.asking import Case, sheet_of
from tests.domain.programs.terms.contracts.newpin_nsw import year
from tests.domain.programs.terms.contracts.nhs_qof import indicator


def value(name: str, case: Case, key: str, row: int = 0) -> object:
    return price(sheet_of(name), case).value(key, row)


def number(name: str, case: Case, key: str, row: int = 0) -> Fraction:
    found = value(name, case, key, row)
    assert isinstance(found, Fraction)
    return found


# Urban Institute, Denver Supportive Housing SIB: Final Outcome Payments, July 2021
@pytest.mark.parametrize(
    ("reduction", "paid"),
    [
        ("19.9", 0),
        ("20", 3_200_000),
        ("30", 4_800_000),
        ("38", 5_104_000),
        ("65", 6_130_000),
        ("65.1", 6_130_000),
    ],
)
def test_denver_pays_nothing_below_20_percent_and_no_more_beyond_65(
    reduction: str, paid: int
) -> None:
    assert number("denver_sib", {"jail_reduction": reduction}, "jail") == paid


def test_denver_repaid_9_638_911_dollars_and_36_cents() -> None:
    case = {
        "tenant": denver_sib.tenants(258_858 + 41_070),
        "jail_reduction": "38",
        "invested": "8600000",
    }
    priced = price(sheet_of("denver_sib"), case)
    assert priced.of("outcome_payment").minor == 963_891_136
    assert priced.value("net") == Fraction("1038911.36")


def test_denver_counts_no_day_of_a_short_lease_and_no_day_in_jail() -> None:
    short = {"lease_days": 364, "housed_days": 364, "jail_days": 0}
    long = {"lease_days": 365, "housed_days": 365, "jail_days": 5}
    assert number("denver_sib", {"tenant": [short, long]}, "stable_days") == 360


# https://pfs.urban.org/pfs-project-fact-sheets/content/dc-water-environmental-impact-bond
@pytest.mark.parametrize(
    ("reduction", "owed"),
    [("41.4", 3_300_000), ("41.3", 0), ("18.6", 0), ("18.5", -3_300_000)],
)
def test_both_edges_of_dc_water_lie_in_the_middle_tier(reduction: str, owed: int) -> None:
    priced = price(sheet_of("dc_water_eib"), {"reduction": reduction})
    assert priced.of("contingent").minor == owed * 100


# https://dementiapartnerships.com/prevalence-and-qof-earnings/
@pytest.mark.parametrize(
    ("points", "practice", "paid"), [(26, "0.3", "3541.46"), (20, "0.7", "6356.60")]
)
def test_quality_points_are_paid_at_a_price_that_was_rounded_before(
    points: int, practice: str, paid: str
) -> None:
    asked = {"points": points, "price": "227.02", "practice_prev": practice}
    case = indicator({**asked, "national_prev": "0.5"})
    assert number("nhs_qof", case, "paid") == Fraction(paid)


# http://emmatomkinson.com/2013/06/03/nsw-social-benefit-bond-returns-to-investors/
@pytest.mark.parametrize(
    ("of_bond", "restored", "coupon"),
    [
        (1, 60, "0.075"),
        (4, 65, "0.12"),
        (4, 70, "0.15"),
        (4, 100, "0.15"),
        (4, 55, "0.03"),
        (4, 54, "0"),
        (4, 62, "0.093"),  # in a straight line: 7.5 + 2/5 of 4.5
        (3, 54, "0.05"),  # at least 5 % in the first three years
    ],
)
def test_newpin_pays_interest_by_its_restoration_rate(
    of_bond: int, restored: int, coupon: str
) -> None:
    case = year(of_bond, restored, 100 - restored)
    assert number("newpin_nsw", case, "coupon") == Fraction(coupon)


# INDIGO: 258 enrolments at 1,542 are 397,836; the cap of 397,800 was paid, not 257 enrolments
def test_a_cap_is_no_multiple_of_the_rate() -> None:
    case = {"enrolled": 258, "cured": 0}
    priced = price(sheet_of("hepc_dib_cameroon"), case)
    assert (priced.value("earned"), priced.total) == (397_836, 397_800)


# INDIGO: rounds 1 and 2 of the Innovation Fund
@pytest.mark.parametrize(
    ("outcomes", "paid"),
    [
        (("level_2", "job_13_weeks", "job_26_weeks"), 5800),
        (("level_2", "job_26_weeks"), 2200),  # without 13 weeks there are no 26
        (("level_2", "level_3", "level_4", "job_13_weeks", "job_26_weeks"), 8200),
    ],
)
def test_one_person_earns_at_most_8_200_in_round_1(outcomes: tuple[str, ...], paid: int) -> None:
    person = dict.fromkeys(dwp_innovation_fund.NAMES.values(), 0) | dict.fromkeys(outcomes, 1)
    case = {"round": "round_1", "participant": [person]}
    assert price(sheet_of("dwp_innovation_fund"), case).total == paid


# The Oklahoman, 2017: four instalments of 5,646 dollars
@pytest.mark.parametrize(
    ("reached", "paid"),
    [
        ((True, False, False, False), 5646),
        ((True, True, False, True), 11_292),
        ((False, True, True, True), 0),
        ((True, True, True, True), 22_584),
    ],
)
def test_a_milestone_after_a_gap_is_not_paid(reached: tuple[bool, ...], paid: int) -> None:
    woman = dict(zip(oklahoma_wir.NAMES.values(), reached, strict=True))
    assert price(sheet_of("oklahoma_wir"), {"participant": [woman]}).total == paid


# https://www.civilsociety.co.uk: 10 % in a cohort, otherwise 7.5 % in all of them together
@pytest.mark.parametrize(
    ("first", "pooled", "paid"),
    [
        ("90", "99", 100_000),  # a cohort reaches 10 %: 100 events at 1,000 for that one alone
        ("90.0001", "92.5", 154_999),  # none does, but together they reach 7.5 %
        ("90.0001", "92.5001", 0),
    ],
)
def test_peterborough_tests_cohorts_and_then_all_of_them(
    first: str, pooled: str, paid: int
) -> None:
    cohorts = [
        {"treated": first, "matched": "100", "members": 1000},
        {"treated": "94.5", "matched": "100", "members": 1000},
    ]
    case = {"cohort": cohorts, "pooled_treated": pooled, "pooled_matched": "100", "price": 1000}
    assert price(sheet_of("peterborough"), case).of("outcome_payment").minor == paid * 100


# BMC and PMC5493453, table 2
@pytest.mark.parametrize(
    ("country", "quality", "paid"),
    [
        ("burkina_faso", "0.4999", "0"),
        ("burkina_faso", "0.5", "500"),
        ("burkina_faso", "0.9", "900"),
        ("djibouti", "0.45", "900"),
        ("djibouti", "0.4501", "1000"),
        ("djibouti", "0.8", "1000"),
        ("djibouti", "0.8001", "1300"),
    ],
)
def test_good_quality_adds_and_bad_quality_takes(country: str, quality: str, paid: str) -> None:
    case = {"country": country, "quantity_bonus": "1000", "quality": quality}
    assert number("pbf_quality_rules", case, "paid") == Fraction(paid)


# http://sehub.net/archives/32440 and hankyung.com 201605095326h
@pytest.mark.parametrize(
    ("successes", "paid"), [(32, 0), (33, 1_110_000_000), (42, 1_391_000_000), (43, 1_391_000_000)]
)
def test_seoul_repays_principal_at_33_percent_and_the_most_at_42(successes: int, paid: int) -> None:
    children = [{"cognitive": i < successes, "social": True} for i in range(100)]
    assert price(sheet_of("seoul_sib1"), {"children": 100, "child": children}).total == paid


@pytest.mark.parametrize(
    ("exits", "paid"),
    [(95, 0), (96, 1_550_000_000), (159, 1_742_500_000), (160, 1_770_000_000)],
)
def test_gyeonggi_repays_principal_at_12_percent_and_the_most_at_20(exits: int, paid: int) -> None:
    assert price(sheet_of("gyeonggi_haebom"), {"exits": exits, "cohort": 800}).total == paid


# 보험료징수법 시행령: rounded at the fourth decimal, and revoked recognition counts no more
def test_a_recognition_counts_until_the_day_before_it_is_revoked() -> None:
    case: dict[str, Any] = {
        "year_from": "2019-01-01",
        "year_to": "2019-12-31",
        "risk_assessment_recognised": True,
        "risk_assessment_from": "2018-03-01",
        "risk_assessment_revoked": "2019-07-04",
    }
    assert number("kr_prevention_discount", case, "risk_assessment_days") == 184
    assert number("kr_prevention_discount", case, "risk_assessment") == Fraction("0.101")


# INDIGO: commitments of the three payers
def test_three_payers_pay_their_shares_to_the_last_cent() -> None:
    case = {"households": 1, "consumption_gain": "0", "asset_gain": "0.05"}
    priced = price(sheet_of("village_enterprise"), case)
    found = [one.minor for one in priced.amounts]
    assert found == [2, 1, 2]  # 1.88, 1.17 and 1.95 of five cents


# koisinvest.com: at most 7 % a year, at worst 60 % of what was invested
@pytest.mark.parametrize(("people", "repaid"), [(0, 60), (3000, 60), (5000, 100), (9000, 135)])
def test_humanitarian_investors_gain_35_and_lose_40_percent_at_most(
    people: int, repaid: int
) -> None:
    case = {"people": people, "staff": 100, "benchmark": "50", "invested": "100"}
    assert number("icrc_hib", case, "paid") == repaid


# socialventures.com.au: not significant, no payment; the guarantee bears the loss first
def test_rikers_pays_nothing_without_significance_and_the_guarantor_loses_first() -> None:
    case = {
        "reduction": "12",
        "is_significant": False,
        "stopped": False,
        "loan_drawn": "9600000",
        "guarantee": "7200000",
    }
    priced = price(sheet_of("rikers_able"), case)
    assert priced.of("city_payment").minor == 0
    assert priced.of("guarantee_payment").minor == 720_000_000
    assert priced.value("borne.investor") == 2_400_000


def test_the_programme_gives_the_best_suppliers_what_the_pool_holds() -> None:
    """Two suppliers of whom one reached its goal one and a half times, and one half of it."""
    good = {"id": "good", "place": 2, "follow_on": 50, "goal": 10, "result": 15}
    weak = {"id": "weak", "place": 1, "follow_on": 50, "goal": 10, "result": 5}
    case = {
        "budget": 300,
        "best_from": 1,
        "extra_pool": 60,
        "supplier": [{**good, "first_cost": 100}, {**weak, "first_cost": 90}],
    }
    priced = price(sheet_of("kb_kosme_safety"), case)
    found = {(one.key, one.subject): one.minor for one in priced.amounts}
    assert found == {
        ("first", "good"): 100,
        ("first", "weak"): 90,
        ("second", "good"): 50,
        ("second", "weak"): 25,
        ("extra", "good"): 35,  # 60 are set aside, but only 300 − 190 − 75 are left
        ("extra", "weak"): 0,
    }


def test_what_is_missing_is_named_and_the_rest_is_priced() -> None:
    priced = price(sheet_of("kenya_tiko"), {"family_planning": 100})
    assert priced.of("family_planning").minor == 121_800
    unknown = priced.value("hiv_paid")
    assert isinstance(unknown, Unknown)
    assert [str(one) for one in priced.of("hiv").why] == ["HIV service visits is missing."]
