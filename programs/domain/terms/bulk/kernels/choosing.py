"""Which of several columns counts in which row; only what counts has to be known."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from programs.domain.terms.bulk.facts import Facts, Getter, Kernel
from programs.domain.terms.bulk.rows import Rows
from programs.domain.terms.kinds import What
from programs.domain.terms.operands import Operand
from programs.domain.terms.ops.by_group import Card
from programs.domain.terms.ops.choose import Choose
from programs.domain.terms.ops.early_stop import EarlyStop


def choose(op: Choose, facts: Facts) -> Kernel:
    """The first case that holds."""
    return _first([(case.when, case.then) for case in op.cases], op.otherwise, facts)


def early_stop(op: EarlyStop, facts: Facts) -> Kernel:
    """Two cases."""
    return _first([(op.stopped, op.pays)], op.of, facts)


def _first(cases: Sequence[tuple[Operand, Operand]], otherwise: Operand, facts: Facts) -> Kernel:
    values = [then for _when, then in cases] + [otherwise]
    whens = [facts.plain(when) for when, _then in cases]
    holes = [facts.unknown(when) for when, _then in cases]
    if facts.of(otherwise).what == What.TRUTH:
        scale, getters = Fraction(1), [facts.plain(one) for one in values]
    else:
        scale = facts.common(values)
        getters = [facts.number(one, scale) for one in values]
    missing = [facts.unknown(one) for one in values]

    def run(rows: Rows) -> Any:
        found = getters[-1](rows)
        for when, getter in zip(reversed(whens), reversed(getters[:-1]), strict=True):
            found = np.where(when(rows), getter(rows), found)
        return found

    def unknown(rows: Rows) -> Any:
        found = _mask(missing[-1], rows)
        for when, hole, gap in zip(
            reversed(whens), reversed(holes), reversed(missing[:-1]), strict=True
        ):
            found = _mask(hole, rows) | np.where(when(rows), _mask(gap, rows), found)
        return found

    return Kernel(run, scale, facts.is_whole, unknown)


def _mask(getter: Getter, rows: Rows) -> Any:
    found = getter(rows)
    return np.False_ if found is None else found


def card(op: Card, facts: Facts) -> Kernel:
    """The value of the row of its word."""
    scale = facts.common([row.gives for row in op.rows_])
    of, hole = facts.plain(op.of), facts.unknown(op.of)
    words = facts.of(op.of).words
    groups = [
        (words.index(row.is_), facts.number(row.gives, scale), facts.unknown(row.gives))
        for row in op.rows_
    ]

    def run(rows: Rows) -> Any:
        codes, found = of(rows), groups[0][1](rows)
        for code, getter, _gap in groups[1:]:
            found = np.where(codes == code, getter(rows), found)
        return found

    def unknown(rows: Rows) -> Any:
        codes, found = of(rows), _mask(hole, rows)
        for code, _getter, gap in groups:
            found = found | ((codes == code) & _mask(gap, rows))
        return found

    return Kernel(run, scale, facts.is_whole, unknown)
