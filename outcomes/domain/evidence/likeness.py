"""How alike two photographs look, by the bits in which their perceptual hashes differ.

A perceptual hash (pHash) is 64 bits of the low frequencies of a picture: a copy that is
compressed again, made smaller or brighter keeps nearly all of them, another picture about half.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

BITS, QUARTER = 64, 16
NEAR = 11  # of 64 bits; measured in tests/apps/outcomes/test_likeness.py
ODD_COLUMNS = 0x5555_5555_5555_5555


def distance(one: int, other: int) -> int:
    """In how many of 64 bits two hashes differ."""
    return (one ^ other).bit_count()


def mirrored(look: int) -> int:
    """Nearly the hash of the picture in a mirror, which reverses every odd frequency across it."""
    return look ^ ODD_COLUMNS


def quarters(look: int) -> tuple[int, int, int, int]:
    """The four 16-bit parts of a hash, the highest first."""
    first, second, third, last = (look >> (BITS - QUARTER * n) & 0xFFFF for n in range(1, 5))
    return first, second, third, last


def probes(quarter: int, within: int = NEAR // 4) -> Iterator[int]:
    """Every value that differs from this quarter in at most so many of its 16 bits.

    Two hashes that differ in at most 11 bits differ in at most 2 in one of their quarters
    (multi-index hashing: Norouzi, Punjani and Fleet, 2012), so 137 values a quarter find them all.
    """
    for changed in range(within + 1):
        for places in combinations(range(QUARTER), changed):
            yield quarter ^ sum(1 << place for place in places)


def signed(look: int) -> int:
    """The same 64 bits as the database keeps them, in a signed number."""
    return look - (1 << BITS) if look >> (BITS - 1) else look


def unsigned(kept: int) -> int:
    """The same 64 bits as a plain number again."""
    return kept % (1 << BITS)
