"""Sums, products, extremes and caps of columns."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from operator import add
from typing import Any

import numpy as np

from programs.domain.terms.bulk.facts import ONE, Facts, Getter, Kernel, shared
from programs.domain.terms.bulk.rows import Rows
from programs.domain.terms.operands import Operand
from programs.domain.terms.ops.at_least import AtLeast
from programs.domain.terms.ops.at_most import AtMost
from programs.domain.terms.ops.best_of import Best
from programs.domain.terms.ops.claims import Claims
from programs.domain.terms.ops.deadweight import Deadweight
from programs.domain.terms.ops.difference import Difference
from programs.domain.terms.ops.duration import Duration
from programs.domain.terms.ops.product import Product
from programs.domain.terms.ops.smallest_of import Least
from programs.domain.terms.ops.total import Sum
from programs.domain.terms.ops.weighted import Weighted


def added(getters: Sequence[Getter], rows: Rows) -> Any:
    """The sum of several columns; of none it is zero."""
    return reduce(add, [one(rows) for one in getters] or [0])


def total(op: Sum, facts: Facts) -> Kernel:
    """Their sum."""
    scale = facts.common(op.of)
    getters = summed(op.of, scale, facts)
    return facts.kernel(lambda rows: added(getters, rows), scale)


def summed(operands: Sequence[Operand], scale: Fraction, facts: Facts) -> list[Getter]:
    """The columns of a sum, whose parts all fit as well."""
    facts.meet(sum(facts.reach(one, scale) for one in operands))
    return [facts.number(one, scale) for one in operands]


def difference(op: Difference, facts: Facts) -> Kernel:
    """It may be below zero."""
    scale = facts.common([op.of, op.less])
    of, less = summed([op.of, op.less], scale, facts)
    return facts.kernel(lambda rows: of(rows) - less(rows), scale)


def product(op: Product, facts: Facts) -> Kernel:
    """Counts multiply, and scales do."""
    scale, most = ONE, Fraction(1)
    for one in op.of:
        scale *= facts.of(one).scale
        most *= max(facts.reach(one, facts.of(one).scale), ONE)
    facts.meet(most)
    getters = [facts.number(one) for one in op.of]
    return facts.kernel(lambda rows: reduce(times, [one(rows) for one in getters]), scale)


def times(left: Any, right: Any) -> Any:
    """A product; once is nothing to do."""
    if isinstance(right, int) and right == 1:
        return left
    return right if isinstance(left, int) and left == 1 else left * right


def least(op: Least | AtMost | Claims, facts: Facts) -> Kernel:
    """The smallest."""
    operands = SMALLEST[type(op)](op)
    scale = facts.common(operands)
    getters = [facts.number(one, scale) for one in operands]
    return facts.kernel(lambda rows: reduce(np.minimum, [one(rows) for one in getters]), scale)


SMALLEST: dict[type, Any] = {
    Least: lambda op: op.of,
    AtMost: lambda op: (op.of, op.limit),
    Claims: lambda op: (op.of, op.most),
}


def best(op: Best, facts: Facts) -> Kernel:
    """The largest, plus the rest."""
    scale = facts.common([*op.of, *op.plus])
    getters = [facts.number(one, scale) for one in op.of]
    facts.meet(facts.within + sum(facts.reach(one, scale) for one in op.plus))
    plus = summed(op.plus, scale, facts)
    return facts.kernel(
        lambda rows: reduce(np.maximum, [one(rows) for one in getters]) + added(plus, rows), scale
    )


def at_least(op: AtLeast, facts: Facts) -> Kernel:
    """The larger of the two, where it applies."""
    scale = facts.common([op.of, op.limit])
    of, limit = facts.number(op.of, scale), facts.number(op.limit, scale)
    if op.when is None:
        return facts.kernel(lambda rows: np.maximum(of(rows), limit(rows)), scale)
    when = facts.plain(op.when)

    def run(rows: Rows) -> Any:
        found = of(rows)
        return np.where(when(rows), np.maximum(found, limit(rows)), found)

    return facts.kernel(run, scale)


def duration(op: Duration, facts: Facts) -> Kernel:
    """What is left, never below zero."""
    operands = [op.of, *op.less, *([op.most] if op.most else [])]
    scale = facts.common(operands)
    of, *less = summed([op.of, *op.less], scale, facts)
    most = facts.number(op.most, scale) if op.most else None

    def run(rows: Rows) -> Any:
        left = np.maximum(of(rows) - added(less, rows), 0)
        return left if most is None else np.minimum(left, most(rows))

    return facts.kernel(run, scale)


def deadweight(op: Deadweight, facts: Facts) -> Kernel:
    """The rest: one less the share, of it."""
    own = facts.of(op.of).scale
    shares = shared([ONE, facts.of(op.share).scale])
    whole = int(ONE / shares)
    facts.meet((whole + facts.reach(op.share, shares)) * max(facts.reach(op.of, own), ONE))
    of, share = facts.number(op.of), facts.number(op.share, shares)
    return facts.kernel(lambda rows: of(rows) * (whole - share(rows)), own * shares)


def weighted(op: Weighted, facts: Facts) -> Kernel:
    """Each measure times its weight; a weight of zero still asks for its measure."""
    parts = [(one.of, one.weight) for one in op.parts_]
    scale = shared(facts.of(of).scale * weight for of, weight in parts)
    facts.meet(sum(facts.reach(of, scale) * weight for of, weight in parts))
    getters = [facts.number(of, scale / weight) for of, weight in parts if weight]
    return facts.kernel(lambda rows: added(getters, rows), scale)
