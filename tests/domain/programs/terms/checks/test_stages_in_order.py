"""A step that goes back to an earlier stage."""

from __future__ import annotations

from tests.domain.programs.terms.build import named, step
from tests.domain.programs.terms.checks.looking import found, paid

RATE = step("unit_rate", "gross", of="x", rate="1.5")
CAP = step("at_most", "capped", of="gross", limit="10")
ROUND = step("round", "pay", of="capped", unit="1", way="down")


def test_going_back_needs_a_reason() -> None:
    assert found(RATE, CAP, ROUND, x="0..9") == [
        (
            "error",
            "steps[2].stage",
            (
                "steps[2].stage stands in the stage “price” and takes “capped” from the later stage "
                "“cap”. Put it there too, or say “because”."
            ),
        )
    ]
    assert found(RATE, CAP, {**ROUND, "stage": "cap"}, x="0..9") == []
    assert found(RATE, CAP, {**ROUND, "stage": "settle"}, x="0..9") == []
    assert found(RATE, CAP, {**ROUND, "because": named("won")}, x="0..9") == []


def test_each_step_is_told_once_with_the_first_name_and_parts_count_as_their_step() -> None:
    rounded = step("round", "won", of="gross", unit="1", way="down")
    split = step(
        "split", "who", of="won", unit="1", parts=[{"to": "a", "share": "0.5"}, {"to": "b"}]
    )
    total = step("sum", "pay", of=["who.b", "who.a", "capped", "won"])
    problems = found(RATE, CAP, rounded, split, total, x="0..9", outputs=[paid("won")])
    assert [one for one in problems if one[1].endswith("stage")] == [
        (
            "error",
            "steps[4].stage",
            (
                "steps[4].stage stands in the stage “price” and takes “capped” from the later stage "
                "“cap”. Put it there too, or say “because”."
            ),
        )
    ]
    total = step("sum", "pay", of=["who.b", "who.a", "won"])
    problems = found(RATE, rounded, split, total, x="0..9")
    assert [one[2] for one in problems] == [
        (
            "steps[3].stage stands in the stage “price” and takes “who.a” from the later stage "
            "“allocate”. Put it there too, or say “because”."
        )
    ]
