"""Each operation over columns: narrow ones of int64, wide ones of Python numbers, and fractions."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from programs.domain.terms.bulk.kernels.table import KERNELS
from programs.domain.terms.sheet import Sheet
from tests.domain.programs.terms.build import Document, op_of, ranged, sheet_of, step
from tests.domain.programs.terms.columnwise import steps_agree

BIG = "999999999999999999"

# what x is: its range, what comes before the step, and the values that are tried
FORMS: dict[str, tuple[dict[str, str], list[Document], list[dict[str, Any]]]] = {
    "narrow": (
        {"x": "-5..60 /1"},
        [],
        [{"x": n} for n in ("-5", "-2.5", "-0.5", "0", "0.5", "1.5", "2.5", "3", "10", "60", None)],
    ),
    "wide": (
        {"x": f"-{BIG}..{BIG} /12"},
        [],
        [
            {"x": n}
            for n in (f"-{BIG}", "-2.5", "-0.000000000001", "0", "2.5", "3", "10", BIG, None)
        ],
    ),
    "fraction": (
        {"a": "-40..90", "b": "-2..7"},
        [step("ratio", "x", of="a", to="b")],
        [
            {"a": a, "b": b}
            for a, b in ((-20, 7), (-5, 2), (0, 3), (1, 3), (5, 2), (21, 7), (90, 1), (3, 0))
        ],
    ),
}
RANGES = {
    "k": "-50..999 KRW", "m": f"-{BIG}..{BIG} KRW",
    "y": "-1..4 /2", "r": "-2..9 /1 KRW", "t": "yes_no", "u": "yes_no",
    "w": "red|blue|green", "d": "2026-01-01..2026-12-31", "e": "2026-01-01..2026-12-31",
}  # fmt: skip
KS = ("-50", "-7", "0", "1", "10", "997", None)
MS = (f"-{BIG}", "-8", "0", "5", BIG, None)
YS = ("-1", "0", "0.25", "3", None)
RS = ("-2", "0", "1.5", "9", None)
TRUTHS = (True, False, None)
DAYS = ("2026-01-01", "2026-03-31", "2026-04-01", "2026-12-31", None)
BANDS = [
    {"below": "-0.5", "gives": "7"},
    {"from": "-0.5", "to": "2.5", "gives": "-3.5"},
    {"above": "2.5", "to": "3", "gives": "0"},
    {"above": "3", "gives": "11"},
]
BETWEEN = [  # edges between what x can be
    {"to": "2.45", "gives": "1"},
    {"above": "2.45", "below": "9.95", "gives": "2"},
    {"from": "9.95", "gives": "3"},
]
MANY = [{"to": f"{i / 4:g}", "rate": str(i)} for i in range(1, 140)]
SPLITS = [  # a rest in the middle; equal remainders; a part without anything; never in order
    [{"to": "a", "share": "0.35"}, {"to": "b"}, {"to": "c", "share": "0.25"}],
    [{"to": name, "share": "0.25"} for name in "abcd"],
    [{"to": "a", "share": "0.6"}, {"to": "b"}],
    [{"to": "a", "share": "0.05"}, {"to": "b", "share": "0.95"}, {"to": "c", "share": "0"}],
    [{"to": "a", "share": "0.6"}, {"to": "b", "share": "0.6"}],
    [{"to": "a", "share": "0.6"}, {"to": "b", "share": "0.6"}, {"to": "c"}],
    [{"to": "a", "share": "-0.1"}, {"to": "b"}],
]
MEASURED = [{**one, "gives": gives} for one, gives in zip(BANDS, ("y", "x", "2", "y"), strict=True)]
BRACKETS = [{"to": "2.5", "rate": "100"}, {"to": "10", "rate": "12.5"}, {"rate": "-40"}]
KNOTS = [
    {"at": "-0.5", "before": "4", "gives": "6", "belongs": "before"},
    {"at": "2.5", "gives": "20"},
    {"at": "3", "before": "-7", "gives": "9"},
    {"at": "10", "gives": "1000"},
]
ITEMS = [
    {"of": "x", "rate": "220", "most": "3"},
    {"of": "y", "rate": "33.5"},
    {"of": "x", "rate": "r", "most": "y"},
]

STEPS: list[Document] = [
    step("sum", of=["x"]),
    step("sum", of=["x", "y", "2.75", "x"]),
    step("difference", of="x", less="y"),
    step("difference", of="0.125", less="x"),
    step("product", of=["x", "y", "x", "-0.25"]),
    step("product", of=["1.5", "x"]),
    step("product", of=["x", "0"]),
    step("smallest_of", of=["x", "y", "2"]),
    step("best_of", of=["x", "1.125"]),
    step("best_of", of=["x", "y"], plus=["x", "0.5"]),
    step("at_most", of="x", limit="2.25"),
    step("at_most", of="y", limit="x"),
    step("at_least", of="x", limit="1.75"),
    step("at_least", of="x", limit="y", when="t"),
    step("claims", of="x", most="y"),
    step("duration", of="x", less=["y", "0.5"]),
    step("duration", of="x", most="2.25"),
    step("deadweight", of="x", share="0.25"),
    step("deadweight", of="x", share="y"),
    step("weighted", parts=[{"of": "x", "weight": "0.7"}, {"of": "y", "weight": "0.3"}]),
    step("weighted", parts=[{"of": "x", "weight": "1"}, {"of": "y", "weight": "0"}]),
    step("unit_rate", of="x", rate="15.12"),
    step("unit_rate", of="x", rate="r", most="y"),
    step("unit_rate", of="y", rate="-3", most="2.5"),
    step("rate_card", items=ITEMS),
    step("lump", amount="r", when="t"),
    step("lump", amount="1250.5", when="u"),
    step("gate", of="x", when="t"),
    *(step("compare", of="x", is_=test, than="2.5") for test in
      ("at_least", "more_than", "at_most", "less_than")),
    step("compare", of="x", is_="more_than", than="y"),
    step("compare", of="d", is_="at_most", than="2026-03-31"),
    step("compare", of="d", is_="less_than", than="e"),
    step("each", of=["x", "y"], is_="at_least", than="0"),
    step("each", of=["x", "y"], is_="less_than", than="2.5"),
    step("is_one_of", of="w", words=["blue", "green"]),
    step("significant", p="x", alpha="2.5", is_="at_most", sample="y", least_sample="0.25"),
    step("significant", p="x", alpha="2.5", is_="less_than", sample="y", least_sample="0"),
    step("all_of", of=["t", "u"]),
    step("not", of="t"),
    step("at_least_of", of=["t", "u", "t"], needed="2"),
    step("at_least_of", of=["t", "u"], needed="1.5"),
    step("at_least_of", of=["t", "u"], needed="y"),
    step("chain", of=["t", "u", "t"]),
    step("chain", of=["u"]),
    step("choose", cases=[{"when": "t", "then": "x"}, {"when": "u", "then": "2.5"}], otherwise="y"),
    step("choose", cases=[{"when": "t", "then": "u"}], otherwise="t"),
    step("early_stop", of="x", stopped="t", pays="y"),
    step("card", of="w", unit="1", rows=[
        {"is": "green", "gives": "x"}, {"is": "red", "gives": "y"}, {"is": "blue", "gives": "4.5"},
    ]),
    step("bands", of="x", bands=BANDS),
    step("bands", of="x", unit="1", bands=[{"gives": "3"}]),
    step("bands", of="x", bands=BETWEEN),
    step("bands", of="x", unit="1", bands=MEASURED),
    step("bands", of="d", bands=[{"below": "2026-04-01", "gives": "5"},
                                 {"from": "2026-04-01", "gives": "9"}]),
    step("brackets", of="x", brackets=BRACKETS),
    step("brackets", of="x", brackets=[{"to": "2.75", "rate": "100"}], start="0.3"),
    step("brackets", of="x", brackets=[*MANY, {"rate": "3"}]),
    step("brackets", of="x", brackets=[{"to": "2.5", "rate": "r"}, {"rate": "12.5"}]),
    step("brackets", of="x", brackets=[{"to": "2.5", "rate": "r"}, {"to": "3", "rate": "r"}]),
    step("line", of="x", knots=KNOTS),
    step("line", of="x", knots=[{"at": "2.5", "before": "1", "gives": "2", "belongs": "before"}]),
    step("line", of="y", unit="1", knots=[{"at": "0", "gives": "2"}, {"at": "3", "gives": "1"}]),
    *(step("per_point", of="x", above="0.5", point=point, whole=whole, rate="0.25")
      for point in ("1", "0.3") for whole in ("down", "half_up", "up")),
    step("per_point", of="x", above="y", point="2", whole="half_up", rate="r"),
    *(step("round", of=of, unit=unit, way=way) for of in ("x", "y") for unit in ("1", "0.1", "3")
      for way in ("half_up", "half_even", "half_down", "down", "up", "floor", "ceiling")),
    step("ratio", of="x", to="0.4"),
    step("ratio", of="x", to="-4"),
    step("ratio", of="x", to="y"),
    step("ratio", of="2.5", to="x"),
    step("ratio", of="x", to="0"),
    step("share", of="y", rest="x"),
    step("relative_reduction", of="x", from_="y", baseline="rct"),
    step("attainment", of="x", target="2.5"),
    step("attainment", of="x", target="2.5", least="0", most="1.5"),
    step("attainment", of="x", target="-2", from_="0.5", most="y"),
    step("attainment", of="x", target="y", from_="0.5"),
    step("attainment", of="x", target="y", least="0"),
    step("attainment", of="x", target="4", from_="y", most="1"),
    step("waterfall", of="x", tranches=[{"to": "a", "most": "2.5"}, {"to": "b", "most": "y"}]),
    step("waterfall", of="x", tranches=[{"to": "a", "most": "-1"}, {"to": "b"}]),
    step("first_loss", of="x", guarantee="2"),
    *(step("split", of=of, unit=unit, parts=parts) for of, unit in
      (("k", "1"), ("m", "1"), ("k", "0.5"), ("1000", "1")) for parts in SPLITS),
    step("split", of="k", unit="1", parts=[{"to": "a", "share": "y"}, {"to": "b"}]),
    step("instalments", of="m", unit="0.01", parts=SPLITS[0]),
    *(step("holdback", of=of, share=share, unit="1") for of in ("k", "m")
      for share in ("0.1", "y", "x")),
    step("first_loss", of="y", guarantee="x"),
]  # fmt: skip


def _sheet(form: str, found: Document) -> Sheet:
    ranges, before, _values = FORMS[form]
    inputs = [ranged(key, text) for key, text in {**RANGES, **ranges}.items()]
    return sheet_of(*before, found, inputs=inputs)


def _cases(form: str, sheet: Sheet) -> list[dict[str, Any]]:
    """All pairs of x and y, with the others in turns beside them; only what a step takes."""
    taken = {one.text for found in sheet.steps for one in found.op.operands()}
    cases = [
        {
            **x, "y": y, "r": RS[i % 5], "t": TRUTHS[i % 3], "u": TRUTHS[i // 2 % 3],
            "w": ("red", "blue", "green", None)[i % 4], "d": DAYS[i % 5], "e": DAYS[i // 3 % 5],
            "k": KS[i % 7], "m": MS[i % 6],
        }
        for i, (x, y) in enumerate(product(FORMS[form][2], YS))
    ]  # fmt: skip
    needed = [{name: case[name] for name in case if name in taken} for case in cases]
    return [case for i, case in enumerate(needed) if case not in needed[:i]]


def _taken(found: Document) -> set[str]:
    return {one.text for one in op_of(found).operands() if one.is_name}


@pytest.mark.parametrize(
    ("form", "found"),
    [
        pytest.param(form, found, id=f"{found['do']}-{form}")
        for found in STEPS
        for form in (FORMS if "x" in _taken(found) else ("narrow",))
    ],
)
def test_a_step_agrees_with_its_own_rule(form: str, found: Document) -> None:
    sheet = _sheet(form, found)
    values = steps_agree(sheet, _cases(form, sheet), chunk=13)
    last = next(cells for name, cells in reversed(values.items()))
    assert any(None in cells for cells in last) or not _taken(found)
    assert any(cells and None not in cells for cells in last) != (
        found.get("to") == "0" or found.get("parts") in SPLITS[4:]
    )


def test_every_kernel_for_one_subject_is_tried_here() -> None:
    over = {"sum_over", "count_over", "one_over", "holds_over", "cumulate"}
    assert {op.do for op in KERNELS} - over == {one["do"] for one in STEPS}
