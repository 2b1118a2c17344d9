"""A cap below zero."""

from __future__ import annotations

import pytest

from tests.domain.programs.terms.build import Document, step
from tests.domain.programs.terms.checks.looking import found

RATE = step("unit_rate", "pay", of="x", rate="2")


def cap(limit: str) -> Document:
    return step("at_most", "capped", of="pay", limit=limit)


def test_whatever_is_earned_somebody_would_owe_the_payer() -> None:
    assert found(RATE, cap("-1"), x="0..9") == [
        (
            "error",
            "steps[1].limit",
            (
                "steps[1].limit is never above −₩1: whatever is earned, somebody would owe the payer. "
                "Write a cap of 0 or more."
            ),
        )
    ]
    assert found(RATE, cap("y"), x="0..9", y="-9..-4 KRW")[0][1:] == (
        "steps[1].limit",
        (
            "steps[1].limit is never above −₩4: whatever is earned, somebody would owe the payer. "
            "Write a cap of 0 or more."
        ),
    )


@pytest.mark.parametrize("limit", ["0", "5"])
def test_a_cap_of_nothing_or_more_is_a_cap(limit: str) -> None:
    assert found(RATE, cap(limit), x="0..9") == []


def test_a_cap_that_can_be_above_zero_is_a_cap() -> None:
    assert found(RATE, cap("y"), x="0..9", y="-9..0 KRW") == []
