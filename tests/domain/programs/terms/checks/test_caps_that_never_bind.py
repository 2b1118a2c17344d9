"""A cap above all that can come."""

from __future__ import annotations

from tests.domain.programs.terms.build import Document, step
from tests.domain.programs.terms.checks.looking import found

RATE = step("unit_rate", "pay", of="x", rate="2")


def cap(limit: str) -> Document:
    return step("at_most", "capped", of="pay", limit=limit)


def test_a_cap_above_the_most_that_can_be_earned_is_idle() -> None:
    assert found(RATE, cap("19"), x="0..9") == [
        (
            "warning",
            "steps[1].limit",
            (
                "steps[1].limit never binds: the cap is ₩19 or more, and what it caps is at most ₩18. "
                "Take the cap out, or look at the ranges of the inputs."
            ),
        )
    ]


def test_a_cap_that_says_how_much_the_most_is_may_stay() -> None:
    assert found(RATE, cap("18"), x="0..9") == []
    assert found(RATE, cap("17"), x="0..9") == []


def test_a_measured_cap_is_idle_if_even_its_least_is_above() -> None:
    assert found(RATE, cap("y"), x="0..9", y="18..50 KRW") == []
    assert [one[1] for one in found(RATE, cap("y"), x="0..9", y="19..50 KRW")] == ["steps[1].limit"]


def test_claims_that_never_run_out_are_told_in_their_own_unit() -> None:
    counted = step("claims", "counted", of="x", most="12")
    rate = step("unit_rate", "pay", of="counted", rate="2")
    assert found(counted, rate, x="0..9 claim") == [
        (
            "warning",
            "steps[0].most",
            (
                "steps[0].most never binds: the cap is 12 claims or more, and what it caps is at most "
                "9 claims. Take the cap out, or look at the ranges of the inputs."
            ),
        )
    ]
    assert found(step("claims", "counted", of="x", most="9"), rate, x="0..9 claim") == []
