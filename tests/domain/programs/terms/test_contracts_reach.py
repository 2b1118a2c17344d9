"""What an agreement has to reserve for each published contract is an amount that can be owed."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest

from programs.domain.terms.bound import bound
from programs.domain.terms.document import document_of, sheet_from
from programs.domain.terms.frame import frame_of
from programs.domain.terms.naming import amount_text
from programs.domain.terms.sheet import Sheet
from programs.domain.terms.wiring import sound
from programs.domain.terms.working import columns_of
from tests.domain.programs.terms.contracts.asking import SHEETS, Case, codes_of, sheet_of
from tests.domain.programs.terms.contracts.ends import ENDS, LIVED

NAMES = sorted(path.stem for path in SHEETS.glob("*.json"))
PUBLISHED: Mapping[str, str] = {
    "aspire_sa": "26855000",  # 6 m standing + 11 m outcomes, 9 m capital, 2 % for 4.75 years of it
    "cambodia_sanitation_dib": "10000000",
    "care_leavers_reboot_west": "2250000",
    "cuyahoga": "5000000",
    "dc_water_eib": "3300000",
    "denver_sib": "11420000",
    "educate_girls": "422000",
    "gm_rough_sleeping": "2629000",
    "gyeonggi_haebom": "1770000000",
    "hepc_dib_cameroon": "397800",
    "icrc_hib": "35221500",  # 26.09 m and 7 % a year for five years
    "kb_kosme_safety": "7000000000",
    "kenya_tiko": "6820728",  # 5,176,445 + 1,644,283
    "kmc_dib_cameroon": "2430000",
    "newpin_nsw": "14350000",  # 7 m and 15 % of it for seven years
    "nfp_sc": "7500000",
    "norfolk_families": "8629679.5",
    "roca_ma": "27000000",
    "seoul_sib1": "1391000000",
    "village_enterprise": "4280618",
}


LOOSE: Mapping[str, str] = {
    "ncci_emod": "ballast and expected losses stand on both sides of the ratio, and the largest "
    "of one side never meets the smallest of the other",
}


def sheet(name: str) -> Sheet:
    """As written; of thousands of participants three show the same."""
    document = document_of(sheet_of(name))
    if name == "dwp_innovation_fund":
        document["levels"][0]["most"] = 3
    return sheet_from(document)


def owed(found: Sheet, case: Case) -> dict[str, int]:
    """What each output comes to for all subjects, in the smallest unit of the currency."""
    told = {level.key: [] for level in found.levels[:1]} | dict(
        case
    )  # who is not listed is not there
    columns = columns_of(sound(found), frame_of(found, told))
    amounts: dict[str, int] = {}
    for one in found.outputs:
        name = one.amount
        values = [name.value] if name.value is not None else columns[name.text].values
        total = sum((v for v in values if isinstance(v, Fraction)), start=Fraction(0))
        assert all(isinstance(v, Fraction) for v in values)
        amounts[one.key] = int(total / found.currency.smallest)
    return amounts


def test_each_contract_is_exact_or_says_why_not() -> None:
    assert sorted([*ENDS, *LOOSE]) == NAMES


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_largest_amount_is_the_published_maximum(name: str) -> None:
    found = sheet_of(name)
    assert bound(found).largest * found.currency.smallest == Fraction(PUBLISHED[name])


@pytest.mark.parametrize("name", ENDS)
def test_a_case_reaches_the_largest_and_another_the_smallest_amount(name: str) -> None:
    found, (most, least) = sheet(name), ENDS[name]
    ends = bound(found)
    assert sum(owed(found, most).values()) == ends.largest
    assert sum(owed(found, least).values()) == ends.smallest


def test_each_payer_of_rikers_can_owe_its_most() -> None:
    found = sheet("rikers_able")
    city: Case = {**LIVED, "reduction": 20, "loan_drawn": 9_600_000, "guarantee": 7_200_000}
    ends = bound(found)
    assert owed(found, city)["city_payment"] == ends.of_payer("city").largest
    guaranteed = owed(found, {**city, "reduction": 0})
    assert guaranteed["guarantee_payment"] == ends.of_payer("guarantor").largest


def test_the_bound_of_ncci_is_beyond_what_a_case_reaches() -> None:
    """A hundred losses of a million against nothing expected and a stabilising value of one."""
    found = sheet("ncci_emod")
    case = {
        "accident": [{"loss": 1_000_000}] * 100,
        "expected_primary": 0,
        "expected_excess": 0,
        "weight": 1,
        "ballast": 1,
        "premium": 10_000_000,
    }
    assert sum(owed(found, case).values()) < bound(found).largest


def test_stages_that_draw_on_one_part_of_the_budget_are_not_held_to_the_whole() -> None:
    """Were the second stage paid from the pot of the first as well, twice the budget were owed."""
    document = document_of(sheet("kb_kosme_safety"))
    second = next(one for one in document["steps"] if one["key"] == "second")
    second["pool"] = "pots.first_stage"
    twice, (case, _least) = sheet_from(document), ENDS["kb_kosme_safety"]
    suppliers = [{**one, "follow_on": 140_000_000} for one in case["supplier"]]
    owes = sum(owed(twice, {**case, "supplier": suppliers}).values())
    assert owes == 14_000_000_000
    assert bound(twice).largest >= owes


def test_the_table_of_contracts_tells_steps_and_largest_amounts_as_they_are() -> None:
    rows = [
        [cell.strip() for cell in line.split("|")[1:-1]]
        for line in (SHEETS / "README.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| [")
    ]
    told = {row[0].rpartition("](")[2].removesuffix(".json)"): row for row in rows}
    assert sorted(told) == NAMES
    for name, (_title, _who, _mechanism, codes, largest, *_rest) in told.items():
        found = sheet_of(name)
        carried = {code for step in found.steps for code in codes_of(type(step.op))}
        assert set(codes.split()) <= carried, name
        amount = amount_text(bound(found).largest * found.currency.smallest, found.currency)
        assert largest == amount.removesuffix(".00"), name
