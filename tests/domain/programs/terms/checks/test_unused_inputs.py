"""An input that nothing takes."""

from __future__ import annotations

from tests.domain.programs.terms.build import named, step
from tests.domain.programs.terms.checks.looking import found, paid

RATE = step("unit_rate", "pay", of="x", rate="2")


def test_an_input_that_no_step_takes_is_asked_for_in_vain() -> None:
    assert found(RATE, x="0..9", y="0..9") == [
        (
            "warning",
            "inputs[1]",
            "inputs[1], “y”, is used by no step and no output. Use it, or take it out.",
        )
    ]


def test_what_is_paid_or_told_or_due_is_used() -> None:
    assert found(RATE, x="0..9", y="0..9 KRW", outputs=[paid("pay"), paid("y", "more")]) == []
    assert found(RATE, x="0..9", y="2026-01-01..2026-12-31", outputs=[paid("pay", due="y")]) == []
    reports = {"reports": [{"key": "told", "label": named("told"), "value": "y"}]}
    assert found(RATE, x="0..9", y="0..9", members=reports) == []


def test_the_name_of_a_part_is_not_the_name_of_an_input() -> None:
    split = step("split", "who", of="x", unit="1", parts=[{"to": "y", "share": "0.5"}, {"to": "z"}])
    problems = found(split, x="0..9 KRW", y="0..9", outputs=[paid("who.y"), paid("who.z", "z")])
    assert [place for _severity, place, _sentence in problems] == ["inputs[1]"]
