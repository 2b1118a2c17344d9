"""L3. A guarantor bears a loss up to its guarantee, the investor bears the rest."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.domain.words import Sentence, say
from programs.domain.terms.fields import operand
from programs.domain.terms.kinds import Kind
from programs.domain.terms.operands import Operand
from programs.domain.terms.ops.tranching import _after
from programs.domain.terms.spans import ZERO, Span
from programs.domain.terms.step import At, Kinds, Names, PartsOp, Spans, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstLoss(PartsOp):
    """L3. A guarantor bears a loss up to its guarantee, the investor bears the rest."""

    do, code, home = "first_loss", "L3", Stage.ALLOCATE
    of: Operand = operand()
    guarantee: Operand = operand()

    def parts(self) -> tuple[str, ...]:
        """Who bears it."""
        return ("guarantor", "investor")

    def whole(self) -> Operand:
        """The loss."""
        return self.of

    def kind(self, kinds: Kinds) -> Kind:
        """The unit that both have."""
        return kinds.same([self.of, self.guarantee])

    def results(self, at: At) -> tuple[Fraction, ...]:
        """A gain, which is a loss below zero, is the investor's."""
        loss = at.number(self.of)
        borne = min(max(loss, Fraction(0)), at.number(self.guarantee))
        return (borne, loss - borne)

    def part_spans(self, spans: Spans) -> tuple[Span, ...]:
        """The larger the guarantee, the less is left to the investor."""
        loss, guarantee = spans(self.of), spans(self.guarantee)
        low = _after(loss.low, guarantee.high)
        return (loss.most_of(ZERO).least_of(guarantee), Span(low, _after(loss.high, guarantee.low)))

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say(
            "of %(of)s, the guarantor bears up to %(guarantee)s and the investor the rest",
            of=names(self.of),
            guarantee=names.money(self.guarantee),
        )
