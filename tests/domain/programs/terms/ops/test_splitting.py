"""One amount among named parties or times, to the last unit."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.domain.terms.operands import exact_text
from programs.domain.terms.ops.splitting import Split
from programs.domain.terms.step import Stage
from tests.domain.programs.terms.build import (
    fractions,
    op_of,
    refused,
    said,
    sheet_of,
    span,
    step,
    unit_and_grid,
    unpriced,
    unread,
    working,
    worth,
)


def split(*parts: tuple[str, str | None], unit: str = "1", do: str = "split") -> dict[str, Any]:
    rows = [{"to": to, **({} if share is None else {"share": share})} for to, share in parts]
    return step(do, of="w", parts=rows, unit=unit)


WON = step("round", "w", of="x", unit="1", way="down")
THIRDS = split(("city", "0.25"), ("carla", "0.25"), ("bank", "0.5"))
REST = split(("city", "0.333"), ("carla", None), ("bank", "0.333"))


@pytest.mark.parametrize(
    ("found", "whole", "parts"),
    [
        (THIRDS, "100", ("25", "25", "50")),
        (THIRDS, "101", ("25", "25", "51")),  # 25.25, 25.25, 50.5: to the largest remainder
        (THIRDS, "102", ("26", "25", "51")),  # 25.5, 25.5, 51: ties to the first
        (THIRDS, "103", ("26", "26", "51")),
        (THIRDS, "-102", ("-26", "-25", "-51")),
        (THIRDS, "0", ("0", "0", "0")),
        (REST, "100", ("33", "34", "33")),
        (REST, "-100", ("-33", "-34", "-33")),
        (REST, "2", ("0", "2", "0")),
        (split(("city", None), ("carla", "1")), "7", ("0", "7")),
        (split(("city", "0"), ("carla", "1")), "7", ("0", "7")),
        (split(("city", None), ("carla", "0.999")), "1", ("1", "0")),
        (split(("plan", "0.4"), ("results", "0.6"), do="instalments"), "10001", ("4000", "6001")),
    ],
)
def test_parts_add_up(found: Any, whole: str, parts: tuple[str, ...]) -> None:
    shares = worth(WON, found, x=f"{whole} KRW")
    assert shares == fractions(*parts)
    assert sum(shares) == Fraction(whole)


def test_in_larger_units() -> None:
    tens = step("round", "w", of="x", unit="10", way="down")
    assert worth(tens, {**THIRDS, "unit": "10"}, x="109 KRW") == fractions("30", "20", "50")
    assert worth(tens, {**REST, "unit": "10"}, x="109 KRW") == fractions("30", "40", "30")


def test_shares_may_be_known_only_later() -> None:
    found = split(("city", "a"), ("carla", "b"))
    assert worth(WON, found, x="10 KRW", a="0.3", b="0.7") == fractions("3", "7")
    why = "The shares are {}; they have to add up to 1, none of them below zero."
    assert unpriced(WON, found, x="10 KRW", a="0.3", b="0.6") == why.format("0.3, 0.6")
    assert unpriced(WON, found, x="10 KRW", a="1.2", b="-0.2") == why.format("1.2, -0.2")
    rest = split(("city", "a"), ("carla", None), ("bank", "b"))
    assert worth(WON, rest, x="10 KRW", a="0.3", b="0.7") == fractions("3", "0", "7")
    assert worth(WON, rest, x="10 KRW", a="0", b="0") == fractions("0", "10", "0")
    assert unpriced(WON, rest, x="10 KRW", a="0.3", b="0.700001") == why.format("0.3, 0.700001")
    assert unpriced(WON, rest, x="10 KRW", a="-0.1", b="0.5") == why.format("-0.1, 0.5")


def test_what_is_missing_is_named_for_every_part() -> None:
    found = split(("city", "a"), ("carla", None))
    why = ["x is missing.", "a is missing."]
    assert worth(WON, found, x="? KRW", a="?") == (why, why)


def test_units_and_grids() -> None:
    assert unit_and_grid(WON, THIRDS, x="0..9 KRW /2") == ("KRW", "1")
    assert unit_and_grid(WON, {**THIRDS, "unit": "0.5"}, x="0..9 day /2") == ("day", "1/2")


@pytest.mark.parametrize(
    ("found", "x", "reach"),
    [
        (THIRDS, "0..101", [("0", "26"), ("0", "26"), ("0", "51")]),
        (THIRDS, "100..100", [("25", "25"), ("25", "25"), ("50", "50")]),
        (THIRDS, "-101..-101", [("-26", "-25"), ("-26", "-25"), ("-51", "-50")]),
        (REST, "100..100", [("33", "34"), ("32", "35"), ("33", "34")]),
        (split(("city", "0.3"), ("carla", None)), "0..101", [("0", "31"), ("0", "71")]),
        (split(("city", "0.3"), ("carla", None)), "-101..0", [("-31", "0"), ("-71", "0")]),
    ],
)
def test_how_far_each_part_goes(found: Any, x: str, reach: list[tuple[str, str]]) -> None:
    assert span(WON, found, x=f"{x} KRW") == reach


def test_how_far_parts_go_whose_shares_are_known_later() -> None:
    found = split(("city", "a"), ("carla", None))
    assert span(WON, found, x="0..100 KRW", a="0.2..0.6 /1") == [("0", "60"), ("0", "80")]
    tens = step("round", "w", of="x", unit="10", way="down")
    spread = {**REST, "unit": "10"}
    assert span(tens, spread, x="100..100 KRW") == [("30", "40"), ("20", "50"), ("30", "40")]


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (THIRDS, ("w split in multiples of ₩1, by largest remainder, ties to the first: "
                 "0.25 to City; 0.25 to Carla Guard; 0.5 to bank")),
        (REST, ("w split in multiples of ₩1, shares rounded towards zero: "
               "0.333 to City; the rest to Carla Guard; 0.333 to bank")),
        (split(("plan", "a"), ("results", None), do="instalments"),
         "w split in multiples of ₩1, shares rounded towards zero: a to plan; the rest to results"),
    ],
)  # fmt: skip
def test_in_words(found: Any, words: str) -> None:
    assert said(WON, found, x="0..9 KRW", a="0..1 /1") == words


def test_the_working_has_the_values_beside_the_names() -> None:
    assert working(WON, split(("city", "a"), ("carla", None)), x="9 KRW", a="0.5") == (
        "w (₩9) split in multiples of ₩1, shares rounded towards zero: a (0.5) to City; the rest "
        "to Carla Guard"
    )


def test_tables_that_make_no_sense() -> None:
    assert unread(split(("a", "0.5"), ("b", "0.2"), ("a", "0.3"))) == (
        "steps[0].parts[2].to is “a”, which stands above already. Leave one."
    )
    assert unread(split(("a", None), ("b", "0.2"), ("c", None))) == (
        "steps[0].parts[2] takes the rest, as another part above does. Give one of them a share."
    )
    for count in (1, 21):
        many = split(*((f"p{i}", "0") for i in range(count)))
        assert unread(many) == "steps[0].parts must be a list with 2 to 20 items."
    for unit in ("0", "0.0000000000001", "1000000000000.1"):
        assert unread(split(("a", "0.5"), ("b", "0.5"), unit=unit)).startswith(
            "steps[0].unit must be a number in quotation marks from 0.000000000001 to 1000000000000"
        )


def test_what_does_not_fit_together() -> None:
    assert refused(THIRDS, w="0..9 KRW /1") == (
        "steps[0].of can have parts smaller than 1, which cannot be shared out. Round it to that "
        "unit first."
    )
    ratio = step("ratio", "w", of="x", to="y")
    assert refused(ratio, THIRDS, x="0..9", y="1..9").startswith("steps[1].of can have parts")
    assert refused(WON, split(("city", "x"), ("carla", None)), x="0..9 KRW") == (
        "steps[1].parts[0].share is counted in KRW; it has to be in 1."
    )
    assert refused(THIRDS, w="yes_no") == "steps[0].of is a yes or no; it has to be a number."


def test_parts_are_named_after_the_parties() -> None:
    op = op_of(THIRDS)
    assert isinstance(op, Split)
    assert op.parts() == ("city", "carla", "bank")
    assert op.whole() is op.of
    assert sheet_of(THIRDS).steps[0].stage == Stage.ALLOCATE
    assert sheet_of({**THIRDS, "do": "instalments"}).steps[0].stage == Stage.SCHEDULE


@given(
    whole=st.integers(-500, 500),
    shares=st.lists(st.integers(0, 9), min_size=2, max_size=4).filter(any),
    rest=st.booleans(),
)
def test_every_part_lies_within_its_reach(whole: int, shares: list[int], *, rest: bool) -> None:
    together = 10 ** len(str(sum(shares)))
    given_ = [Fraction(one, together) for one in shares]
    given_[0] += 0 if rest else 1 - sum(given_)
    parts: list[tuple[str, str | None]] = [
        (f"p{i}", exact_text(one)) for i, one in enumerate(given_)
    ]
    found = split(*parts, *([("rest", None)] if rest else []))
    comes_to = worth(WON, found, x=f"{whole} KRW")
    assert sum(comes_to) == whole
    for part, (low, high) in zip(
        comes_to, span(WON, found, x=f"{whole}..{whole} KRW"), strict=True
    ):
        assert Fraction(low) <= part <= Fraction(high)
