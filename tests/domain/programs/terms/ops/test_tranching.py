"""Who takes what first, and what is held back or returned."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.domain.terms.ops.first_loss import FirstLoss
from programs.domain.terms.ops.holdback import Holdback
from programs.domain.terms.ops.surplus import Surplus
from programs.domain.terms.ops.waterfall import Waterfall
from tests.domain.programs.terms.build import (
    fractions,
    op_of,
    refused,
    said,
    span,
    step,
    unit_and_grid,
    unread,
    working,
    worth,
)

FALL = step(
    "waterfall", of="x", tranches=[{"to": "bank", "most": "100"}, {"to": "city", "most": "m"}]
)
ALL = step("waterfall", of="x", tranches=[{"to": "bank", "most": "100"}, {"to": "city"}])
LOSS = step("first_loss", of="x", guarantee="g")
HELD = step("holdback", of="x", share="0.1", unit="1")
LEFT = step("surplus", of="x", used="u", reinvested="0.25", unit="1")


@pytest.mark.parametrize(
    ("found", "values", "parts"),
    [
        (FALL, {"x": "60 KRW", "m": "50 KRW"}, ("60", "0", "0")),
        (FALL, {"x": "100 KRW", "m": "50 KRW"}, ("100", "0", "0")),
        (FALL, {"x": "130 KRW", "m": "50 KRW"}, ("100", "30", "0")),
        (FALL, {"x": "170 KRW", "m": "50 KRW"}, ("100", "50", "20")),
        (FALL, {"x": "170 KRW", "m": "-50 KRW"}, ("100", "0", "70")),
        (FALL, {"x": "-5 KRW", "m": "50 KRW"}, ("0", "0", "-5")),
        (ALL, {"x": "170 KRW"}, ("100", "70", "0")),
        (ALL, {"x": "-5 KRW"}, ("0", "0", "-5")),
        (LOSS, {"x": "60 KRW", "g": "100 KRW"}, ("60", "0")),
        (LOSS, {"x": "160 KRW", "g": "100 KRW"}, ("100", "60")),
        (LOSS, {"x": "-60 KRW", "g": "100 KRW"}, ("0", "-60")),
        (HELD, {"x": "109 KRW"}, ("99", "10")),
        (HELD, {"x": "-109 KRW"}, ("-99", "-10")),
        (HELD, {"x": "9 KRW"}, ("9", "0")),
        (LEFT, {"x": "110 KRW", "u": "100 KRW"}, ("2", "8")),
        (LEFT, {"x": "100 KRW", "u": "110 KRW"}, ("0", "0")),
    ],
)
def test_who_gets_what(found: Any, values: dict[str, str], parts: tuple[str, ...]) -> None:
    assert worth(*whole(found), **values) == fractions(*parts)


def whole(found: dict[str, Any]) -> list[dict[str, Any]]:
    """The step with what it takes in whole units."""
    if found["do"] not in {"holdback", "surplus"}:
        return [found]
    rounds = [
        step("round", f"{name}_", of=name, unit="1", way="down")
        for name in ("x", "u")
        if name in {found["of"], found.get("used")}
    ]
    used = {"used": "u_"} if "used" in found else {}
    return [*rounds, {**found, "of": "x_", **used}]


def test_what_is_missing_is_named_for_every_part() -> None:
    why = ["x is missing.", "m is missing."]
    assert worth(FALL, x="? KRW", m="? KRW") == (why, why, why)
    why = ["x is missing.", "g is missing."]
    assert worth(LOSS, x="? KRW", g="? KRW") == (why, why)
    why = ["x is missing."]
    assert worth(*whole(HELD), x="? KRW") == (why, why)
    why = ["u is missing."]
    assert worth(*whole(LEFT), x="1 KRW", u="? KRW") == (why, why)


@pytest.mark.parametrize(
    ("found", "ranges", "unit", "grid"),
    [
        (FALL, {"x": "0..9 KRW", "m": "0..9 KRW /1"}, "KRW", "1/10"),
        (ALL, {"x": "0..9 KRW"}, "KRW", "1"),
        (LOSS, {"x": "0..9 KRW", "g": "0..9 KRW /2"}, "KRW", "1/100"),
        (HELD, {"x": "0..9 day"}, "day", "1"),
        ({**HELD, "unit": "0.5"}, {"x": "0..9 KRW"}, "KRW", "1/2"),
        (LEFT, {"x": "0..9 KRW", "u": "0..9 KRW"}, "KRW", "1"),
        ({**LEFT, "unit": "0.25"}, {"x": "0..9 KRW", "u": "0..9 KRW"}, "KRW", "1/4"),
    ],
)
def test_its_unit_and_its_grid(found: Any, ranges: dict[str, str], unit: str, grid: str) -> None:
    assert unit_and_grid(found, **ranges) == (unit, grid)


@pytest.mark.parametrize(
    ("found", "ranges", "reach"),
    [
        (FALL, {"x": "0..170", "m": "0..50"}, [("0", "100"), ("0", "50"), ("0", "70")]),
        (FALL, {"x": "120..170", "m": "10..50"}, [("100", "100"), ("10", "50"), ("0", "60")]),
        (FALL, {"x": "-20..60", "m": "10..50"}, [("0", "60"), ("0", "0"), ("-20", "0")]),
        (FALL, {"x": "200..300", "m": "-9..-5"}, [("100", "100"), ("0", "0"), ("100", "200")]),
        (ALL, {"x": "-20..170"}, [("0", "100"), ("0", "70"), ("-20", "0")]),
        (ALL, {"x": "120..170"}, [("100", "100"), ("20", "70"), ("0", "0")]),
        (LOSS, {"x": "-20..160", "g": "50..100"}, [("0", "100"), ("-20", "110")]),
        (LOSS, {"x": "120..160", "g": "50..100"}, [("50", "100"), ("20", "110")]),
        (HELD, {"x": "0..109"}, [("0", "99"), ("0", "11")]),
        (HELD, {"x": "0..100"}, [("0", "90"), ("0", "10")]),
        (HELD, {"x": "-9..9"}, [("-9", "9"), ("-1", "1")]),
        (LEFT, {"x": "0..110", "u": "10..200"}, [("0", "25"), ("0", "75")]),
        (LEFT, {"x": "100..110", "u": "0..7"}, [("23", "28"), ("69", "83")]),
        ({**LEFT, "reinvested": "q"}, {"x": "0..100", "u": "0..0", "q": "0.2..0.7 /1"},
         [("0", "70"), ("0", "80")]),
        ({**HELD, "share": "q"}, {"x": "0..100", "q": "0.2..0.7 /1"}, [("0", "80"), ("0", "70")]),
    ],
)  # fmt: skip
def test_how_far_each_part_goes(found: Any, ranges: dict[str, str], reach: Any) -> None:
    assert span(found, **ranges) == reach


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (FALL, "of x, one after the other: up to ₩100 to bank; up to m to City"),
        (ALL, "of x, one after the other: up to ₩100 to bank; all of it to City"),
        (LOSS, "of x, the guarantor bears up to g and the investor the rest"),
        ({**LOSS, "guarantee": "70"},
         "of x, the guarantor bears up to ₩70 and the investor the rest"),
        (HELD, ("of x, a share of 0.1 is held back, rounded towards zero to a multiple of ₩1, and "
               "the rest is paid now")),
        (LEFT, ("what u leaves of x: a share of 0.25 is put to use again, rounded towards zero to a "
               "multiple of ₩1, and the rest is returned")),
    ],
)  # fmt: skip
def test_in_words(found: Any, words: str) -> None:
    assert said(found, **dict.fromkeys("xmgu", "0..9 KRW")) == words


def test_the_working_has_the_values_beside_the_names() -> None:
    assert working(LOSS, x="9 KRW", g="5 KRW") == (
        "of x (₩9), the guarantor bears up to g (₩5) and the investor the rest"
    )


def test_tables_that_make_no_sense() -> None:
    def fall(*names: str) -> str:
        rows: list[dict[str, str]] = [{"to": name, "most": "1"} for name in names]
        return unread(step("waterfall", of="x", tranches=rows))

    taken = "steps[0].tranches[{}].to is “{}”, which is already taken. Choose another name."
    assert fall("a", "b", "a") == taken.format(2, "a")
    assert fall("a", "left") == taken.format(1, "left")
    assert fall("left") == taken.format(0, "left")
    assert unread(step("waterfall", of="x", tranches=[{"to": "a"}, {"to": "b", "most": "1"}])) == (
        "steps[0].tranches[1] never gets anything: the one before it takes all. Give that one a "
        "limit."
    )
    assert fall() == "steps[0].tranches must be a list with 1 to 20 items."
    assert fall(*(f"t{i}" for i in range(21))) == (
        "steps[0].tranches must be a list with 1 to 20 items."
    )


def test_what_does_not_fit_together() -> None:
    assert refused(FALL, x="0..9 KRW", m="0..9 day") == (
        "steps[0].tranches[1].most is counted in day; it has to be in KRW."
    )
    assert refused(LOSS, x="0..9 KRW", g="0..9 day") == (
        "steps[0].guarantee is counted in day; it has to be in KRW."
    )
    parts = (
        "can have parts smaller than 1, which cannot be shared out. Round it to that unit first."
    )
    assert refused(HELD, x="0..9 KRW /1") == f"steps[0].of {parts}"
    assert refused({**HELD, "share": "q"}, x="0..9 KRW", q="0..1 day") == (
        "steps[0].share is counted in day; it has to be in 1."
    )
    assert refused(LEFT, x="0..9 KRW /1", u="0..9 KRW") == f"steps[0].of {parts}"
    assert refused(LEFT, x="0..9 KRW", u="0..9 KRW /1") == f"steps[0].used {parts}"
    assert refused(LEFT, x="0..9 KRW", u="0..9 day") == (
        "steps[0].used is counted in day; it has to be in KRW."
    )
    assert refused({**LEFT, "reinvested": "q"}, x="0..9", u="0..9", q="0..1 day") == (
        "steps[0].reinvested is counted in day; it has to be in 1."
    )


def test_what_the_parts_are_called_and_add_up_to() -> None:
    fall, loss, held, left = map(op_of, (FALL, LOSS, HELD, LEFT))
    assert isinstance(fall, Waterfall)
    assert isinstance(loss, FirstLoss)
    assert isinstance(held, Holdback)
    assert isinstance(left, Surplus)
    assert fall.parts() == ("bank", "city", "left")
    assert loss.parts() == ("guarantor", "investor")
    assert held.parts() == ("now", "held")
    assert left.parts() == ("reinvested", "returned")
    assert fall.whole() is fall.of
    assert loss.whole() is loss.of
    assert held.whole() is held.of
    assert left.whole() is None


@given(
    amount=st.integers(-300, 300),
    most=st.integers(-50, 150),
    share=st.integers(-2, 12).map(lambda tenths: f"{tenths / 10:.1f}"),
)
def test_parts_add_up_and_lie_within_their_reach(amount: int, most: int, share: str) -> None:
    values = {"x": f"{amount} KRW", "m": f"{most} KRW", "g": f"{most} KRW", "q": share}
    asked = ((FALL, "xm"), (ALL, "x"), (LOSS, "xg"), ({**HELD, "share": "q"}, "xq"))
    for found, names in asked:
        taken = {name: values[name] for name in names}
        parts = worth(*whole(found), **taken)
        assert sum(parts) == amount
        point = {
            k: f"{v.split()[0]}..{v.split()[0]} {'KRW' if k != 'q' else '/1'}"
            for k, v in taken.items()
        }
        for part, (low, high) in zip(parts, span(*whole(found), **point), strict=True):
            assert Fraction(low) <= part <= Fraction(high)
