"""Inputs of one chunk: within their range, or the case is refused."""

from __future__ import annotations

import numpy as np

from programs.domain.terms.bulk.columns import Array, Columns
from programs.domain.terms.bulk.facts import Fact
from programs.domain.terms.bulk.rows import Chunk
from programs.domain.terms.kinds import What
from programs.domain.terms.sheet import Input


def read(one: Input, fact: Fact, columns: Columns, chunk: Chunk, rows: slice) -> None:
    """Put an input into the chunk; what is missing or out of range holds what cannot do harm."""
    count = chunk.counts[fact.level]
    if one.key not in columns.inputs:
        chunk.unknown[one.key] = np.ones(count, dtype=bool)
        chunk.values[one.key] = _typed(np.zeros(count, dtype=np.int64), fact)
        return
    found, hole = columns.inputs[one.key][rows], _hole(one, columns, rows)
    if hole is not None:
        chunk.unknown[one.key] = hole
        found = np.where(hole, 0, found)
    if fact.what != What.TRUTH:
        found = _within(found, hole, fact, chunk)
    chunk.values[one.key] = _typed(found, fact)


def _hole(one: Input, columns: Columns, rows: slice) -> Array | None:
    if one.key not in columns.missing:
        return None
    hole = columns.missing[one.key][rows].astype(bool, copy=False)
    return hole if hole.any() else None


def _within(found: Array, hole: Array | None, fact: Fact, chunk: Chunk) -> Array:
    """One look at the smallest and the largest; only if they are beyond, at each."""
    low, high = ends(fact)
    if not len(found) or (low <= found.min() and found.max() <= high):
        return found
    outside = (found < low) | (found > high)
    if hole is not None:
        outside &= ~hole
    chunk.refuse(fact.level, outside)
    off = outside if hole is None else outside | hole
    return np.where(off, low, _typed(np.where(outside, 0, found), fact))


def ends(fact: Fact) -> tuple[int, int]:
    """The first and the last count that lie within the range."""
    if fact.what == What.WORD:
        return 0, len(fact.words) - 1
    low, high = fact.span.low / fact.scale, fact.span.high / fact.scale
    return -(-low.numerator // low.denominator), high.numerator // high.denominator


def _typed(found: Array, fact: Fact) -> Array:
    if fact.what == What.TRUTH:
        return found.astype(bool, copy=False)
    return found.astype(np.int64 if fact.is_narrow else object, copy=False)
