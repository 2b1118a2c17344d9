"""A3. Above one line the payer pays, below another it is paid; between them nobody pays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from core.domain.words import Sentence, say
from programs.domain.terms.fields import member, operand
from programs.domain.terms.kinds import Kind, common, number
from programs.domain.terms.operands import Operand, literal
from programs.domain.terms.ops.bands import Band, banded, check_tiled, reached
from programs.domain.terms.slots import BoundSlot
from programs.domain.terms.spans import ZERO, Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoSided(RowOp):
    """A3. Above one line the payer pays, below another it is paid; between them nobody pays.

    `above` and `below` leave their own line to the middle; `from` and `to` take it.
    """

    do, code, home = "two_sided", "A3", Stage.ADJUST
    of: Operand = operand()
    pays: Operand = operand()
    owes: Operand = operand()
    above: Operand | None = member(BoundSlot(), default=None)
    from_: Operand | None = member(BoundSlot(), default=None)
    below: Operand | None = member(BoundSlot(), default=None)
    to: Operand | None = member(BoundSlot(), default=None)

    def check(self, place: str) -> None:
        """As bands that tile: below, between, above."""
        check_tiled(self.tiers(), [place] * 3)

    def tiers(self) -> Sequence[Band]:
        """The same as three bands; what is owed is below zero."""
        return (
            Band(below=self.below, to=self.to, gives=self.owes),
            Band(
                from_=self.below, above=self.to, to=self.above, below=self.from_, gives=literal(0)
            ),
            Band(above=self.above, from_=self.from_, gives=self.pays),
        )

    def kind(self, kinds: Kinds) -> Kind:
        """Money."""
        banded(kinds, self.of, self.tiers())
        amounts = [kinds.number(one, kinds.money) for one in (self.pays, self.owes)]
        return number(kinds.money, common(*(one.grid for one in amounts)))

    def result(self, at: At) -> Fraction:
        """Above zero the payer pays, below zero it is paid."""
        tier = reached(self.tiers(), at.number(self.of))
        return (-at.number(self.owes), Fraction(0), at.number(self.pays))[tier]

    def span(self, spans: Spans) -> Span:
        """Any tier that can be reached."""
        found, tiers = spans(self.of), self.tiers()
        amounts = (ZERO - spans(self.owes), ZERO, spans(self.pays))
        first, last = reached(tiers, found.low), reached(tiers, found.high)
        return reduce(Span.or_else, amounts[first : last + 1])

    def said(self, names: Names) -> Sentence:
        """In words."""
        low, middle, high = (tier.said(names, self.of, is_money=True) for tier in self.tiers())
        back = say("%(owes)s back to the payer", owes=names.money(self.owes))
        parts = (Sentence(low.text, {**low.values, "gives": back}), middle, high)
        return say(
            "the value of the band that %(of)s falls into: %(bands)s",
            of=names(self.of),
            bands=parts,
        )
