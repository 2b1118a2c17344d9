"""Quotients of columns: over a written number a scale, over a measured one exact fractions."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from programs.domain.terms.bulk.facts import Facts, Getter, Kernel, either, shared
from programs.domain.terms.bulk.rows import Rows
from programs.domain.terms.operands import Operand, literal
from programs.domain.terms.ops.attainment import Attainment
from programs.domain.terms.ops.part_of_whole import Share
from programs.domain.terms.ops.ratio import Ratio
from programs.domain.terms.ops.relative_reduction import RelativeReduction

FRACTIONS = np.frompyfunc(Fraction, 2, 1)


def over(above: Any, below: Any, rows: Rows) -> Any:
    """Row by row; over zero there is none."""
    below = np.broadcast_to(below, (rows.count,))
    is_zero = below == 0
    rows.undefined = either([rows.undefined, is_zero if is_zero.any() else None])
    return FRACTIONS(above, np.where(is_zero, 1, below))


def quotient(above: Getter, below: Getter) -> Kernel:
    """Of two columns in one scale."""
    return Kernel(lambda rows: over(above(rows), below(rows), rows), is_whole=False)


def ratio(op: Ratio, facts: Facts) -> Kernel:
    """One column over another or over a written number."""
    if op.to.value:
        return _scaled(op.of, op.to.value, facts)
    scale = facts.common([op.of, op.to])
    return quotient(facts.number(op.of, scale), facts.number(op.to, scale))


def _scaled(of: Operand, by: Fraction, facts: Facts) -> Kernel:
    """The same counts in another scale; over a number below zero they turn round."""
    found, scale = facts.number(of), facts.of(of).scale / abs(by)
    return facts.kernel(found if by > 0 else lambda rows: -found(rows), scale)


def share(op: Share, facts: Facts) -> Kernel:
    """A part of the whole."""
    scale = facts.common([op.of, op.rest])
    facts.meet(facts.reach(op.of, scale) + facts.reach(op.rest, scale))
    of, rest = facts.number(op.of, scale), facts.number(op.rest, scale)

    def run(rows: Rows) -> Any:
        part = of(rows)
        return over(part, part + rest(rows), rows)

    return Kernel(run, is_whole=False)


def reduction(op: RelativeReduction, facts: Facts) -> Kernel:
    """How much lower, as a share of the base."""
    scale = facts.common([op.of, op.from_])
    facts.meet(facts.reach(op.of, scale) + facts.reach(op.from_, scale))
    of, base = facts.number(op.of, scale), facts.number(op.from_, scale)

    def run(rows: Rows) -> Any:
        start = base(rows)
        return over(start - of(rows), start, rows)

    return Kernel(run, is_whole=False)


def attainment(op: Attainment, facts: Facts) -> Kernel:
    """How much of the way, held within its bounds."""
    start = op.from_ or literal(0)
    way = None if op.target.value is None or start.value is None else op.target.value - start.value
    found = _written(op, way, start, facts) if way else _measured(op, start, facts)
    return found if not (op.least or op.most) else _held(found, op, facts)


def _written(op: Attainment, way: Fraction, start: Operand, facts: Facts) -> Kernel:
    if not start.value:
        return _scaled(op.of, way, facts)
    scale = facts.common([op.of, start])
    facts.meet(facts.reach(op.of, scale) + facts.reach(start, scale))
    of, begin = facts.number(op.of, scale), facts.number(start, scale)
    sign = 1 if way > 0 else -1
    return facts.kernel(lambda rows: (of(rows) - begin(rows)) * sign, scale / abs(way))


def _measured(op: Attainment, start: Operand, facts: Facts) -> Kernel:
    scale = facts.common([op.of, op.target, start])
    facts.meet(*(facts.reach(one, scale) + facts.reach(start, scale) for one in (op.of, op.target)))
    of, target, begin = (facts.number(one, scale) for one in (op.of, op.target, start))

    def run(rows: Rows) -> Any:
        zero = begin(rows)
        return over(of(rows) - zero, target(rows) - zero, rows)

    return Kernel(run, is_whole=False)


def _held(found: Kernel, op: Attainment, facts: Facts) -> Kernel:
    bounds = [one for one in (op.least, op.most) if one]
    scale = shared([found.scale, *(facts.of(one).scale for one in bounds)])
    factor = int(found.scale / scale)
    facts.meet(facts.within * factor)
    least = facts.number(op.least, scale) if op.least else None
    most = facts.number(op.most, scale) if op.most else None

    def run(rows: Rows) -> Any:
        reached = found.run(rows) * factor
        if least is not None:
            reached = np.maximum(reached, least(rows))
        return reached if most is None else np.minimum(reached, most(rows))

    return Kernel(run, scale, found.is_whole and facts.is_whole)
