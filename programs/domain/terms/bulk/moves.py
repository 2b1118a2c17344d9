"""One step of a plan: its kernel, or its own rule row by row, and what becomes of the result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np

from core.domain.errors import RuleBroken
from programs.domain.terms.bulk.columns import Array
from programs.domain.terms.bulk.facts import Fact, Kernel, either
from programs.domain.terms.bulk.fallback import Case, cells_of
from programs.domain.terms.bulk.kernels.gathering import sums
from programs.domain.terms.bulk.rows import Chunk, Rows
from programs.domain.terms.kinds import What
from programs.domain.terms.step import AmongOp, Op, OverOp
from programs.domain.terms.values import is_sane


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """`level`: the subjects it works on; `outer`: those it gathers to. `done`: not needed after."""

    op: Op
    names: tuple[str, ...]
    taken: tuple[str, ...]
    level: int
    outer: int
    facts: Mapping[str, Fact]
    kernel: Kernel | None = None
    is_wide: bool = False
    done: tuple[str, ...] = ()

    @property
    def can_refuse(self) -> bool:
        """Whether a case may be refused because of it, and not for its inputs alone."""
        return self.kernel is None or not all(self.facts[name].is_sane for name in self.names)

    def work(self, chunk: Chunk) -> None:
        """Put its results into the chunk."""
        hole = self._hole(chunk)
        if self.kernel is None:
            self._one_by_one(chunk, hole)
        else:
            self._at_once(chunk, hole, self.kernel)
        chunk.forget(self.done)

    def _at_once(self, chunk: Chunk, hole: Array | None, kernel: Kernel) -> None:
        rows = Rows(chunk, self.level, self.outer, self.is_wide)
        found = kernel.run(rows)
        if kernel.unknown is not None:
            hole = kernel.unknown(rows)
        hole = either([hole, rows.undefined])
        for name, one in zip(self.names, found if self.op.parts() else [found], strict=True):
            put(chunk, name, self.facts[name], one, hole)

    def _one_by_one(self, chunk: Chunk, hole: Array | None) -> None:
        groups = self._groups(chunk)
        skipped = self._skipped(chunk, hole, len(groups))
        case = Case(
            self.op,
            cells_of(chunk, self.taken, self.facts, self.level),
            cells_of(chunk, self._outer_names(), self.facts, self.outer),
            groups,
        )
        level = self.facts[self.names[0]].level
        found: list[list[Any]] = [[None] * chunk.counts[level] for _ in self.names]
        for row, answer in case.answers(skipped):
            if isinstance(answer, RuleBroken):
                chunk.refuse(self.outer, np.array([row]))
            elif isinstance(self.op, AmongOp):
                found[0][groups[row].start : groups[row].stop] = answer
            else:
                for results, one in zip(found, answer, strict=True):
                    results[row] = one
        for name, results in zip(self.names, found, strict=True):
            _put_list(chunk, name, self.facts[name], results)

    def _outer_names(self) -> tuple[str, ...]:
        return tuple(name for name in self.taken if self.facts[name].level <= self.outer)

    def _groups(self, chunk: Chunk) -> list[range]:
        if isinstance(self.op, OverOp | AmongOp):
            edges = chunk.edges(self.level, self.outer).tolist()
            return [range(low, high) for low, high in pairwise(edges)]
        return [range(row, row + 1) for row in range(chunk.counts[self.level])]

    def _skipped(self, chunk: Chunk, hole: Array | None, count: int) -> list[bool]:
        """Rows of refused cases mean nothing, and rows with holes are not worked."""
        refused = chunk.refused[chunk.above(self.outer, 0)]
        if hole is not None and isinstance(self.op, AmongOp):
            hole = _any_inside(hole, chunk.edges(self.level, self.outer))
        skipped = either([refused, hole])
        return [False] * count if skipped is None else skipped.tolist()

    def _hole(self, chunk: Chunk) -> Array | None:
        """Where something that it takes is not known, at the level of its result."""
        if self.op.lazy:
            return None
        masks = (chunk.known_at(n, self.facts[n].level, self.level) for n in self.taken)
        hole = either(masks)
        if not isinstance(self.op, OverOp | AmongOp):
            return hole
        edges = chunk.edges(self.level, self.outer)
        inside = None if hole is None else _any_inside(hole, edges)
        together = either([inside, chunk.untold(self.level, self.outer)])
        if together is None or isinstance(self.op, OverOp):
            return together
        return np.repeat(together, np.diff(edges))


def _any_inside(mask: Array, edges: Array) -> Array:
    return sums(mask.astype(np.int64), edges) > 0


def _put_list(chunk: Chunk, name: str, fact: Fact, results: list[Any]) -> None:
    hole = np.array([one is None for one in results], dtype=bool)
    if fact.what == What.TRUTH:
        put(chunk, name, fact, np.array([one is True for one in results], dtype=bool), hole)
        return
    counts = np.empty(len(results), dtype=object)
    counts[:] = [0 if one is None else _count(one, fact) for one in results]
    put(chunk, name, fact, counts, hole)


def _count(value: Fraction, fact: Fact) -> int | Fraction:
    count = value / fact.scale
    if not fact.is_whole:
        return count
    if count.denominator != 1:
        raise ArithmeticError(f"{value} is no multiple of {fact.scale}, which its step promises.")
    return count.numerator


def put(chunk: Chunk, name: str, fact: Fact, found: Any, hole: Array | None) -> None:
    """Keep a result in the type that its fact promises, with its holes if there are any."""
    count = chunk.counts[fact.level]
    column = np.broadcast_to(np.asarray(found), (count,))
    dtype = bool if fact.what == What.TRUTH else np.int64 if fact.is_narrow else object
    if hole is not None and hole.any():
        chunk.unknown[name] = np.broadcast_to(hole, (count,))
    chunk.values[name] = column.astype(dtype, copy=False)
    if dtype is np.int64 and column.dtype == object:
        _check_whole(chunk, name, column)
    if fact.what == What.NUMBER and not fact.is_sane:
        _check_sane(chunk, name, fact)


def _check_whole(chunk: Chunk, name: str, column: Array) -> None:
    """A part of a count would be cut off in silence; what stands in a hole counts for nothing."""
    is_cut = chunk.values[name] != column
    if (hole := chunk.unknown.get(name)) is not None:
        is_cut = is_cut & ~hole
    if is_cut.any():
        raise ArithmeticError(f"{name} has parts of counts, which its step promises not to have.")


def _check_sane(chunk: Chunk, name: str, fact: Fact) -> None:
    """What pricing refuses as absurd is refused here; a hole holds nothing that could be."""
    unknown = chunk.unknown.get(name)
    holes = np.zeros(chunk.counts[fact.level], dtype=bool) if unknown is None else unknown
    insane = [
        row
        for row, (count, is_hole) in enumerate(
            zip(chunk.values[name].tolist(), holes.tolist(), strict=True)
        )
        if not is_hole and not is_sane(count * fact.scale)
    ]
    if insane:
        chunk.refuse(fact.level, np.array(insane))
        values = chunk.values[name].copy()  # no later step is to work with such a number
        values[insane] = 0
        chunk.values[name] = values
