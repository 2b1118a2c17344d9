"""M2. What has run up so far, in the order of the case: periods stand one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.domain.words import Sentence, say
from programs.domain.terms.fields import operand
from programs.domain.terms.kinds import Kind, number
from programs.domain.terms.operands import Operand
from programs.domain.terms.spans import Span
from programs.domain.terms.step import AmongOp, At, Kinds, Names, Spans, Stage
from programs.domain.terms.values import total


@dataclass(frozen=True, slots=True, kw_only=True)
class Cumulate(AmongOp):
    """M2. What has run up so far, in the order of the case: periods stand one after the other."""

    do, code, home = "cumulate", "M2", Stage.MEASURE
    of: Operand = operand()

    def kind(self, kinds: Kinds) -> Kind:
        """What runs up."""
        found = kinds.number(self.of)
        return number(found.unit, found.grid)

    def shared(self, outer: At, rows: Sequence[At]) -> tuple[Fraction, ...]:  # noqa: ARG002
        """The sum of it and all before it."""
        found = [Fraction(0)]
        for at in rows:
            found.append(total([found[-1], at.number(self.of)]))
        return tuple(found[1:])

    def span_among(self, spans: Spans, count: Span) -> Span:
        """From one to all of them."""
        return spans(self.of) * Span(Fraction(1), max(count.high, Fraction(1)))

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say("%(of)s so far, with all before it", of=names(self.of))
