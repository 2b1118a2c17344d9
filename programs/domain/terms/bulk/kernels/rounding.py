"""Whole multiples of a unit, by floor division alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from programs.domain.terms.bulk.facts import ONE, Facts, Kernel, shared
from programs.domain.terms.bulk.rows import Rows
from programs.domain.terms.ops.per_point import PerPoint
from programs.domain.terms.ops.rounding import Round


def floor(count: Any, unit: int) -> Any:
    """Towards minus infinity."""
    return count // unit


def ceiling(count: Any, unit: int) -> Any:
    """Towards plus infinity."""
    return -(-count // unit)


def down(count: Any, unit: int) -> Any:
    """Towards zero."""
    return np.where(count < 0, ceiling(count, unit), floor(count, unit))


def up(count: Any, unit: int) -> Any:
    """Away from zero."""
    return np.where(count < 0, floor(count, unit), ceiling(count, unit))


def half_up(count: Any, unit: int) -> Any:
    """A half away from zero."""
    return np.where(count < 0, _lower_half(count, unit), _upper_half(count, unit))


def half_down(count: Any, unit: int) -> Any:
    """A half towards zero."""
    return np.where(count < 0, _upper_half(count, unit), _lower_half(count, unit))


def half_even(count: Any, unit: int) -> Any:
    """A half to the even multiple: where both halves differ, the one that is even."""
    low, high = _lower_half(count, unit), _upper_half(count, unit)
    return np.where(low % 2 == 0, low, high)


def _upper_half(count: Any, unit: int) -> Any:
    return (2 * count + unit) // (2 * unit)


def _lower_half(count: Any, unit: int) -> Any:
    return -((unit - 2 * count) // (2 * unit))


WAYS: Mapping[str, Callable[[Any, int], Any]] = {
    "floor": floor,
    "ceiling": ceiling,
    "down": down,
    "up": up,
    "half_up": half_up,
    "half_down": half_down,
    "half_even": half_even,
}
FROM_ZERO: Mapping[str, Callable[[Any, int], Any]] = {
    **WAYS,
    "down": floor,
    "up": ceiling,
    "half_up": _upper_half,
    "half_down": _lower_half,
}
"""The same where nothing is below zero."""


def rounded(op: Round, facts: Facts) -> Kernel:
    """Counts of the unit; what lies on its grid already stays as it is."""
    scale = shared([facts.of(op.of).scale, op.unit])
    unit = int(op.unit / scale)
    facts.meet(2 * (facts.reach(op.of, scale) + unit))
    of = facts.number(op.of, scale)
    way = (FROM_ZERO if facts.of(op.of).span.low >= 0 else WAYS)[op.way]
    if unit == 1 and facts.is_whole:
        return Kernel(of, op.unit)
    return Kernel(lambda rows: way(of(rows), unit), op.unit)


POINTS: Mapping[str, Callable[[Any, int], Any]] = {
    "down": floor,
    "half_up": _upper_half,
    "up": ceiling,
}


def per_point(op: PerPoint, facts: Facts) -> Kernel:
    """Whole points above the line times the rate."""
    scale = shared([facts.common([op.of, op.above]), op.point])
    point = int(op.point / scale)
    over = facts.reach(op.of, scale) + facts.reach(op.above, scale)
    facts.meet(2 * (over + point))
    of, above = facts.number(op.of, scale), facts.number(op.above, scale)
    rate = facts.number(op.rate)
    rates = facts.of(op.rate)
    facts.meet((over / point + 1) * max(rates.reach(rates.scale), ONE))

    def run(rows: Rows) -> Any:
        points = POINTS[op.whole](np.maximum(of(rows) - above(rows), 0), point)
        return points * rate(rows)

    return Kernel(run, rates.scale, rates.is_whole)
