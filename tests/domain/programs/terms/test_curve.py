"""What is paid along one input: both sides of every edge, and nothing that is not exact."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from core.domain.errors import RuleBroken
from programs.domain.terms.curve import curve
from programs.domain.terms.document import sheet_from
from programs.domain.terms.price import price
from programs.domain.terms.sheet import Sheet
from tests.domain.programs.terms.build import Document, document, named, ranged, step

Points = list[tuple[str, int | None]]


def contract(*steps: Document, outputs: list[str] | None = None, **ranges: str) -> Sheet:
    """Steps along `x`, of which the last is paid unless outputs are named."""
    inputs = [ranged(key, text) for key, text in ranges.items()]
    paid = [
        {"key": f"o{i}", "label": named("o"), "amount": one, "payer": "city", "payee": "carla"}
        for i, one in enumerate(outputs or [steps[-1]["key"]])
    ]
    return sheet_from(document(*steps, inputs=inputs, outputs=paid))


def drawn(sheet: Sheet, case: Any = None, *, points: int = 2, **more: Any) -> Points:
    """The points as a table; two of them are the ends."""
    found = curve(sheet, case or {}, "x", points=points, **more)
    return [(str(float(x)).removesuffix(".0"), amount) for x, amount in found.points]


def test_a_step_table_shows_both_sides_of_every_edge() -> None:
    table = step(
        "bands", "pay", of="x",
        bands=[
            {"below": "8.5", "gives": "0"},
            {"from": "8.5", "to": "10", "gives": "480"},
            {"above": "10", "gives": "960"},
        ],
    )  # fmt: skip
    assert drawn(contract(table, x="0..20 /1")) == [
        ("0", 0), ("8.4", 0), ("8.5", 480), ("8.6", 480), ("9.9", 480), ("10", 480), ("10.1", 960),
        ("20", 960),
    ]  # fmt: skip


def test_an_edge_between_two_possible_values_has_one_on_each_side() -> None:
    table = step(
        "bands",
        "pay",
        of="x",
        bands=[{"below": "2.5", "gives": "0"}, {"from": "2.5", "gives": "7"}],
    )
    assert drawn(contract(table, x="0..9")) == [("0", 0), ("2", 0), ("3", 7), ("9", 7)]


def test_edges_outside_the_range_are_not_drawn() -> None:
    table = step(
        "bands", "pay", of="x", bands=[{"below": "50", "gives": "0"}, {"from": "50", "gives": "7"}]
    )
    assert drawn(contract(table, x="0..9")) == [("0", 0), ("9", 0)]
    assert drawn(contract(table, x="50..60")) == [("50", 7), ("51", 7), ("60", 7)]
    assert drawn(contract(table, x="40..50")) == [("40", 0), ("49", 0), ("50", 7)]


def test_a_cap_on_what_is_earned_shows_where_it_binds() -> None:
    """15.12 a day, at most 5,290,000: from day 349,867.7 on, which no case can have."""
    sheet = contract(
        step("unit_rate", "gross", of="x", rate="15.12"),
        step("at_most", "capped", of="gross", limit="5290000"),
        step("round", "pay", of="capped", unit="1", way="down"),
        x="1000..500000",
    )
    assert drawn(sheet) == [
        ("1000", 15_120), ("349867", 5_289_989), ("349868", 5_290_000), ("500000", 5_290_000),
    ]  # fmt: skip


def test_edges_are_found_through_steps_that_are_not_straight() -> None:
    """x / (x + 300) reaches 0.6 at 450, and 0.75 at 900."""
    sheet = contract(
        step("share", "part", of="x", rest="300"),
        step("compare", "good", of="part", is_="at_least", than="0.6"),
        step("compare", "best", of="part", is_="more_than", than="0.75"),
        step(
            "choose",
            "pay",
            cases=[{"when": "best", "then": "9"}, {"when": "good", "then": "5"}],
            otherwise="0",
        ),
        step("unit_rate", "won", of="pay", rate="1"),
        x="1..100000",
    )
    assert drawn(sheet) == [
        ("1", 0), ("449", 0), ("450", 5), ("451", 5), ("899", 5), ("900", 5), ("901", 9),
        ("100000", 9),
    ]  # fmt: skip


def test_two_amounts_that_pass_each_other_show_where() -> None:
    sheet = contract(
        step("unit_rate", "slow", of="x", rate="3"),
        step("brackets", "fast", of="x", start="20", brackets=[{"rate": "10"}]),
        step("best_of", "pay", of=["slow", "fast"]),
        x="1..100",
    )
    assert drawn(sheet) == [
        ("1", 3), ("19", 57), ("20", 60), ("21", 63), ("28", 84), ("29", 90), ("100", 800),
    ]  # fmt: skip


def test_whole_points_step_up_one_by_one() -> None:
    down = step("per_point", "pay", of="x", above="2", point="2", whole="down", rate="10")
    assert drawn(contract(down, x="0..6")) == [
        ("0", 0), ("1", 0), ("2", 0), ("3", 0), ("4", 10), ("5", 10), ("6", 20),
    ]  # fmt: skip
    half = step("per_point", "pay", of="x", above="0", point="100", whole="half_up", rate="10")
    assert drawn(contract(half, x="1..200")) == [
        ("1", 0), ("49", 0), ("50", 10), ("51", 10), ("149", 10), ("150", 20), ("151", 20),
        ("200", 20),
    ]  # fmt: skip


def test_points_stand_evenly_between() -> None:
    rate = step("unit_rate", "pay", of="x", rate="2")
    assert drawn(contract(rate, x="10..50"), points=5) == [
        ("10", 20), ("20", 40), ("30", 60), ("40", 80), ("50", 100),
    ]  # fmt: skip
    assert drawn(contract(rate, x="10..50"), points=1) == [("10", 20), ("50", 100)]
    assert len(drawn(contract(rate, x="1..99999"), points=100_000)) == 1000
    assert len(curve(contract(rate, x="1..99999"), {}, "x").points) == 60


def test_other_inputs_are_as_in_the_case_and_what_is_missing_leaves_holes() -> None:
    sheet = contract(
        step("unit_rate", "mine", of="x", rate="2"),
        step("unit_rate", "yours", of="y", rate="1"),
        step("sum", "both", of=["mine", "yours"]),
        outputs=["mine", "both"],
        x="1..5",
        y="0..9",
    )
    assert drawn(sheet, {"y": 3}) == [("1", 2 + 5), ("5", 10 + 13)]
    assert drawn(sheet, {"y": 3, "x": 4}) == [("1", 2 + 5), ("5", 10 + 13)]
    assert drawn(sheet, {}) == [("1", None), ("5", None)]
    assert drawn(sheet, {}, output="o0") == [("1", 2), ("5", 10)]
    assert drawn(sheet, {"y": 3}, output="o1") == [("1", 5), ("5", 13)]


def test_all_sites_count_and_each_has_its_own_edge() -> None:
    sheet = contract(
        step("unit_rate", "asked", of="done", rate="x"),
        step("at_most", "capped", of="asked", limit="100"),
        x="1..60 KRW",
        done="0..50 @site",
    )
    case = {"site": [{"done": 2}, {"done": 5}]}
    assert drawn(sheet, case) == [
        ("1", 2 + 5), ("19", 38 + 95), ("20", 40 + 100), ("21", 42 + 100), ("49", 98 + 100),
        ("50", 200), ("51", 200), ("60", 200),
    ]  # fmt: skip
    assert drawn(sheet, {"site": []}) == [("1", 0), ("60", 0)]


def test_a_curve_along_days() -> None:
    sheet = contract(
        step("days", "late", from_="2026-03-31", to="x", count="one_end"),
        step("unit_rate", "fee", of="late", rate="-10"),
        x="2026-03-01..2026-05-01",
    )
    first = Fraction(739_676)  # 2026-03-01 is so many days after the first day of year 1
    found = curve(sheet, {}, "x", points=2)
    assert [(int(x - first), amount) for x, amount in found.points] == [
        (0, 0), (29, 0), (30, 0), (31, -10), (61, -310),
    ]  # fmt: skip
    assert (found.along, str(found.label)) == ("x", "x")


def test_every_point_is_what_pricing_says() -> None:
    sheet = contract(
        step(
            "line",
            "pay_line",
            of="x",
            knots=[{"at": "20", "before": "0", "gives": "3200"}, {"at": "30", "gives": "4800"}],
        ),
        step("round", "pay", of="pay_line", unit="1", way="half_up"),
        x="-10..50 /1",
    )
    for x, amount in curve(sheet, {}, "x", points=13).points:
        assert price(sheet, {"x": str(float(x))}).amounts[0].minor == amount


NO_CURVE = (
    "There is no curve along “%s”. Choose a number or a date of the contract itself, such as: "
    "x, day."
)


@pytest.mark.parametrize("along", ["y", "truth", "nothing"])
def test_a_curve_needs_a_number_of_the_contract(along: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        curve(many_inputs(), {}, along)
    assert str(broken.value) == NO_CURVE % along


def test_a_curve_of_an_output_that_is_not_there() -> None:
    with pytest.raises(RuleBroken) as broken:
        curve(many_inputs(), {}, "x", output="o7")
    assert str(broken.value) == "There is no output “o7”. Outputs are: o0."


def many_inputs() -> Sheet:
    rate = step("unit_rate", "pay", of="x", rate="2")
    return contract(rate, x="1..5", day="2026-01-01..2026-12-31", truth="yes_no", y="0..9 @site")


def test_a_sheet_without_numbers_has_no_curve_to_offer() -> None:
    sheet = contract(step("lump", "pay", amount="5", when="truth"), truth="yes_no")
    with pytest.raises(RuleBroken, match="such as: —"):
        curve(sheet, {}, "truth")


def test_an_input_without_a_possible_value_has_no_points() -> None:
    rate = step("unit_rate", "pay", of="x", rate="10")
    assert drawn(contract(rate, x="0.2..0.8")) == []


def test_cents_are_counted_in_cents() -> None:
    rate = step("unit_rate", "pay", of="x", rate="0.25")
    paper = document(
        rate,
        inputs=[ranged("x", "0..3")],
        currency={"code": "USD", "minor": 2},
        outputs=[
            {"key": "o", "label": named("o"), "amount": "pay", "payer": "city", "payee": "carla"}
        ],
    )
    assert drawn(sheet_from(paper)) == [("0", 0), ("1", 25), ("3", 75)]


def test_each_supplier_is_capped_for_its_own_sites_at_every_point() -> None:
    paper = document(
        step("unit_rate", "each_pays", of="done", rate="x"),
        step("sum_over", "of_supplier", of="each_pays", up_to="supplier"),
        step("at_most", "capped", of="of_supplier", limit="100"),
        step("sum_over", "pay", of="capped", stage="cap"),
        inputs=[ranged("x", "1..30 KRW"), ranged("done", "0..50 @site")],
        levels=[
            {"key": "supplier", "label": named("Supplier"), "most": 4},
            {"key": "site", "label": named("Site"), "most": 6},
        ],
        outputs=[
            {"key": "o", "label": named("o"), "amount": "pay", "payer": "city", "payee": "carla"}
        ],
    )
    case = {"supplier": [{"site": [{"done": 1}]}, {"site": [{"done": 4}, {"done": 6}]}]}
    assert drawn(sheet_from(paper), case) == [
        ("1", 11), ("9", 99), ("10", 110), ("11", 111), ("30", 130),
    ]  # fmt: skip
