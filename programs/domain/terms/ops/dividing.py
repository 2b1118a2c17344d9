"""M2, M3, M5: one number over another. Over zero there is no result, and nothing is paid for it."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce

from programs.domain.terms.kinds import Kind
from programs.domain.terms.operands import Operand
from programs.domain.terms.spans import Span, point
from programs.domain.terms.step import Spans
from programs.domain.terms.values import undefined


def quotient(above: Fraction, below: Fraction, name: str) -> Fraction:
    """Exactly; over zero there is none."""
    if not below:
        raise undefined("“%(name)s” is 0, and nothing can be divided by it.", name=name)
    return above / below


def quotient_span(spans: Spans, above: Span, below: Operand) -> Span:
    """Over each piece of the divisor without zero."""
    pieces = spans.divisor(below)
    if not pieces:
        return point(0)
    return reduce(Span.or_else, [above * Span(1 / p.high, 1 / p.low) for p in pieces])


def over_grid(above: Kind, below: Operand) -> Fraction | None:
    """A quotient lies on a grid only where the divisor is written in the sheet."""
    if below.value is None or not below.value or above.grid is None:
        return None
    return above.grid / abs(below.value)
