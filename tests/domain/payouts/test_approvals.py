"""Four eyes and more: who may approve, how many it takes, what they agree to."""

from __future__ import annotations

import pytest

from core.domain.errors import RuleBroken, Stale
from core.domain.money import Money
from payouts.domain.approvals import (
    Band,
    Bands,
    check_may_approve,
    check_unchanged,
    is_complete,
    shown_digest,
)


def bands(*pairs: tuple[int, int]) -> Bands:
    return Bands(tuple(Band(Money(won), approvers) for won, approvers in pairs))


@pytest.mark.parametrize(
    ("won", "approvers"), [(0, 2), (49_999_999, 2), (50_000_000, 3), (10**12, 4), (-5, 2)]
)
def test_larger_amounts_take_more_people(won: int, approvers: int) -> None:
    table = bands((0, 2), (50_000_000, 3), (1_000_000_000, 4))
    assert table.approvers_for(Money(won)) == approvers


@pytest.mark.parametrize(
    ("pairs", "sentence"),
    [
        ([], "begin at ₩0"),
        ([(1, 2)], "begin at ₩0"),
        ([(0, 2), (0, 3)], "have to rise"),
        ([(0, 2), (9, 3), (5, 4)], "have to rise"),
        ([(0, 1)], "at least 2 approvers"),
        ([(0, 3), (9, 2)], "not fewer"),
    ],
)
def test_a_table_of_bands_has_no_gap_and_no_overlap(
    pairs: list[tuple[int, int]], sentence: str
) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        bands(*pairs)


def test_nobody_acts_twice_on_one_payout() -> None:
    acted = {"prepared": {"olivia"}, "verified": {"victor"}, "approved": {"anna"}}
    check_may_approve("ben", acted)
    for person, stage in (("olivia", "prepared"), ("victor", "verified"), ("anna", "approved")):
        with pytest.raises(RuleBroken, match=f"already acted on this payout \\({stage}\\)"):
            check_may_approve(person, acted)


def test_an_approval_binds_to_what_was_seen() -> None:
    seen = shown_digest({"amount": 5_000_000, "account": "4", "evidence": ["aa", "bb"]})
    check_unchanged(
        seen=seen, now=shown_digest({"evidence": ["aa", "bb"], "account": "4", "amount": 5_000_000})
    )
    with pytest.raises(Stale, match="changed since you opened it"):
        check_unchanged(
            seen=seen,
            now=shown_digest({"amount": 5_000_001, "account": "4", "evidence": ["aa", "bb"]}),
        )


@pytest.mark.parametrize(
    ("approvers", "complete"),
    [([], False), (["anna"], False), (["anna", "anna"], False), (["anna", "ben"], True)],
)
def test_different_people_are_counted(approvers: list[str], complete: bool) -> None:
    assert is_complete(approvers, needed=2) == complete
