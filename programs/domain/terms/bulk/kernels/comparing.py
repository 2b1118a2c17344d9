"""Conditions over columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from typing import Any

import numpy as np

from programs.domain.terms.bulk.facts import ONE, Facts, Getter, Kernel, shared
from programs.domain.terms.bulk.rows import Rows
from programs.domain.terms.operands import Operand
from programs.domain.terms.ops.all_of import All
from programs.domain.terms.ops.at_least_of import KOf
from programs.domain.terms.ops.chain import Chain
from programs.domain.terms.ops.compare import Compare
from programs.domain.terms.ops.each_of import Each
from programs.domain.terms.ops.is_one_of import IsOneOf
from programs.domain.terms.ops.negation import Not
from programs.domain.terms.ops.significant import Significant

TESTS: Mapping[str, Callable[[Any, Any], Any]] = {
    "at_least": np.greater_equal,
    "more_than": np.greater,
    "at_most": np.less_equal,
    "less_than": np.less,
}


def compare(op: Compare, facts: Facts) -> Kernel:
    """Whether it holds."""
    return Kernel(tested([op.of], op.is_, op.than, facts))


def each(op: Each, facts: Facts) -> Kernel:
    """Whether all hold."""
    return Kernel(tested(op.of, op.is_, op.than, facts))


def significant(op: Significant, facts: Facts) -> Kernel:
    """Small enough, and of enough."""
    is_small = tested([op.p], op.is_, op.alpha, facts)
    is_enough = tested([op.sample], "at_least", op.least_sample, facts)
    return Kernel(lambda rows: is_small(rows) & is_enough(rows))


def tested(of: Sequence[Operand], test: str, than: Operand, facts: Facts) -> Getter:
    """Whether each of several columns passes."""
    scale = facts.common([*of, than])
    getters, bound = [facts.number(one, scale) for one in of], facts.number(than, scale)

    def run(rows: Rows) -> Any:
        right = bound(rows)
        return reduce(np.logical_and, [TESTS[test](one(rows), right) for one in getters])

    return run


def all_of(op: All, facts: Facts) -> Kernel:
    """Whether all hold."""
    getters = [facts.plain(one) for one in op.of]
    return Kernel(lambda rows: reduce(np.logical_and, [one(rows) for one in getters]))


def enough(op: KOf, facts: Facts) -> Kernel:
    """Whether enough hold; how many are needed may have decimals."""
    scale = shared([ONE, facts.of(op.needed).scale])
    one = int(ONE / scale)
    facts.meet(len(op.of) * one)
    getters, needed = [facts.plain(each) for each in op.of], facts.number(op.needed, scale)

    def run(rows: Rows) -> Any:
        found = np.zeros(rows.count, dtype=np.int64)
        for getter in getters:
            found += getter(rows)
        return found * one >= needed(rows)

    return Kernel(run)


def negated(op: Not, facts: Facts) -> Kernel:
    """The opposite."""
    of = facts.plain(op.of)
    return Kernel(lambda rows: ~of(rows))


def is_one_of(op: IsOneOf, facts: Facts) -> Kernel:
    """By a table of its words."""
    of = facts.plain(op.of)
    table = np.array([word in op.words for word in facts.of(op.of).words])
    return Kernel(lambda rows: table[of(rows)])


def chain(op: Chain, facts: Facts) -> Kernel:
    """How many before the first that was not reached."""
    getters = [facts.plain(one) for one in op.of]

    def run(rows: Rows) -> Any:
        reached = getters[0](rows)
        found = reached.astype(np.int64)
        for getter in getters[1:]:
            reached = reached & getter(rows)
            found += reached
        return found

    facts.meet(Fraction(len(op.of)))
    return Kernel(run)
