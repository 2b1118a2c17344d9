"""The same seed and the same list always draw the same sites."""

from __future__ import annotations

from decimal import Decimal
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import RuleBroken
from outcomes.domain.sampling import frame_digest, sample_of, sample_size

FRAME = [f"T-2026-{i:05d}" for i in range(1, 11)]


def test_a_draw_can_be_repeated_by_anybody() -> None:
    # sort the names by sha256("noon" + newline + name), take the first three
    assert sample_of(FRAME, seed="noon", size=3) == sample_of(FRAME[::-1], seed="noon", size=3)
    assert sample_of(FRAME, seed="noon", size=5)[:3] == sample_of(FRAME, seed="noon", size=3)
    assert sample_of(FRAME, seed="dusk", size=10) != sample_of(FRAME, seed="noon", size=10)
    assert set(sample_of(FRAME, seed="noon", size=10)) == set(FRAME)


def test_the_list_is_frozen_by_its_hash() -> None:
    assert frame_digest(FRAME) == frame_digest(FRAME[::-1])
    assert frame_digest(FRAME) != frame_digest(FRAME[:-1])


@pytest.mark.parametrize(
    ("frame", "seed", "size", "sentence"),
    [
        (FRAME, "", 1, "needs a seed"),
        ([*FRAME, FRAME[0]], "noon", 1, "appears twice"),
        (FRAME, "noon", 0, "0 cannot be drawn from a list of 10"),
        (FRAME, "noon", 11, "11 cannot be drawn"),
    ],
)
def test_a_draw_that_makes_no_sense_is_refused(
    frame: list[str], seed: str, size: int, sentence: str
) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        sample_of(frame, seed=seed, size=size)


@pytest.mark.parametrize(
    ("frame", "tolerable", "risk", "size"),
    [
        (1, "0.1", "0.05", 1),
        (10, "0.1", "0.05", 8),
        (50, "0.1", "0.05", 19),
        (1000, "0.05", "0.05", 56),
        (2, "0.4", "0.01", 2),
    ],
)
def test_how_many_to_visit(frame: int, tolerable: str, risk: str, size: int) -> None:
    assert sample_size(frame, tolerable=Decimal(tolerable), risk=Decimal(risk)) == size


@given(st.integers(1, 80), st.sampled_from(["0.02", "0.1", "0.3"]))
def test_the_size_is_the_smallest_that_keeps_the_risk(frame: int, tolerable: str) -> None:
    size = sample_size(frame, tolerable=Decimal(tolerable), risk=Decimal("0.05"))
    wrong = int(frame * Decimal(tolerable)) + 1
    assert comb(frame - wrong, size) * 20 <= comb(frame, size)
    assert size == 1 or comb(frame - wrong, size - 1) * 20 > comb(frame, size - 1)


@pytest.mark.parametrize(
    ("tolerable", "risk"), [("0", "0.05"), ("1", "0.05"), ("0.1", "0"), ("0.1", "1")]
)
def test_shares_lie_between_nothing_and_all(tolerable: str, risk: str) -> None:
    with pytest.raises(RuleBroken, match="between 0 and 1"):
        sample_size(10, tolerable=Decimal(tolerable), risk=Decimal(risk))
