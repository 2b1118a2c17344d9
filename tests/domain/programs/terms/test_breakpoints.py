"""Where a sheet changes its course, and how little is worked to find out."""

from __future__ import annotations

import pytest

from programs.domain.terms.breakpoints import breakpoints
from programs.domain.terms.probe import ENDLESS, Probe
from programs.domain.terms.scenes import scene
from programs.domain.terms.wiring import sound
from tests.domain.programs.terms.build import Document, ranged, sheet_of, step


def probe(*steps: Document, left: int = ENDLESS, halves: int = 0, **ranges: str) -> Probe:
    """Along the first of the inputs, others low."""
    inputs = [ranged(key, text) for key, text in ranges.items()]
    wired = sound(sheet_of(*steps, inputs=inputs))
    return Probe.of(wired, scene(wired.sheet, halves), wired.sheet.inputs[0], left=left)


CAPPED = (
    step("unit_rate", "gross", of="x", rate="7"),
    step("at_most", "capped", of="gross", limit="5000000000"),
)


def test_a_straight_line_is_met_in_a_few_steps_however_long_it_is() -> None:
    along = probe(*CAPPED, x="1..999999999", left=1000)
    assert breakpoints(along) == [1, 714_285_714, 714_285_715, 999_999_999]
    assert 1000 - along.left <= 40  # seven numbers are worked, not thirty


def test_a_curved_line_is_halved_and_no_slower_than_that() -> None:
    steps = (
        step("share", "part", of="x", rest="1000"),
        step("compare", "high", of="part", is_="at_least", than="0.999"),
    )
    along = probe(*steps, x="1..999999999", left=2000)
    assert breakpoints(along) == [1, 998_999, 999_000, 999_001, 999_999_999]
    assert 2000 - along.left <= 350


def test_what_is_too_much_work_is_not_done() -> None:
    along = probe(*CAPPED, x="1..999999999", left=3)
    assert breakpoints(along) == [1, 999_999_999]
    assert along.left >= -1


@pytest.mark.parametrize(
    ("last", "places"),
    [
        (  # 0.5 at 20 and 1.5 at 60
            step("attainment", "a", of="x", target="40", least="0.5", most="1.5"),
            [1, 2, 20, 21, 39, 40, 41, 59, 60, 90],
        ),
        (  # counted from 10 on: half of the way to 40 at 25
            step("attainment", "a", of="x", target="40", from_="10", least="0.5"),
            [1, 9, 10, 11, 25, 26, 39, 40, 41, 90],
        ),
        (step("claims", "a", of="x", most="30"), [1, 29, 30, 31, 90]),
        (
            step("duration", "a", of="x", less=["12"], most="30"),
            [1, 11, 12, 13, 29, 30, 31, 41, 42, 90],
        ),
        (step("is_one_of", "a", of="w", words=["red"]), [1, 90]),
    ],
)
def test_ends_that_a_result_meets_are_edges(last: Document, places: list[int]) -> None:
    assert breakpoints(probe(last, x="1..90", w="red|blue")) == places


def test_shared_savings_turn_where_all_is_recovered() -> None:
    shared = step("shared_savings", "a", of="x", share="0.5", until="300", then="0.1")
    assert breakpoints(probe(shared, x="1..1000 KRW")) == [1, 299, 300, 301, 599, 600, 601, 1000]


def test_a_waterfall_turns_where_each_is_full() -> None:
    flow = step(
        "waterfall", "w", of="x", tranches=[{"to": "a", "most": "30"}, {"to": "b", "most": "20"}]
    )
    assert breakpoints(probe(flow, x="1..90 KRW")) == [1, 19, 20, 21, 29, 30, 31, 50, 51, 90]


def test_where_a_share_divides_by_nothing_it_breaks_off() -> None:
    steps = (
        step("ratio", "part", of="1", to="x"),
        step("compare", "much", of="part", is_="at_least", than="0.25"),
    )
    assert breakpoints(probe(*steps, x="-8..9")) == [-8, -1, 0, 1, 3, 4, 5, 9]


def test_rates_and_values_are_no_edges() -> None:
    card = step(
        "rate_card", "c",
        items=[{"of": "x", "rate": "3", "most": "20"}, {"of": "y", "rate": "5", "most": "7"}],
    )  # fmt: skip
    assert breakpoints(probe(card, x="1..90", y="0..9")) == [1, 19, 20, 21, 90]
    table = step(
        "bands", "b", of="x", bands=[{"to": "20", "gives": "3"}, {"above": "20", "gives": "40"}]
    )
    assert breakpoints(probe(table, x="1..90")) == [1, 19, 20, 21, 90]


def test_the_middle_of_other_inputs_moves_an_edge() -> None:
    cap = step("at_most", "c", of="x", limit="y")
    places = [
        breakpoints(probe(cap, halves=halves, x="1..90 KRW", y="20..41 KRW"))
        for halves in (0, 1, 2)
    ]
    assert places == [[1, 19, 20, 21, 90], [1, 29, 30, 31, 90], [1, 40, 41, 42, 90]]


def test_an_input_that_leads_nowhere_has_only_its_ends() -> None:
    assert breakpoints(probe(step("unit_rate", "p", of="y", rate="1"), x="-3..90", y="0..9")) == [
        -3,
        90,
    ]
    assert breakpoints(probe(step("unit_rate", "p", of="x", rate="1"), x="5..5")) == [5]
