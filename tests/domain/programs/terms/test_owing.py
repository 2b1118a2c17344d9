"""What is paid is money in whole smallest units, from and to somebody who is known."""

from __future__ import annotations

from typing import Any

import pytest

from programs.domain.terms.bound import bound
from programs.domain.terms.wiring import wire
from tests.domain.programs.terms.build import named, ranged, sheet_of, step

LEVELS = [{"key": one, "label": named(one), "most": 2} for one in ("supplier", "site")]
OUT = {"key": "o", "label": named("O"), "amount": "w", "payer": "city", "payee": "carla"}
ROUNDED = step("round", "w", of="x", unit="1", way="down")
CENTS = {"code": "USD", "minor": 2}


def problems(*inputs: str, out: dict[str, Any], **members: Any) -> list[str]:
    """Of one output, where x, y and z are inputs."""
    asked = [ranged(name, text) for name, text in zip("xyz", inputs, strict=False)]
    sheet = sheet_of(ROUNDED, inputs=asked, outputs=[{**OUT, **out}], levels=LEVELS, **members)
    return [str(one) for one in wire(sheet).problems]


PARTS = (
    "outputs[0].amount is “{}”, which can have parts smaller than {}, the smallest amount that can "
    "be paid. Round it to that first."
)


@pytest.mark.parametrize(
    ("x", "out", "why"),
    [
        ("0..9 KRW", {}, None),
        ("0..9 KRW", {"amount": "x"}, None),
        ("0..9 KRW /1", {"amount": "w"}, None),
        ("0..9 KRW /1", {"amount": "x"}, PARTS.format("x", "1")),
        ("0..9 KRW", {"amount": "500"}, None),
        ("0..9 KRW", {"amount": "-500"}, None),
        ("0..9 KRW", {"amount": "0.5"}, PARTS.format("0.5", "1")),
        ("0..9 day", {"amount": "x"},
         "outputs[0].amount is counted in day; it has to be in KRW."),
        ("yes_no", {"amount": "x"}, "outputs[0].amount is a yes or no; it has to be a number."),
        ("red|blue", {"amount": "x"}, "outputs[0].amount is a choice; it has to be a number."),
        ("0..9 KRW", {"amount": "2026-01-01"},
         "outputs[0].amount is a date; it has to be a number."),
    ],
)  # fmt: skip
def test_what_can_be_paid(x: str, out: dict[str, str], why: str | None) -> None:
    found = [one for one in problems(x, out=out) if one.startswith("outputs")]
    assert found == ([] if why is None else [why])


def test_cents_may_be_paid_where_the_currency_has_them() -> None:
    assert problems("0..9 USD /2", out={"amount": "x"}, currency=CENTS) == []
    assert problems("0..9 USD /3", out={"amount": "x"}, currency=CENTS) == [
        PARTS.format("x", "0.01")
    ]
    assert problems("0..9 USD", out={"amount": "0.015"}, currency=CENTS) == [
        PARTS.format("0.015", "0.01")
    ]


NOBODY = (
    "outputs[0].{} is “{}”, which is neither a party nor a subject that the amount belongs to. "
    "Known are: {}."
)


def test_who_pays_and_who_is_paid() -> None:
    krw, inside = "0..9 KRW", "0..9 KRW @supplier"
    assert problems(krw, out={"payee": "city", "payer": "carla"}) == []
    assert problems(krw, out={"payer": "bank"}) == [NOBODY.format("payer", "bank", "city, carla")]
    assert problems(krw, out={"payee": "supplier"}) == [
        NOBODY.format("payee", "supplier", "city, carla")
    ]
    assert problems(inside, out={"payee": "supplier"}) == []
    assert problems(inside, out={"payer": "contract", "payee": "site"}) == [
        NOBODY.format("payer", "contract", "city, carla, supplier"),
        NOBODY.format("payee", "site", "city, carla, supplier"),
    ]
    assert problems("0..9 KRW @site", out={"payer": "supplier", "payee": "site"}) == []
    assert problems(krw, out={"amount": "500", "payee": "supplier"}) == [
        NOBODY.format("payee", "supplier", "city, carla")
    ]


FURTHER = (
    "outputs[0].due has a day for each subject further in than the amount, and so no one day. Take "
    "a day from the level of the amount or further out."
)


@pytest.mark.parametrize(
    ("x", "y", "due", "why"),
    [
        ("0..9 KRW", "2026-01-01..2026-12-31", "y", []),
        ("0..9 KRW", "2026-01-01..2026-12-31", "2026-05-01", []),
        ("0..9 KRW @site", "2026-01-01..2026-12-31", "y", []),
        ("0..9 KRW @site", "2026-01-01..2026-12-31 @supplier", "y", []),
        ("0..9 KRW @site", "2026-01-01..2026-12-31 @site", "y", []),
        ("0..9 KRW @supplier", "2026-01-01..2026-12-31 @site", "y", [FURTHER]),
        ("0..9 KRW", "0..9", "y", ["outputs[0].due is a number; it has to be a date."]),
        ("0..9 KRW", "0..9", "5", ["outputs[0].due is a number; it has to be a date."]),
    ],
)
def test_when_it_is_due(x: str, y: str, due: str, why: list[str]) -> None:
    assert problems(x, y, out={"due": due}) == why


def test_an_amount_that_could_not_be_made_out_has_its_problem_already() -> None:
    found = problems("yes_no", out={"payer": "bank"})
    assert found == ["steps[0].of is a yes or no; it has to be a number."]
    due = problems("0..9 KRW", out={"due": "nope"})
    assert due == [
        "outputs[0].due is “nope”, which is neither an input nor a step. Known are: w, x."
    ]


@pytest.mark.parametrize(
    ("x", "least", "most"),
    [
        ("0.5..9.5 KRW", 1, 9),
        ("-9.5..-0.5 KRW", -9, -1),
        ("-0.5..0.5 KRW", 0, 0),
        ("2..3 KRW", 2, 3),
    ],
)
def test_between_two_whole_won_nothing_is_paid(x: str, least: int, most: int) -> None:
    sheet = sheet_of(inputs=[ranged("x", x)], outputs=[{**OUT, "amount": "x"}])
    assert bound(sheet).of("o").each == (least, most)
