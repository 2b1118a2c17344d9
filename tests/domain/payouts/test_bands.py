"""Who has to agree to which amount: no gap, no overlap, never fewer than two."""

from __future__ import annotations

import pytest

from core.domain.errors import RuleBroken
from core.domain.money import Money
from payouts.domain.bands import Band, Bands, Needed, open_seats
from people.domain.roles import Role

Row = tuple[int, int | None, int, int]
USUAL: tuple[Row, ...] = ((0, 50_000_000, 2, 0), (50_000_000, 10**9, 2, 1), (10**9, None, 2, 2))


def bands(*rows: Row) -> Bands:
    return Bands(tuple(band(*row) for row in rows))


def band(low: int, high: int | None, approvers: int, seniors: int) -> Band:
    below = None if high is None else Money(high)
    return Band(Money(low), below, Needed(approvers, seniors))


@pytest.mark.parametrize(
    ("won", "needed"),
    [
        (0, Needed(2, 0)),
        (49_999_999, Needed(2, 0)),  # one won below the edge
        (50_000_000, Needed(2, 1)),  # exactly the edge belongs to the band above
        (999_999_999, Needed(2, 1)),
        (1_000_000_000, Needed(2, 2)),
        (10**15, Needed(2, 2)),
    ],
)
def test_an_edge_belongs_to_the_band_above(won: int, needed: Needed) -> None:
    assert bands(*USUAL).band_for(Money(won)).needed == needed


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([], "begin at ₩0"),
        ([(1, None, 2, 0)], "begin at ₩0"),
        ([(0, 9, 2, 0), (10, None, 2, 0)], "Between ₩9 and ₩10 no band"),  # one won is a gap
        ([(0, 11, 2, 0), (10, None, 2, 0)], "₩10 is in two bands"),  # one won is an overlap
        ([(0, None, 2, 0), (10, None, 2, 0)], "₩10 is in two bands"),
        ([(0, 10, 2, 0), (0, None, 2, 0)], "₩0 is in two bands"),
        ([(0, 10, 2, 0)], "From ₩10 upwards no band"),
        ([(0, 0, 2, 0), (0, None, 2, 0)], "no amount is in it"),
        ([(0, 9, 2, 0), (9, 5, 2, 0), (5, None, 2, 0)], "no amount is in it"),
        ([(0, None, 1, 0)], "has 1 approvers. Every band needs at least 2"),
        ([(0, None, 0, 1)], "at least 2"),
        ([(0, None, 3, -1)], "zero or more"),
        ([(0, None, -1, 3)], "zero or more"),
        ([(0, 9, 2, 1), (9, None, 2, 0)], "never takes fewer"),
    ],
)
def test_a_table_with_a_gap_or_an_overlap_can_not_be_made(rows: list[Row], sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        bands(*rows)


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ([], {Role.SENIOR_APPROVER: 1, Role.APPROVER: 2}),
        (["approver"], {Role.SENIOR_APPROVER: 1, Role.APPROVER: 1}),
        (["approver", "approver"], {Role.SENIOR_APPROVER: 1}),
        (["approver"] * 3, {Role.SENIOR_APPROVER: 1}),  # a third approver is no senior one
        (["senior_approver", "approver", "approver"], {}),
    ],
)
def test_nobody_fills_the_seat_of_another_role(given: list[str], left: dict[Role, int]) -> None:
    found = open_seats(Needed(2, 1), given)
    assert found == left
    assert list(found) == list(left)  # the senior seat first: whoever could take either takes it
