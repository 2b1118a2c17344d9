"""M11. Losses that count, over the premium of the same time, or over a part of that time."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from core.domain.words import Sentence, say
from programs.domain.terms.fields import may, operand, operands
from programs.domain.terms.kinds import Kind, number
from programs.domain.terms.operands import Operand
from programs.domain.terms.ops.dividing import quotient, quotient_span
from programs.domain.terms.spans import ZERO, Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage
from programs.domain.terms.units import PURE
from programs.domain.terms.values import added


@dataclass(frozen=True, slots=True, kw_only=True)
class LossRatio(RowOp):
    """M11. Losses that count, over the premium of the same time, or over a part of that time."""

    do, code, home = "loss_ratio", "M11", Stage.MEASURE
    losses: tuple[Operand, ...] = operands()
    excluded: tuple[Operand, ...] = operands(least=0)
    premium: Operand = operand()
    part: Operand | None = may()

    def kind(self, kinds: Kinds) -> Kind:
        """A pure number."""
        kinds.same([*self.losses, *self.excluded, self.premium])
        if self.part:
            kinds.number(self.part, PURE)
        return number(PURE, None)

    def result(self, at: At) -> Fraction:
        """(losses − excluded) / premium, the premium pro rata."""
        losses = added(map(at.number, self.losses))
        counted = losses - added(map(at.number, self.excluded))
        found = quotient(counted, at.number(self.premium), self.premium.text)
        return quotient(found, at.number(self.part), self.part.text) if self.part else found

    def span(self, spans: Spans) -> Span:
        """The quotient of the spans."""
        losses = reduce(Span.__add__, map(spans, self.losses))
        counted = losses - reduce(Span.__add__, map(spans, self.excluded), ZERO)
        found = quotient_span(spans, counted, self.premium)
        return quotient_span(spans, found, self.part) if self.part else found

    def said(self, names: Names) -> Sentence:
        """In words."""
        losses, premium = tuple(map(names, self.losses)), names(self.premium)
        said = say("%(losses)s divided by %(premium)s", losses=losses, premium=premium)
        if len(losses) > 1:
            said = say(
                "the sum of (%(losses)s), divided by %(premium)s", losses=losses, premium=premium
            )
        if self.excluded:
            excluded = tuple(map(names, self.excluded))
            said = say("%(said)s, without %(excluded)s", said=said, excluded=excluded)
        if self.part:
            said = say("%(said)s for a part of %(part)s", said=said, part=names(self.part))
        return said
