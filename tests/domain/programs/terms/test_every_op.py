"""Every operation with any operands: its result lies within its span and on its grid."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from core.domain.errors import RuleBroken
from programs.domain.terms.catalogue import OPS
from programs.domain.terms.operands import exact_text
from programs.domain.terms.price import price
from programs.domain.terms.ranges import spans_of
from programs.domain.terms.values import Unknown
from programs.domain.terms.wiring import sound
from tests.domain.programs.terms.build import Document, named, sheet_of, step

UNITS = {"m": "KRW", "n": "point", "s": "1", "r": "KRW/point", "y": "year"}
TESTS = ("at_least", "more_than", "at_most", "less_than")
LEVELS = [{"key": "site", "label": named("Site"), "most": 3}]
TABLE = [
    {"below": "2", "gives": "s1"},
    {"from": "2", "to": "5", "gives": "-0.5"},
    {"above": "5", "gives": "s2"},
]
MONEY_TABLE = [{**one, "gives": give} for one, give in zip(TABLE, ("m1", "-70", "m2"), strict=True)]
JUMP = {"at": "3", "before": "7", "gives": "-2.5"}
PARTS = [{"of": "n1", "weight": "0.7"}, {"of": "n2", "weight": "0.3"}]
WAYS = ("half_up", "half_even", "half_down", "down", "up", "floor", "ceiling")
SHARED = {"pool": "w", "by": "n1_in", "unit": "1"}
WON = step("round", "w", of="m1", unit="1", way="down")

# The first letter of a name says what it is: money, number, share, rate, year, yes or no, day, word.
CASES: list[list[Document]] = [[one] for one in [
    step("sum", of=["m1", "m2", "-3.5"]), step("difference", of="n1", less="n2"),
    step("product", of=["n1", "s1", "n2"]), step("smallest_of", of=["n1", "n2", "1"]),
    step("best_of", of=["n1", "n2"], plus=["n3", "-1"]), step("ratio", of="m1", to="n1"),
    step("ratio", of="m1", to="-0.3"), step("share", of="n1", rest="n2"),
    step("relative_reduction", of="n1", from_="n2", baseline="rct"),
    step("attainment", of="n1", target="n2"), step("attainment", of="n1", target="7", from_="-2"),
    step("attainment", of="n1", target="n2", from_="n3", least="s1", most="s2"),
    step("attainment", of="n1", target="n2", least="s1", most="s2"),
    step("claims", of="n1", most="n2"), step("duration", of="n1", less=["n2", "n3"], most="n4"),
    step("deadweight", of="n1", share="s1"), step("days", from_="d1", to="d2", count="both_ends"),
    step("days", from_="d1", to="d2", count="one_end"),
    step("recognised_days", from_="d1", years=1, revoked="d2", window_from="d3", window_to="d4"),
    step("recognised_days", from_="d1", years=4, window_from="d3", window_to="d4"),
    step("due", after="d1", months=13, days=5), step("weighted", parts=PARTS),
    step("blend", when="p1", parts=PARTS, otherwise="n3"),
    step("loss_ratio", losses=["m1", "m2"], excluded=["m3"], premium="m4", part="s1"),
    step("present_value", of="m1", years=3, discount="0.1", decay="0.3"),
    *[step("compare", of="n1", is_=one, than="n2") for one in TESTS],
    *[step("each", of=["n1", "n2"], is_=one, than="n3") for one in TESTS],
    step("compare", of="d1", is_="less_than", than="d2"),
    step("is_one_of", of="g1", words=["red", "blue"]),
    step("significant", p="s1", alpha="s2", is_="at_most", sample="n1", least_sample="n2"),
    step("all_of", of=["p1", "p2"]), step("at_least_of", of=["p1", "p2", "p3"], needed="n1"),
    step("not", of="p1"), step("gate", of="n1", when="p1"), step("chain", of=["p1", "p2", "p3"]),
    step("choose", cases=[{"when": "p1", "then": "n1"}, {"when": "p2", "then": "-2.5"}],
         otherwise="n2"),
    step("early_stop", of="m1", stopped="p1", pays="m2"),
    step("unit_rate", of="n1", rate="r1", most="n2"), step("unit_rate", of="n1", rate="-0.7"),
    step("rate_card", items=[{"of": "n1", "rate": "r1", "most": "n2"}, {"of": "n3", "rate": "4"}]),
    step("card", of="g1", rows=[{"is": "red", "gives": "m1"}, {"is": "blue", "gives": "-6"},
                                {"is": "green", "gives": "4"}]),
    step("lump", amount="m1", when="p1"), step("bands", of="n1", bands=MONEY_TABLE),
    step("brackets", of="n1", start="-2.5", brackets=[
        {"to": "1", "rate": "r1"}, {"to": "4.5", "rate": "-3"}, {"rate": "r2"}]),
    step("brackets", of="n1", brackets=[{"to": "4", "rate": "r1"}]),
    step("line", of="n1", knots=[{"at": "-1", "gives": "4"}, JUMP, {"at": "6", "gives": "9"}]),
    step("line", of="n1", knots=[JUMP]),
    step("line", of="n1", knots=[{"at": "0", "gives": "7"}, {**JUMP, "belongs": "before"}]),
    *[step("per_point", of="n1", above="n2", point="0.7", whole=one, rate="m1")
      for one in ("down", "half_up", "up")],
    step("bonus_above", of="n1", above="n2", rate="r1", most="n3"),
    step("shared_savings", of="m1", share="s1", until="m2", then="s2"),
    step("shared_savings", of="m1", share="0.8", until="m2", then="0.3"),
    step("shared_savings", of="m1", share="0.2", until="m2", then="0.9"),
    *[step("principal", principal="m1", fraction="s1", rate="s2", years="y1", interest=interest, on=on)
      for interest in ("simple", "compound") for on in ("principal", "returned")],
    step("indexed", of="m1", by=[{"index": "n1", "base": "n2"}, {"index": "s1", "base": "-0.4"}]),
    *[step("quality", of="m1", score="s1", least="s2", is_=one) for one in TESTS[:2]],
    step("bonus_malus", of="m1", score="n1", bands=TABLE),
    step("two_sided", of="n1", pays="m1", owes="m2", below="2", above="5"),
    step("two_sided", of="n1", pays="m1", owes="m2", to="2", from_="5"),
    step("carve_out", of="m1", base="m2", factor="s1"),
    step("dead_band", of="n1", centre="n2", from_="2", below="5"),
    step("at_most", of="m1", limit="m2"), step("at_least", of="m1", limit="m2", when="p1"),
    step("mix_cap", of="m1", others=["m2", "m3"], share="0.3"),
    step("return_limits", of="m1", invested="m2", most="s1", least="s2", years="y1"),
    *[step("round", of="n1", unit="0.7", way=one) for one in WAYS],
    step("first_loss", of="m1", guarantee="m2"),
    step("waterfall", of="m1", tranches=[{"to": "a", "most": "m2"}, {"to": "b", "most": "m3"},
                                         {"to": "c"}]),
    step("waterfall", of="m1", tranches=[{"to": "a", "most": "m2"}, {"to": "b", "most": "m3"}]),
    step("owed", of="m1", paid="m2"), step("clawback", of="m1", reversed_="p1"),
    step("so_far", of="m1"), step("sum_over", of="n1_in"), step("count_over", when="p1_in"),
    *[step("one_over", of="n1_in", which=one) for one in ("average", "smallest", "largest")],
    *[step("holds_over", when="p1_in", whom=one) for one in ("any", "all")],
    step("cumulate", of="n1_in"),
]] + [[WON, one] for one in [
    step("split", of="w", unit="1", parts=[{"to": "a", "share": "s1"}, {"to": "b", "share": "s2"},
                                           {"to": "c"}]),
    step("split", of="w", unit="1", parts=[{"to": "a", "share": "0.3"}, {"to": "b", "share": "0.7"}]),
    step("instalments", of="w", unit="1", parts=[{"to": "a"}, {"to": "b", "share": "0.45"}]),
    step("holdback", of="w", share="s1", unit="1"),
    step("pool", **SHARED, way="pro_rata", when="p1_in"),
    step("pool", **SHARED, way="equal", most="m2"),
    step("pool", **SHARED, way="first_come", asks="m2_in"),
    step("pool", **SHARED, way="best_first", asks="m2_in", most="m3"),
]] + [
    [WON, step("round", "v", of="m2", unit="1", way="up"),
     step("surplus", of="w", used="v", reinvested="s1", unit="1")],
]  # fmt: skip


def test_no_operation_is_left_out() -> None:
    assert {steps[-1]["do"] for steps in CASES} == set(OPS)


@st.composite
def tried(draw: Any, steps: list[Document]) -> tuple[list[Document], Document]:
    """Inputs with some range for every name, and values within it, often at its ends."""
    inputs: list[Document] = []
    case: Document = {}
    count = draw(st.integers(0, 3))
    rows: list[Document] = [{} for _ in range(count)]
    for name in sorted(names_in(steps)):
        declared, values = draw(declared_as(name))
        inner = name.endswith("_in")
        where = {"subject": "site"} if inner else {}
        inputs.append({"key": name, "label": named(name), **declared, **where})
        for row in rows if inner else [case]:
            row[name] = draw(values)
    return inputs, {**case, **({"site": rows} if rows else {})}


def names_in(found: Any) -> set[str]:
    """What is written like an input: a letter, a digit and perhaps `_in`."""
    if isinstance(found, str):
        is_input = found[:1] in "mnsrypdg" and found[1:2].isdigit() and found[2:] in {"", "_in"}
        return {found} if is_input else set()
    inner = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    return {name for one in inner for name in names_in(one)}


@st.composite
def declared_as(draw: Any, name: str) -> tuple[Document, st.SearchStrategy[Any]]:
    kind = name[0]
    if kind == "p":
        return {"kind": "yes_no"}, st.booleans()
    if kind == "g":
        words = ["red", "blue", "green"]
        return {"kind": "choice", "words": words}, st.sampled_from(words)
    if kind == "d":
        low = date(2024, 2, 20) + timedelta(days=draw(st.integers(0, 40)))
        high = low + timedelta(days=draw(st.integers(0, 900)))
        day = {"kind": "date", "least": low.isoformat(), "most": high.isoformat()}
        return day, st.dates(low, high).map(date.isoformat)
    decimals = 0 if kind == "y" else draw(st.integers(0, 1))
    unit = 10**decimals
    if kind == "s" and decimals == 0:
        decimals, unit = 1, 10
    far = 3 if kind in "sy" else 12
    low_ = draw(st.sampled_from([0, 0, 1])) if kind == "y" else draw(st.integers(-far, far))
    width = draw(st.sampled_from([0, 1, 2, far, 2 * far]))
    declared = {
        "kind": "number", "unit": UNITS[kind], "decimals": decimals,
        "least": exact_text(Fraction(low_, unit)), "most": exact_text(Fraction(low_ + width, unit)),
    }  # fmt: skip
    ends = st.sampled_from([low_, low_ + width])
    values = (ends | st.integers(low_, low_ + width)).map(lambda n: exact_text(Fraction(n, unit)))
    return declared, values


@settings(max_examples=60, suppress_health_check=[HealthCheck.filter_too_much])
@given(st.data())
def test_within_its_span_and_on_its_grid(data: st.DataObject) -> None:
    steps = data.draw(st.sampled_from(CASES))
    inputs, case = data.draw(tried(steps))
    levels = LEVELS if any(name.endswith("_in") for name in names_in(steps)) else []
    wired = sound(sheet_of(*steps, inputs=inputs, levels=levels))
    try:
        spans, found = spans_of(wired), price(wired.sheet, case)
    except RuleBroken:
        assume(False)
        raise
    for name, column in found.columns.items():
        kind, span = wired.kinds[name], spans[name]
        assert span.low <= span.high
        for value in column.values:
            if isinstance(value, Unknown):
                continue
            assert span.holds(value), (name, value, span, inputs, case)
            if isinstance(value, Fraction) and kind.grid is not None:
                on_grid = value / kind.grid if kind.grid else value
                assert on_grid.denominator == 1, (name, value, kind.grid)
                assert kind.grid or not value


@pytest.mark.parametrize(
    ("text", "is_input"),
    [("m1", True), ("n2_in", True), ("red", False), ("p", False), ("w", False)],
)
def test_what_is_taken_for_an_input(text: str, *, is_input: bool) -> None:
    assert bool(names_in({"a": [text]})) is is_input
