"""A step that leads to nothing."""

from __future__ import annotations

from tests.domain.programs.terms.build import named, step
from tests.domain.programs.terms.checks.looking import found, paid

RATE = step("unit_rate", "pay", of="x", rate="2")
MORE = step("unit_rate", "more", of="x", rate="3")
TWICE = step("sum", "twice", of=["more", "more"])


def test_steps_that_nothing_needs_lead_nowhere() -> None:
    assert found(RATE, MORE, TWICE, x="0..9", outputs=[paid("pay")]) == [
        (
            "error",
            "steps[1]",
            (
                "steps[1], “more”, leads to no output and no report. "
                "Take its result somewhere, or take it out."
            ),
        ),
        (
            "error",
            "steps[2]",
            (
                "steps[2], “twice”, leads to no output and no report. "
                "Take its result somewhere, or take it out."
            ),
        ),
    ]


def test_one_output_or_report_or_day_is_enough() -> None:
    assert found(RATE, MORE, TWICE, x="0..9", outputs=[paid("pay"), paid("twice", "also")]) == []
    reports = {"reports": [{"key": "told", "label": named("told"), "value": "twice"}]}
    assert found(RATE, MORE, TWICE, x="0..9", outputs=[paid("pay")], members=reports) == []
    due = step("due", "then", after="day", months=1)
    assert (
        found(RATE, due, x="0..9", day="2026-01-01..2026-12-31", outputs=[paid("pay", due="then")])
        == []
    )


def test_one_part_that_is_paid_reaches_the_step() -> None:
    split = step(
        "split", "who", of="pay", unit="1", parts=[{"to": "a", "share": "0.5"}, {"to": "b"}]
    )
    assert found(RATE, split, x="0..9", outputs=[paid("who.a")]) == []
