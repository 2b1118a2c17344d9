"""Hashes that differ in few bits are found by a part of them: no pair within reach is missed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from outcomes.domain.evidence.likeness import (
    BITS,
    NEAR,
    distance,
    mirrored,
    probes,
    quarters,
    signed,
    unsigned,
)

LOOKS = st.integers(0, 2**BITS - 1)
FLIPS = st.sets(st.integers(0, BITS - 1), max_size=NEAR)


@given(LOOKS, FLIPS)
def test_whatever_is_near_shares_a_probed_quarter(look: int, flips: set[int]) -> None:
    other = look ^ sum(1 << flip for flip in flips)
    assert distance(look, other) == len(flips) <= NEAR
    asked = [{*probes(quarter)} for quarter in quarters(look)]
    assert any(there in values for there, values in zip(quarters(other), asked, strict=True))


@given(LOOKS)
def test_the_database_gives_back_the_same_bits(look: int) -> None:
    assert -(2**63) <= signed(look) < 2**63
    assert unsigned(signed(look)) == look


@given(LOOKS)
def test_a_mirror_of_a_mirror_is_the_picture(look: int) -> None:
    assert mirrored(mirrored(look)) == look
    assert distance(look, mirrored(look)) == BITS // 2


def test_a_quarter_is_asked_for_in_137_ways() -> None:
    asked = [*probes(0)]
    assert len(asked) == len({*asked}) == 1 + 16 + 120
    assert max(value.bit_count() for value in asked) == 2
    assert quarters(0x0123_4567_89AB_CDEF) == (0x0123, 0x4567, 0x89AB, 0xCDEF)


def test_one_bit_beyond_reach_may_be_missed() -> None:
    """Three changed bits in each quarter: 12 in all, and no quarter is asked for."""
    other = 0b111 | 0b111 << 16 | 0b111 << 32 | 0b111 << 48
    asked = {*probes(0)}
    assert distance(0, other) == NEAR + 1
    assert not any(quarter in asked for quarter in quarters(other))
