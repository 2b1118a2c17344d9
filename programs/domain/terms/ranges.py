"""What every name of a sheet can be at least and at most, given the ranges of its inputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from core.domain.errors import RuleBroken
from programs.domain.terms.kinds import Kind
from programs.domain.terms.operands import Operand
from programs.domain.terms.spans import Span, point
from programs.domain.terms.step import AmongOp, OverOp, PartsOp, RowOp, Step
from programs.domain.terms.values import MOST_BITS, is_sane
from programs.domain.terms.wiring import Wired


@dataclass(frozen=True, slots=True)
class SpansOf:
    """The spans as one step sees them."""

    known: Mapping[str, Span]
    kinds: Mapping[str, Kind]
    step: Step

    def __call__(self, operand: Operand) -> Span:
        """A written number is only itself."""
        return self.known[operand.text] if operand.value is None else point(operand.value)

    def divisor(self, operand: Operand) -> tuple[Span, ...]:
        """The pieces below and above zero; the nearest to zero is one step of its grid."""
        span = self(operand)
        if span.low > 0 or span.high < 0:
            return (span,)
        grid = abs(operand.value) if operand.value is not None else self.kinds[operand.text].grid
        if not grid:
            raise RuleBroken(
                "The step “%(step)s” divides by %(name)s, which can come as near to zero as you "
                "like. Declare a range without zero, or round it first.",
                step=self.step.key,
                name=operand.text,
            )
        pieces = (Span(span.low, -grid), Span(grid, span.high))
        return tuple(one for one in pieces if one.low <= one.high)


def spans_of(wired: Wired) -> dict[str, Span]:
    """Of every input and step, in the order in which steps are worked."""
    found: dict[str, Span] = {}
    fill_spans(wired, found)
    return found


def fill_spans(wired: Wired, found: dict[str, Span]) -> None:
    """The same, so that what was found stands even where a step cannot be bounded."""
    found.update((one.key, one.span) for one in wired.sheet.inputs)
    for step in wired.order:
        for name, span in spans_after(wired, step, found):
            if not (is_sane(span.low) and is_sane(span.high)):
                raise RuleBroken(
                    "The step “%(step)s” can give a number of more than %(bits)s binary digits. "
                    "Check its rates, years and factors.",
                    step=step.key,
                    bits=MOST_BITS,
                )
            found[name] = span


def spans_after(wired: Wired, step: Step, known: Mapping[str, Span]) -> Iterator[tuple[str, Span]]:
    """Of the results of one step, from those of its operands."""
    spans = SpansOf(known, wired.kinds, step)
    match step.op:
        case RowOp() as op:
            yield step.key, op.span(spans)
        case PartsOp() as op:
            names = (f"{step.key}.{part}" for part in op.parts())
            yield from zip(names, op.part_spans(spans), strict=True)
        case OverOp() as op:
            yield step.key, op.span_over(spans, subjects_inside(wired, step))
        case AmongOp() as op:
            yield step.key, op.span_among(spans, subjects_inside(wired, step))
        case _:
            raise TypeError(step.op)


def subjects_inside(wired: Wired, step: Step) -> Span:
    """How many subjects inside one there can be: none, up to the product of the levels between."""
    names = [one.text for one in step.op.operands() if one.is_name]
    inner = max(wired.kinds[name].level for name in names)
    return Span(Fraction(0), Fraction(most_inside(wired, wired.groups[step.key], inner)))


def most_inside(wired: Wired, outer: int, inner: int) -> int:
    """How many subjects of one level there can be inside one subject of another, at most."""
    most = 1
    for level in wired.sheet.levels[outer:inner]:
        most *= level.most
    return most
