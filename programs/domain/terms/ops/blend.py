"""M9. One estimate, or a mixture of several where a condition, such as few data, says so."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.domain.words import Sentence, say
from programs.domain.terms.fields import operand, rows
from programs.domain.terms.kinds import Kind, common, number
from programs.domain.terms.operands import Operand
from programs.domain.terms.ops.weighing import Weight, mix, mix_said, mix_span, mixed
from programs.domain.terms.spans import Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Blend(RowOp):
    """M9. One estimate, or a mixture of several where a condition, such as few data, says so."""

    do, code, home = "blend", "M9", Stage.MEASURE
    lazy = True
    when: Operand = operand()
    parts_: tuple[Weight, ...] = rows(Weight)
    otherwise: Operand = operand()

    def kind(self, kinds: Kinds) -> Kind:
        """The unit that all have."""
        kinds.truth(self.when)
        other = kinds.same([*(one.of for one in self.parts_), self.otherwise])
        return number(
            other.unit, common(mixed(kinds, self.parts_).grid, kinds.number(self.otherwise).grid)
        )

    def result(self, at: At) -> Fraction:
        """Only what counts has to be known."""
        return mix(at, self.parts_) if at.truth(self.when) else at.number(self.otherwise)

    def span(self, spans: Spans) -> Span:
        """Either, where the condition can go both ways."""
        blended, alone = mix_span(spans, self.parts_), spans(self.otherwise)
        when = spans(self.when)
        if when.is_point:
            return blended if when.low else alone
        return blended.or_else(alone)

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say(
            "the weighted sum of: %(parts)s, if “%(when)s” holds; otherwise %(otherwise)s",
            when=names(self.when),
            parts=mix_said(names, self.parts_),
            otherwise=names(self.otherwise),
        )
