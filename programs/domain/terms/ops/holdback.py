"""T2. A share is held back, rounded towards zero; the rest is paid now."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.domain.words import Sentence, say
from programs.domain.terms.fields import member, operand
from programs.domain.terms.kinds import Kind
from programs.domain.terms.operands import Operand, literal
from programs.domain.terms.ops.rounding import rounded
from programs.domain.terms.ops.splitting import HUGE, TINY, near, whole_units
from programs.domain.terms.slots import NumberSlot
from programs.domain.terms.spans import ONE, Span
from programs.domain.terms.step import At, Kinds, Names, PartsOp, Spans, Stage
from programs.domain.terms.units import PURE


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdback(PartsOp):
    """T2. A share is held back, rounded towards zero; the rest is paid now.

    What is held is paid by a step that asks for the follow-up, such as a gate.
    """

    do, code, home = "holdback", "T2", Stage.SCHEDULE
    of: Operand = operand()
    share: Operand = operand()
    unit: Fraction = member(NumberSlot(TINY, HUGE))

    def parts(self) -> tuple[str, ...]:
        """What is paid now, and what is held."""
        return ("now", "held")

    def whole(self) -> Operand:
        """What is earned."""
        return self.of

    def kind(self, kinds: Kinds) -> Kind:
        """What is earned; it has to be whole units before."""
        kinds.number(self.share, PURE)
        return whole_units(kinds, self.of, self.unit)

    def results(self, at: At) -> tuple[Fraction, ...]:
        """They add up to what is earned."""
        earned = at.number(self.of)
        held = rounded(earned * at.number(self.share), self.unit, "down")
        return (earned - held, held)

    def part_spans(self, spans: Spans) -> tuple[Span, ...]:
        """Each within a unit of its exact share."""
        earned, share = spans(self.of), spans(self.share)
        zero = Fraction(0)
        return (
            near(earned * (ONE - share), self.unit, zero),
            near(earned * share, self.unit, zero),
        )

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say(
            "of %(of)s, a share of %(share)s is held back, rounded towards zero to a multiple of "
            "%(unit)s, and the rest is paid now",
            of=names(self.of),
            share=names(self.share),
            unit=names(literal(self.unit), like=self.of),
        )
