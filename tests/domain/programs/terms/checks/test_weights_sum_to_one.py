"""Weights of a composite or a blend."""

from __future__ import annotations

import pytest

from tests.domain.programs.terms.build import Document, step
from tests.domain.programs.terms.checks.looking import found

RATE = step("unit_rate", "pay", of="mix", rate="1000")


def parts(*weights: str) -> list[Document]:
    return [{"of": "x", "weight": one} for one in weights]


def mixes(*weights: str) -> list[Document]:
    return [
        step("weighted", "mix", parts=parts(*weights)),
        step("blend", "mix", when="small", parts=parts(*weights), otherwise="x"),
    ]


@pytest.mark.parametrize(
    ("weights", "total"),
    [
        (("0.8", "0.1"), "0.9"),
        (("0.8", "0.3"), "1.1"),
        (("0.5",), "0.5"),
        (("1", "0.001"), "1.001"),
    ],
)
def test_weights_that_do_not_add_up_are_told(weights: tuple[str, ...], total: str) -> None:
    for mix in mixes(*weights):
        problems = found(mix, RATE, x="0..9", small="yes_no")
        assert [one for one in problems if one[0] == "error"] == [
            (
                "error",
                "steps[0].parts",
                (
                    f"steps[0].parts have weights that add up to {total}; they have to add up to 1. "
                    "Change one of them."
                ),
            )
        ]


@pytest.mark.parametrize("weights", [("1",), ("0.8", "0.2"), ("0.3", "0.3", "0.4")])
def test_weights_that_add_up_are_not(weights: tuple[str, ...]) -> None:
    for mix in mixes(*weights):
        problems = found(
            mix, step("round", "r", of="pay", unit="1", way="down"), RATE, x="0..9", small="yes_no"
        )
        assert [one for one in problems if "weights" in one[2]] == []
