"""A6. Small deviations change nothing: inside the band the value is its centre."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.domain.words import Sentence, say
from programs.domain.terms.fields import member, operand
from programs.domain.terms.kinds import Kind
from programs.domain.terms.operands import Operand
from programs.domain.terms.ops.bands import Band, check_tiled, reached
from programs.domain.terms.slots import BoundSlot
from programs.domain.terms.spans import Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadBand(RowOp):
    """A6. Small deviations change nothing: inside the band the value is its centre."""

    do, code, home = "dead_band", "A6", Stage.ADJUST
    of: Operand = operand()
    centre: Operand = operand()
    from_: Operand | None = member(BoundSlot(), default=None)
    above: Operand | None = member(BoundSlot(), default=None)
    to: Operand | None = member(BoundSlot(), default=None)
    below: Operand | None = member(BoundSlot(), default=None)

    def check(self, place: str) -> None:
        """As bands that tile: below, inside, above."""
        check_tiled(self.tiers(), [place] * 3)

    def tiers(self) -> Sequence[Band]:
        """The same as three bands."""
        inside = Band(
            from_=self.from_, above=self.above, to=self.to, below=self.below, gives=self.centre
        )
        return (
            Band(below=self.from_, to=self.above, gives=self.of),
            inside,
            Band(above=self.to, from_=self.below, gives=self.of),
        )

    def kind(self, kinds: Kinds) -> Kind:
        """What it was."""
        bounds = [one for one in (self.from_, self.above, self.to, self.below) if one]
        kinds.same([self.of, *bounds])
        return kinds.same([self.of, self.centre])

    def result(self, at: At) -> Fraction:
        """The centre inside the band, itself outside."""
        found = at.number(self.of)
        return at.number(self.centre) if reached(self.tiers(), found) == 1 else found

    def span(self, spans: Spans) -> Span:
        """The centre as well, if the band can be reached."""
        found = spans(self.of)
        first, last = reached(self.tiers(), found.low), reached(self.tiers(), found.high)
        if first == last == 1:
            return spans(self.centre)
        return found.or_else(spans(self.centre)) if first <= 1 <= last else found

    def said(self, names: Names) -> Sentence:
        """In words."""
        inside = self.tiers()[1].said(names, self.of, is_money=False)
        return say("%(of)s, but %(inside)s", of=names(self.of), inside=inside)
