"""Every published contract, written as a sheet, gives what was published."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from programs.domain.terms.catalogue import ALL
from programs.domain.terms.check import check
from programs.domain.terms.document import document_of, sheet_digest, sheet_from
from programs.domain.terms.sheet import Sheet
from tests.domain.programs.terms.contracts.asking import (
    SHEETS,
    Asked,
    card_of,
    codes_of,
    sheet_of,
    worth,
)

VECTORS = Path(__file__).parents[4] / "../shared/vectors/payment_terms.json"
NAMES = sorted(path.stem for path in SHEETS.glob("*.json"))
UNREPRODUCIBLE: Mapping[tuple[str, int], str] = {}
"""Published cases that the sheet does not give, each with the reason. There is none."""
REFERENCE = {
    "M": 12, "C": 8, "P": 12, "A": 6, "K": 6, "L": 4, "T": 5, "R": 1,
}  # fmt: skip


@cache
def published() -> Mapping[str, Mapping[str, Any]]:
    if not VECTORS.exists():
        pytest.skip("the file of published contracts is not beside this repository")
    return {one["id"]: one for one in json.loads(VECTORS.read_text(encoding="utf-8"))}


@cache
def sheet(name: str) -> Sheet:
    return sheet_of(name)


def module(name: str) -> ModuleType:
    return import_module(f"tests.domain.programs.terms.contracts.{name}")


def asked(name: str) -> list[Asked]:
    found: list[Asked] = module(name).asked(published()[name])
    return found


def shortfalls(name: str, one: Asked, expected: str) -> Iterator[str]:
    """Where the sheet does not say what was published."""
    value = worth(sheet(name), one.case, one.key, one.row)
    if isinstance(value, Fraction):
        value *= one.times
    if value != one.published(expected):
        yield f"{one.key} is {value}, and {expected} was published"
    for key, wanted in one.also.items():
        if (found := worth(sheet(name), one.case, key, one.row)) != Fraction(wanted):
            yield f"{key} is {found}, and not {wanted}"


def test_all_published_contracts_are_written() -> None:
    assert sorted(published()) == NAMES
    assert len(NAMES) == 35


@pytest.mark.parametrize("name", NAMES)
def test_every_published_case_is_reproduced(name: str) -> None:
    cases, questions = published()[name]["cases"], asked(name)
    assert len(questions) == len(cases)
    missed = {
        (name, i): found
        for i, (one, case) in enumerate(zip(questions, cases, strict=True))
        if (found := list(shortfalls(name, one, case["expected"])))
    }
    assert set(missed) == {key for key in UNREPRODUCIBLE if key[0] == name}, missed


def test_no_published_case_is_left_out() -> None:
    assert sum(len(one["cases"]) for one in published().values()) == 138
    assert sum(len(asked(name)) for name in published()) == 138


@pytest.mark.parametrize(
    "name",
    [
        "care_leavers_i_aspire",
        "care_leavers_reboot_west",
        "fair_chance_fund",
        "gm_rough_sleeping",
        "rwanda_pbf",
    ],
)
def test_rates_of_a_card_are_the_published_ones(name: str) -> None:
    found = module(name)
    assert card_of(sheet(name), found.CARD) == found.rates(published()[name])


def test_rates_and_caps_of_both_rounds_of_the_innovation_fund() -> None:
    terms, names = published()["dwp_innovation_fund"]["terms"], module("dwp_innovation_fund").NAMES
    names = {**names, "job26w": "job_26_weeks_counted"}
    for number in ("1", "2"):
        rates = terms[f"round{number}"]["rates"]
        card = card_of(sheet("dwp_innovation_fund"), f"earned_round_{number}")
        assert card == {names[name]: Fraction(rate) for name, rate in rates.items()}
        cap: Any = step("dwp_innovation_fund", f"person_round_{number}")
        assert cap.limit.value == Fraction(terms[f"round{number}"]["cap"])


def test_weights_of_the_quality_score_are_the_published_ones() -> None:
    quality: Any = step("rwanda_pbf", "quality")
    found = {one.of.text: one.weight for one in quality.parts_}
    assert found == module("rwanda_pbf").weights(published()["rwanda_pbf"])


def test_echelons_of_rikers_are_the_published_ones() -> None:
    table: Any = step("rikers_able", "table")
    found = {band.from_.text: band.gives.value for band in table.bands if band.from_}
    published_table = published()["rikers_able"]["terms"]["payment_table_general_knowledge"]
    assert found == {pct: Fraction(amount) for pct, amount in published_table.items()}


def test_what_the_fair_chance_fund_paid_is_never_more_than_the_value_of_its_outcomes() -> None:
    cases = published()["fair_chance_fund"]["cases"]
    for one, case in zip(asked("fair_chance_fund"), cases, strict=True):
        paid = Fraction(case["why"].split("(seen) = ")[1].split(";")[0])
        gross = worth(sheet("fair_chance_fund"), one.case, "gross")
        assert isinstance(gross, Fraction)
        assert paid <= gross


def test_no_other_rate_gives_the_coupons_of_newpin() -> None:
    """Of all rates in hundredths of a percent, only the reconstructed one gives the coupon."""
    found: dict[str, list[int]] = {"0.0892": [], "0.1215": []}
    for rate in [*range(6154, 6163), *range(6521, 6530)]:
        half = [(rate + 1) // 2, rate // 2]
        years = [
            {"year": i + 1, "restored": r, "not_restored": 5000 - r} for i, r in enumerate(half)
        ]
        case = {"year_of_bond": years}
        sheet_ = _with_range("newpin_nsw", "5000")
        coupon = worth(sheet_, case, "coupon_shown", 1)
        for shown, rates in found.items():
            if coupon == Fraction(shown):
                rates.append(rate)
    assert found == {"0.0892": [6158], "0.1215": [6525]}


def _with_range(name: str, most: str) -> Sheet:
    document = document_of(sheet(name))
    for one in document["inputs"]:
        if one["key"] in {"restored", "not_restored"}:
            one["most"] = most
    return sheet_from(document)


def step(name: str, key: str) -> object:
    return next(one.op for one in sheet(name).steps if one.key == key)


@pytest.mark.parametrize("name", NAMES)
def test_a_sheet_has_its_own_name_a_source_and_nothing_wrong(name: str) -> None:
    found = sheet(name)
    assert found.id == name
    assert found.source
    assert check(found) == ()
    assert all(one.label for one in found.steps)
    again = sheet_from(document_of(found))
    assert again == found
    assert sheet_digest(again) == sheet_digest(found)


def test_some_operation_carries_each_step_of_the_reference() -> None:
    carried = {code for op in ALL for code in codes_of(op)}
    carried.add("T3")  # versions of terms are no step: a sheet has a version and an effective day
    wanted = {f"{letter}{i}" for letter, most in REFERENCE.items() for i in range(1, most + 1)}
    assert wanted - carried == set()
