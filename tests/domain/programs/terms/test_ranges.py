"""What every name of a sheet can be, and what an amount depends on."""

from __future__ import annotations

from fractions import Fraction

import pytest

from programs.domain.terms.needs import key_of, needs_of
from programs.domain.terms.operands import Operand
from programs.domain.terms.ranges import SpansOf, most_inside, spans_of
from programs.domain.terms.spans import Span, point
from programs.domain.terms.wiring import sound
from tests.domain.programs.terms.build import named, operand, ranged, refused, sheet_of, span, spans
from tests.domain.programs.terms.build import step as step_

LEVELS = [
    {"key": key, "label": named(key), "most": most}
    for key, most in (("cohort", 2), ("supplier", 3), ("site", 5))
]


def of(low: str, high: str) -> Span:
    return Span(Fraction(low), Fraction(high))


def test_every_name_has_a_span() -> None:
    parts = [{"to": "a", "share": "0.5"}, {"to": "b"}]
    found = spans(
        step_("sum", "a", of=["x", "1"]), step_("split", "p", of="a", parts=parts, unit="1"),
        step_("cumulate", "c", of="y"), step_("sum_over", of="y"),
        x="0..9", y="1..2 @site", g="red|blue", p_="yes_no",
    )  # fmt: skip
    assert list(found) == ["x", "y", "g", "p_", "a", "c", "s", "p.a", "p.b"]
    assert found["a"] == of("1", "10")
    assert found["p.a"] == of("0", "5")
    assert found["c"] == of("1", "6")
    assert found["s"] == of("0", "6")
    assert found["g"].words == {"red", "blue"}


@pytest.mark.parametrize(
    ("low", "high", "pieces"),
    [
        ("1", "5", [("1", "5")]),
        ("-5", "-1", [("-5", "-1")]),
        ("0", "5", [("1/10", "5")]),
        ("-5", "0", [("-5", "-1/10")]),
        ("-5", "5", [("-5", "-1/10"), ("1/10", "5")]),
        ("0", "0.1", [("1/10", "1/10")]),
        ("-0.1", "0", [("-1/10", "-1/10")]),
        ("0", "0", []),
        ("0", "0.05", []),
    ],
)
def test_a_divisor_without_zero(low: str, high: str, pieces: list[tuple[str, str]]) -> None:
    wired = sound(sheet_of(step_("sum", of=["x"]), inputs=[ranged("x", f"{low}..{high} /1")]))
    known = SpansOf(spans_of(wired), wired.kinds, wired.order[0])
    assert known.divisor(operand("x")) == tuple(of(*piece) for piece in pieces)
    assert known(operand("x")) == of(low, high)
    assert known(operand("-3.5")) == point(Fraction("-3.5"))
    assert known.divisor(operand("-3.5")) == (point(Fraction("-3.5")),)


@pytest.mark.parametrize(
    ("outer", "inner", "most"), [(0, 0, 1), (0, 1, 2), (0, 3, 30), (1, 3, 15), (2, 3, 5), (3, 3, 1)]
)
def test_how_many_there_can_be_inside_one(outer: int, inner: int, most: int) -> None:
    sheet = sheet_of(levels=LEVELS, inputs=[])
    assert most_inside(sound(sheet), outer, inner) == most


@pytest.mark.parametrize(
    ("up_to", "high"), [("contract", "60"), ("cohort", "30"), ("supplier", "10")]
)
def test_a_sum_over_as_many_as_there_can_be(up_to: str, high: str) -> None:
    sheet = sheet_of(step_("sum_over", of="x", up_to=up_to), levels=LEVELS,
                     inputs=[ranged("x", "0..2 @site"), ranged("y", "0..1 @cohort")])  # fmt: skip
    assert spans_of(sound(sheet))["s"] == of("0", high)


def test_a_sum_over_a_level_that_has_others_inside() -> None:
    sheet = sheet_of(step_("sum_over", of="y"), levels=LEVELS,
                     inputs=[ranged("x", "0..2 @site"), ranged("y", "0..1 @supplier")])  # fmt: skip
    assert spans_of(sound(sheet))["s"] == of("0", "6")


def test_what_is_gathered_counts_the_innermost_that_it_takes() -> None:
    sheet = sheet_of(
        step_("pool", pool="p", by="y", asks="x", way="first_come", unit="1"),
        step_("cumulate", "c", of="x"), levels=LEVELS,
        inputs=[ranged("p", "0..99 KRW"), ranged("x", "0..2 KRW @site"),
                ranged("y", "0..1 @cohort")],
    )  # fmt: skip
    found = spans_of(sound(sheet))
    assert found["s"] == of("0", "2")
    assert found["c"] == of("0", "10")


def test_numbers_that_nobody_means_are_refused_before_anything_is_priced() -> None:
    squares = [step_("product", f"a{i + 1}", of=[f"a{i}", f"a{i}"]) for i in range(12)]
    first = step_("sum", "a0", of=["x"])
    why = "The step “a6” can give a number of more than 2048 binary digits. Check its rates, years "
    assert why in refused(first, *squares, x="0..999999999999")
    assert why in refused(first, *squares, x="-999999999999..0")
    assert span(first, *squares[:6], x="0..2") == ("0", str(2**64))


SHEET = sheet_of(
    step_("sum", "a", of=["x", "1"]),
    step_("split", "p", of="w", parts=[{"to": "t", "share": "q"}, {"to": "r"}], unit="1"),
    step_("sum", "b", of=["p.t", "a"]),
    step_("sum", "c", of=["y"]),
    step_("sum", "e", of=["f"]),
    step_("sum", "f", of=["e"]),
    inputs=[ranged(key, "0..9") for key in ("x", "y", "w", "q")],
)


@pytest.mark.parametrize(
    ("name", "needs"),
    [
        ("x", {"x"}),
        ("a", {"a", "x"}),
        ("p.r", {"p", "w", "q"}),
        ("b", {"b", "p", "w", "q", "a", "x"}),
        ("c", {"c", "y"}),
        ("e", {"e", "f"}),  # a circle ends too
        ("nowhere", {"nowhere"}),
        ("5", set()),
        ("2026-01-01", set()),
    ],
)
def test_what_an_amount_depends_on(name: str, needs: set[str]) -> None:
    assert needs_of(SHEET, operand(name)) == needs


def test_the_step_that_a_part_belongs_to() -> None:
    assert key_of("p.t") == "p"
    assert key_of("a") == "a"
    assert key_of("x") == "x"
    assert Operand("x").is_name
