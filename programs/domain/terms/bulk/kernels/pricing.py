"""Rates, lump sums and gates over columns."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from operator import add
from typing import Any

import numpy as np

from programs.domain.terms.bulk.facts import ONE, Facts, Getter, Kernel, shared
from programs.domain.terms.bulk.kernels.adding import times
from programs.domain.terms.bulk.rows import Rows
from programs.domain.terms.operands import Operand
from programs.domain.terms.ops.gate import Gate
from programs.domain.terms.ops.lump import Lump
from programs.domain.terms.ops.rate_card import RateCard
from programs.domain.terms.ops.rates import CardItem
from programs.domain.terms.ops.unit_rate import UnitRate


def rated(op: UnitRate | RateCard, facts: Facts) -> Kernel:
    """The sum of rates times units."""
    items: Sequence[UnitRate | CardItem] = op.items if isinstance(op, RateCard) else (op,)
    counts = [facts.common(_units(one)) for one in items]
    scales = [count * facts.of(one.rate).scale for count, one in zip(counts, items, strict=True)]
    scale = shared(scales)
    lines = [
        _line(one, count, int(own / scale), facts)
        for one, count, own in zip(items, counts, scales, strict=True)
    ]
    facts.meet(sum(most for most, _getter in lines))
    return facts.kernel(lambda rows: reduce(add, [getter(rows) for _most, getter in lines]), scale)


def _units(item: UnitRate | CardItem) -> list[Operand]:
    return [item.of, *([item.most] if item.most else [])]


def _line(
    item: UnitRate | CardItem, count: Fraction, factor: int, facts: Facts
) -> tuple[Fraction, Getter]:
    """One line of a card and how far it can reach."""
    counted = [facts.number(one, count) for one in _units(item)]
    rate = facts.number(item.rate)
    most = max(facts.reach(one, count) for one in _units(item))
    most = max(most, ONE) * max(facts.reach(item.rate, facts.of(item.rate).scale), ONE) * factor

    def run(rows: Rows) -> Any:
        units = counted[0](rows) if len(counted) == 1 else np.minimum(*(c(rows) for c in counted))
        return times(times(units, rate(rows)), factor)

    return most, run


def gated(op: Lump | Gate, facts: Facts) -> Kernel:
    """All or nothing."""
    of = op.amount if isinstance(op, Lump) else op.of
    scale = facts.of(of).scale
    amount, when = facts.number(of), facts.plain(op.when)
    return facts.kernel(lambda rows: np.where(when(rows), amount(rows), 0), scale)
