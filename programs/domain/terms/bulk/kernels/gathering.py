"""From the subjects inside to the one they belong to; nobody inside is a case of its own."""

from __future__ import annotations

from typing import Any

import numpy as np

from programs.domain.terms.bulk.columns import Array
from programs.domain.terms.bulk.facts import Facts, Kernel, either
from programs.domain.terms.bulk.kernels.dividing import FRACTIONS
from programs.domain.terms.bulk.rows import Rows
from programs.domain.terms.ops.count_over import CountOver
from programs.domain.terms.ops.cumulate import Cumulate
from programs.domain.terms.ops.holds_over import AnyOver
from programs.domain.terms.ops.one_over import OneOver
from programs.domain.terms.ops.sum_over import SumOver


def sums(found: Array, edges: Array) -> Array:
    """The sum between each two edges.

    A running total may run over in int64 and come back: differences are right as long as each
    sum itself fits.
    """
    running = np.zeros(len(found) + 1, dtype=found.dtype)
    np.cumsum(found, out=running[1:])
    return running[edges[1:]] - running[edges[:-1]]


def total(op: SumOver, facts: Facts) -> Kernel | None:
    """Their sum; sums that may have no end are added up, and refused, row by row."""
    of, scale = facts.number(op.of), facts.of(op.of).scale
    facts.meet(facts.most * facts.reach(op.of, scale))
    return None if facts.is_wide else Kernel(lambda rows: sums(of(rows), rows.edges), scale)


def count(op: CountOver, facts: Facts) -> Kernel:
    """How many."""
    when = facts.plain(op.when)
    facts.meet(facts.most)
    return Kernel(lambda rows: sums(when(rows).astype(np.int64), rows.edges))


def holds(op: AnyOver, facts: Facts) -> Kernel:
    """Of nobody, all is true and any is not."""
    when = facts.plain(op.when)

    def run(rows: Rows) -> Any:
        found = sums(when(rows).astype(np.int64), rows.edges)
        return found > 0 if op.whom == "any" else found == np.diff(rows.edges)

    return Kernel(run)


def one(op: OneOver, facts: Facts) -> Kernel | None:
    """Of nobody there is none."""
    of, scale = facts.number(op.of), facts.of(op.of).scale
    if op.which == "average":
        facts.meet(facts.most * facts.reach(op.of, scale))
        return (
            None
            if facts.is_wide
            else Kernel(lambda rows: _average(of(rows), rows), scale, is_whole=False)
        )
    extreme = np.minimum if op.which == "smallest" else np.maximum
    return facts.kernel(lambda rows: _extreme(extreme, of(rows), rows), scale)


def _average(found: Array, rows: Rows) -> Any:
    counts = np.diff(rows.edges)
    _without(counts, rows)
    together = sums(found, rows.edges)
    return FRACTIONS(together, np.maximum(counts, 1))


def _extreme(extreme: np.ufunc, found: Array, rows: Rows) -> Array:
    counts = np.diff(rows.edges)
    _without(counts, rows)
    result = np.zeros(len(counts), dtype=found.dtype)
    is_there = counts > 0
    result[is_there] = extreme.reduceat(found, rows.edges[:-1][is_there]) if len(found) else 0
    return result


def _without(counts: Array, rows: Rows) -> None:
    is_none = counts == 0
    rows.undefined = either([rows.undefined, is_none if is_none.any() else None])


def cumulate(op: Cumulate, facts: Facts) -> Kernel | None:
    """The sum of it and all before it that have the same parent."""
    of, scale = facts.number(op.of), facts.of(op.of).scale
    facts.meet(facts.most * facts.reach(op.of, scale))
    if facts.is_wide:
        return None

    def run(rows: Rows) -> Any:
        found = of(rows)
        running = np.zeros(len(found) + 1, dtype=found.dtype)
        np.cumsum(found, out=running[1:])
        edges = rows.edges
        return running[1:] - np.repeat(running[edges[:-1]], np.diff(edges))

    return Kernel(run, scale)
