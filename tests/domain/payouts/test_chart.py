"""The chart of all that moves: `docs/books.md` is held against it, word for word."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from core.domain.money import Money
from ledger.domain.arrows import Arrow, named_in, unexplained
from ledger.domain.entries import Posting, transfer
from payouts.domain.postings import CHART, postings
from programs.domain.lifecycle import Part
from programs.domain.postings import amend, commit, release, reserve

PAGE = Path(__file__).resolve().parents[3] / "docs" / "books.md"
HEAD = "| verb | out of | into | when | reference |\n|---|---|---|---|---|\n"
FIVE = Money(5_000_000)


def test_the_page_says_what_the_code_does() -> None:
    lines = "".join(
        f"| {one.verb} | `{one.out_of}` | `{one.into}` | {one.when} | `{one.reference}` |\n"
        for one in CHART
    )
    wanted = HEAD + lines
    assert wanted in PAGE.read_text(), f"{PAGE.name} should hold:\n{wanted}"


def test_a_verb_is_named_once() -> None:
    assert not [verb for verb, times in Counter(one.verb for one in CHART).items() if times > 1]


def test_what_an_account_is_called_is_said_in_one_way() -> None:
    """Every account is a room of its own: nothing is moved from an account into itself."""
    assert all(one.out_of != one.into for one in CHART)


@pytest.mark.parametrize("arrow", CHART, ids=lambda arrow: arrow.verb)
def test_an_arrow_explains_its_own_entry_and_its_reversal(arrow: Arrow) -> None:
    names = dict.fromkeys(
        ("program", "agreement", "commitment", "amendment", "clawback", "recovery", "offset"), "7"
    )
    legs = arrow.legs(FIVE, part="base", **names)
    reference = arrow.reference.replace("[:{turn}]", ":2").format(number="PO-1", **names)
    assert unexplained(CHART, reference, legs) == ()
    mirrored = tuple(Posting(leg.account, -leg.amount) for leg in legs)
    assert unexplained(CHART, f"{reference}:reversed", mirrored) == ()


@pytest.mark.parametrize(
    ("legs", "reference"),
    [
        (commit(FIVE, program=1, part=Part.BASE), "commitment:4:confirm"),
        (
            (
                *amend(FIVE, program=1, part=Part.BASE),
                *amend(-FIVE, program=1, part=Part.SUCCESS),
            ),
            "amendment:4:confirm",
        ),
        (
            (
                *reserve(FIVE, program=1, agreement=7, part=Part.BASE),
                *reserve(FIVE, program=1, agreement=7, part=Part.SUCCESS),
            ),
            "agreement:7:reserve",
        ),
        (release(FIVE, program=1, agreement=7, part=Part.BASE), "agreement:7:release"),
        (postings("owe", FIVE, agreement=7, part=Part.BASE), "payout:PO-2026-00001:owe"),
        (postings("owe", FIVE, agreement=7, part=Part.BASE), "payout:PO-2026-00001:owe:2"),
    ],
)
def test_what_services_post_is_explained(legs: tuple[Posting, ...], reference: str) -> None:
    assert unexplained(CHART, reference, legs) == ()


OWED, SENT = "agreement:7:base:owed", "agreement:7:base:sent"


@pytest.mark.parametrize(
    ("legs", "reference"),
    [
        (transfer(FIVE, out_of=SENT, into=OWED), "payout:PO-1:send"),  # the wrong way round
        (transfer(FIVE, out_of=OWED, into="agreement:8:base:sent"), "payout:PO-1:send"),
        (transfer(FIVE, out_of=OWED, into="agreement:7:success:sent"), "payout:PO-1:send"),
        (transfer(FIVE, out_of=OWED, into=SENT), "payout:PO-1:settle"),
        (transfer(FIVE, out_of=OWED, into=SENT), "gift"),
        (transfer(FIVE, out_of=OWED, into=SENT), "payout:PO-1:send:reversed"),
        (
            reserve(FIVE, program=1, agreement=8, part=Part.BASE),
            "agreement:7:reserve",  # another agreement than the reference says
        ),
        (
            (Posting(OWED, -FIVE), Posting(SENT, Money(1)), Posting(SENT, Money(4_999_999))),
            "payout:PO-1:send",
        ),
    ],
)
def test_what_no_arrow_allows_is_left_over(legs: tuple[Posting, ...], reference: str) -> None:
    assert sorted(unexplained(CHART, reference, legs), key=str)


def test_of_an_entry_only_the_strange_legs_are_left_over() -> None:
    known = transfer(FIVE, out_of=OWED, into=SENT)
    strange = transfer(Money(1), out_of="pocket", into=SENT)
    assert unexplained(CHART, "payout:PO-1:send", (*known, *strange)) == strange


def test_names_in_a_pattern() -> None:
    assert named_in("a:{x}[:{y}]", "a:1:2") == {"x": "1", "y": "2"}
    assert named_in("a:{x}[:{y}]", "a:1") == {"x": "1"}
    assert named_in("a:{x}", "a:1:2") is None
