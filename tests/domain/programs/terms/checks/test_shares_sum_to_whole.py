"""Shares of a split and of instalments."""

from __future__ import annotations

from tests.domain.programs.terms.build import Document, step
from tests.domain.programs.terms.checks.looking import found, paid

MORE = "more than the whole. They have to add up to 1."
LESS = (
    "less than the whole, and no part takes the rest. "
    "Add a part without a share, or let them add up to 1."
)


def split(*shares: str, do: str = "split") -> Document:
    parts = [{"to": f"p{i}", **({"share": one} if one else {})} for i, one in enumerate(shares)]
    return step(do, "who", of="x", unit="1", parts=parts)


def looked(one: Document, **ranges: str) -> list[tuple[str, str, str]]:
    names = [part["to"] for part in one["parts"]]
    return found(one, x="0..9 KRW", outputs=[paid(f"who.{n}", n) for n in names], **ranges)


def test_shares_that_give_more_than_there_is() -> None:
    for one in (
        split("0.6", "0.5"),
        split("0.6", "0.5", ""),
        split("0.6", "0.5", do="instalments"),
    ):
        assert looked(one) == [
            ("error", "steps[0].parts", f"steps[0].parts have shares that add up to 1.1, {MORE}")
        ]


def test_shares_that_leave_something_over() -> None:
    for one in (split("0.6", "0.3"), split("0.6", "0.3", do="instalments")):
        assert looked(one) == [
            ("error", "steps[0].parts", f"steps[0].parts have shares that add up to 0.9, {LESS}")
        ]


def test_shares_that_add_up_or_leave_a_rest_for_somebody() -> None:
    for one in (split("0.6", "0.4"), split("0.6", ""), split("1", "0"), split("0.6", "0.4", "")):
        assert looked(one) == []


def test_a_share_below_zero_is_no_share() -> None:
    assert looked(split("1.5", "-0.5")) == [
        (
            "error",
            "steps[0].parts[1].share",
            "steps[0].parts[1].share can be -0.5, below zero. Write a share from 0 to 1.",
        )
    ]


def test_measured_shares_have_to_be_able_to_add_up() -> None:
    assert looked(split("a", "b"), a="0..1 /2", b="0..1 /2") == []
    assert looked(split("a", "0.4"), a="0.7..0.9 /2")[0][2] == (
        f"steps[0].parts have shares that add up to 1.1, {MORE}"
    )
    assert looked(split("a", "0.4"), a="0..0.5 /2")[0][2] == (
        f"steps[0].parts have shares that add up to 0.9, {LESS}"
    )
    assert looked(split("a", ""), a="-0.5..1 /2")[0][1:] == (
        "steps[0].parts[0].share",
        "steps[0].parts[0].share can be -0.5, below zero. Write a share from 0 to 1.",
    )
