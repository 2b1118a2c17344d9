"""K5. One part, cut so that it makes up no more than a share of itself and the others."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from core.domain.words import Sentence, say
from programs.domain.terms.fields import member, operand, operands
from programs.domain.terms.kinds import Kind, number
from programs.domain.terms.operands import Operand, exact_text
from programs.domain.terms.slots import NumberSlot
from programs.domain.terms.spans import Span, point
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage
from programs.domain.terms.values import added


@dataclass(frozen=True, slots=True, kw_only=True)
class MixCap(RowOp):
    """K5. One part, cut so that it makes up no more than a share of itself and the others."""

    do, code, home = "mix_cap", "K5", Stage.CAP
    of: Operand = operand()
    others: tuple[Operand, ...] = operands()
    share: Fraction = member(NumberSlot(Fraction(0), Fraction(999_999, 1_000_000)))

    def kind(self, kinds: Kinds) -> Kind:
        """The unit that all have; what is left of it need not lie on a grid."""
        return number(kinds.same([self.of, *self.others]).unit, None)

    @property
    def to_others(self) -> Fraction:
        """How much of it may stand beside one of the others."""
        return self.share / (1 - self.share)

    def result(self, at: At) -> Fraction:
        """The smaller of what there is and what there may be."""
        others = added(map(at.number, self.others))
        return min(at.number(self.of), others * self.to_others)

    def span(self, spans: Spans) -> Span:
        """The smaller ends."""
        others = reduce(Span.__add__, map(spans, self.others))
        return spans(self.of).least_of(others * point(self.to_others))

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say(
            "%(of)s, but at most a share of %(share)s of it and %(others)s together",
            of=names(self.of),
            share=exact_text(self.share),
            others=tuple(map(names, self.others)),
        )
