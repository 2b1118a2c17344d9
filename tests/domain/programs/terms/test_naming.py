"""How values and names are told to people."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.words import Named, say
from programs.domain.terms.asked import details
from programs.domain.terms.kinds import DATE, TRUTH, Kind, What
from programs.domain.terms.naming import PARTS, Naming, Valued, amount_text, exact, shown, told
from programs.domain.terms.operands import Operand
from programs.domain.terms.sheet import Currency
from programs.domain.terms.units import Unit
from programs.domain.terms.values import Unknown
from programs.domain.terms.wiring import sound
from tests.domain.programs.terms.build import named, operand, ranged, sheet_of, step

WON, CENT = Currency(code="KRW", minor=0), Currency(code="USD", minor=2)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0"),
        ("5", "5"),
        ("-5", "−5"),
        ("1234567", "1,234,567"),
        ("-1234567.5", "−1,234,567.5"),
        ("0.000001", "0.000001"),
        ("1/3", "≈ 0.333333"),
        ("-1/3", "≈ −0.333333"),
        ("2/3", "≈ 0.666667"),
        ("0.0000004", "≈ 0"),
        ("-0.0000004", "≈ 0"),
        ("0.0000006", "≈ 0.000001"),
        ("999.9999999", "≈ 1,000"),
        ("10.10", "10.1"),
    ],
)
def test_numbers_for_the_eye(value: str, text: str) -> None:
    assert shown(Fraction(value)) == text


@pytest.mark.parametrize(
    ("value", "won", "dollars"),
    [
        ("1000000", "₩1,000,000", "USD 1,000,000.00"),
        ("-1234.5", "−₩1,234.5", "−USD 1,234.50"),
        ("0", "₩0", "USD 0.00"),
        ("-1/3", "≈ −₩0.333333", "≈ −USD 0.333333"),
        ("3913932.96", "₩3,913,932.96", "USD 3,913,932.96"),
        ("0.125", "₩0.125", "USD 0.125"),
    ],
)
def test_money_for_the_eye(value: str, won: str, dollars: str) -> None:
    assert amount_text(Fraction(value), WON) == won
    assert amount_text(Fraction(value), CENT) == dollars


def kind(unit: str) -> Kind:
    return Kind(What.NUMBER, Unit.read(unit))


@pytest.mark.parametrize(
    ("value", "of", "en", "ko"),
    [
        (Unknown(()), TRUTH, "not known", None),
        (True, TRUTH, "yes", None),
        (False, TRUTH, "no", None),
        ("red", Kind(What.WORD), "red", None),
        (Fraction(739707), DATE, "2026-04-01", None),
        (Fraction(5), kind("1"), "5", None),
        (Fraction(5), kind("KRW"), "₩5", None),
        (Fraction(1, 2), kind("percent"), "0.5 %", "0.5%"),
        (Fraction(1), kind("worksite"), "1 worksite", "1개소"),
        (Fraction(3), kind("worksite"), "3 worksites", "3개소"),
        (Fraction(500), kind("KRW/day"), "₩500 per day", "1일당 ₩500"),
        (Fraction(-500), kind("KRW/day/worksite"), "−₩500 per worksite per day",
         "1개소당 1일당 −₩500"),
        (Fraction(2), kind("KRW*day"), None, None),
        (Fraction(2), kind("USD"), "2 USD", "2 USD"),
    ],
)  # fmt: skip
def test_values_for_people(value: Any, of: Kind, en: str | None, ko: str | None) -> None:
    found = told(value, of, WON)
    if en is not None:
        assert str(found) == en
    if ko is not None:
        assert isinstance(found, Named)
        assert found.ko == ko


def test_money_times_something_is_no_money() -> None:
    assert not str(told(Fraction(2), kind("KRW*day"), WON)).startswith("₩")
    assert not str(told(Fraction(2), kind("KRW*KRW/day"), WON)).startswith("₩")
    assert str(told(Fraction(2), kind("KRW/day"), CENT)) == "2 won per day"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (False, "false"),
        ("red", "red"),
        (Fraction(1, 4), "0.25"),
        (Fraction(1, 3), "1/3"),
    ],
)
def test_exactly(value: Any, text: str) -> None:
    assert exact(value) == text


@given(st.fractions(-(10**6), 10**6, max_denominator=10**4))
def test_what_is_shown_is_never_further_off_than_it_says(value: Fraction) -> None:
    text = shown(value)
    number = Fraction(text.removeprefix("≈ ").replace(",", "").replace("−", "-"))
    assert abs(number - value) <= Fraction(1, 2 * 10**6)
    assert (number == value) != text.startswith("≈")


SHEET = sheet_of(
    {**step("sum", "a", of=["x"]), "label": named("All days", "모든 일수")},
    step("sum", "b", of=["x"]),
    step("split", "c", of="w", unit="1", parts=[{"to": "city", "share": "0.5"}, {"to": "rest"}]),
    {**step("holdback", "d", of="w", share="0.5", unit="1"), "label": named("Held", "유보")},
    step("unit_rate", "e", of="y", rate="2"),
    inputs=[
        {**ranged("x", "0..9 day"), "label": named("Days", "일수")},
        {**ranged("w", "0..9 KRW"), "label": named("Won", "원")},
        {**ranged("y", "0..9 device @site"), "label": named("Devices", "장비")},
        {**ranged("r", "0..9 KRW/day"), "label": named("Rate", "단가")},
    ],
)
DAYS = operand("x")


@pytest.fixture
def names() -> Naming:
    return Naming.of(sound(SHEET))


def test_names_of_inputs_steps_and_parts(names: Naming) -> None:
    assert names(operand("x")) == Named("Days", "일수")
    assert names(operand("a")) == Named("All days", "모든 일수")
    assert names(operand("b")) == Named("b", "b")
    assert names(operand("c.city")) == Named("c: City", "c: 시")
    assert names(operand("c.rest")) == Named("c: rest", "c: rest")
    assert names(operand("d.held")) == Named("Held: held back", "유보: 유보")
    assert names(Operand("nowhere")) == Named("nowhere", "nowhere")
    assert names(operand("2026-04-01")) == "2026-04-01"


def test_written_numbers_are_told_as_what_they_stand_beside(names: Naming) -> None:
    assert names(operand("3000")) == "3,000"
    assert str(names(operand("3000"), like=DAYS)) == "3,000 days"
    assert names(operand("3000"), like=operand("w")) == "₩3,000"
    assert names(operand("3000"), like=operand("5")) == "3,000"
    assert names(DAYS, like=operand("w")) == Named("Days", "일수")
    assert names.money(operand("3000")) == "₩3,000"
    assert names.money(DAYS) == Named("Days", "일수")


@pytest.mark.parametrize(
    ("part", "en", "ko"),
    [
        ("left", "left over", "남은 금액"),
        ("guarantor", "guarantor", "보증인"),
        ("investor", "investor", "투자자"),
        ("now", "paid now", "지금 지급"),
        ("held", "held back", "유보"),
        ("reinvested", "put to use again", "재투자"),
        ("returned", "returned", "반환"),
    ],
)
def test_parts_that_steps_name_themselves(part: str, en: str, ko: str) -> None:
    assert PARTS[part] == Named(en, ko)
    assert len(PARTS) == 7


def test_units_levels_and_parties(names: Naming) -> None:
    assert names.unit(DAYS) == Named("day", "1일")
    assert names.unit(operand("r")) == Named("won per day", "1원/일")
    assert names.unit(operand("5")) == Named("unit", "1단위")
    assert names.whom(operand("y")) == Named("Site", "사업장")
    assert names.whom(DAYS) == Named("contract", "계약")
    assert names.whom(operand("5")) == Named("contract", "계약")
    assert names.party("city") == Named("City", "시")
    assert names.party("nobody") == "nobody"


def test_values_stand_beside_the_names(names: Naming) -> None:
    valued = Valued(names, {"x": Fraction(3), "w": Unknown(()), "r": Fraction(5)})
    assert str(valued(DAYS)) == "Days (3 days)"
    assert valued(operand("w")) == say("%(name)s (%(value)s)", name=Named("Won", "원"),
                                       value=say("not known"))  # fmt: skip
    assert str(valued(operand("r"))) == "Rate (₩5 per day)"
    assert valued(operand("y")) == Named("Devices", "장비")  # it has no one value
    assert valued(operand("3000")) == "3,000"
    assert str(valued(operand("1"), like=DAYS)) == "1 day"
    assert valued.money(operand("3000")) == "₩3,000"
    assert str(valued.money(DAYS)) == "Days (3 days)"
    assert valued.unit(DAYS) == names.unit(DAYS)
    assert valued.whom(operand("y")) == names.whom(operand("y"))
    assert valued.party("city") == names.party("city")


@pytest.mark.parametrize(
    ("written", "alone", "points", "won"),
    [
        ("0.0000001", "0.0000001", "0.0000001 points", "₩0.0000001"),
        ("-0.000000000001", "−0.000000000001", "−0.000000000001 points", "−₩0.000000000001"),
        ("15.123456789012", "15.123456789012", "15.123456789012 points", "₩15.123456789012"),
        ("1234567.0000005", "1,234,567.0000005", "1,234,567.0000005 points", "₩1,234,567.0000005"),
    ],
)
def test_what_is_written_is_told_with_all_its_decimals(
    written: str, alone: str, points: str, won: str
) -> None:
    names = Naming.of(sound(sheet_of(inputs=[ranged("x", "0..9 point")])))
    assert names(operand(written)) == alone
    assert names(operand(written), like=operand("3")) == alone
    assert str(names(operand(written), like=operand("x"))) == points
    assert names.money(operand(written)) == won


def test_a_declared_range_is_told_with_all_its_decimals() -> None:
    sheet = sheet_of(inputs=[ranged("x", "0.00000001..10.0000002 point /8")])
    assert str(details(sheet.inputs[0], sheet)[0]) == "from 0.00000001 points to 10.0000002 points"
