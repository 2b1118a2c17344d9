"""A2. A share of an amount on top, or off it, by the band of a score; 0 is the dead band."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from core.domain.words import Sentence, say
from programs.domain.terms.fields import operand, rows
from programs.domain.terms.kinds import Kind, common, number, product
from programs.domain.terms.operands import Operand
from programs.domain.terms.ops.bands import Band, banded, check_tiled, reached, rows_at
from programs.domain.terms.spans import Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage
from programs.domain.terms.units import PURE


@dataclass(frozen=True, slots=True, kw_only=True)
class BonusMalus(RowOp):
    """A2. A share of an amount on top, or off it, by the band of a score; 0 is the dead band.

    The result is the adjustment alone; a sum adds it to what it adjusts.
    """

    do, code, home = "bonus_malus", "A2", Stage.ADJUST
    of: Operand = operand()
    score: Operand = operand()
    bands: tuple[Band, ...] = rows(Band)

    def check(self, place: str) -> None:
        """No gap and no overlap."""
        check_tiled(self.bands, rows_at(place, self.bands))

    def kind(self, kinds: Kinds) -> Kind:
        """What is adjusted; bands are shares of it."""
        found = kinds.number(self.of)
        banded(kinds, self.score, self.bands)
        shares = [kinds.number(band.gives, PURE) for band in self.bands]
        return number(found.unit, product(found.grid, common(*(one.grid for one in shares))))

    def result(self, at: At) -> Fraction:
        """The share of the band."""
        band = self.bands[reached(self.bands, at.number(self.score))]
        return at.number(self.of) * at.number(band.gives)

    def span(self, spans: Spans) -> Span:
        """The shares of all bands that can be reached."""
        score = spans(self.score)
        first, last = reached(self.bands, score.low), reached(self.bands, score.high)
        return spans(self.of) * reduce(
            Span.or_else, [spans(band.gives) for band in self.bands[first : last + 1]]
        )

    def said(self, names: Names) -> Sentence:
        """In words."""
        bands = tuple(band.said(names, self.score, is_money=False) for band in self.bands)
        return say(
            "a share of %(of)s by the band that %(score)s falls into: %(bands)s",
            of=names(self.of),
            score=names(self.score),
            bands=bands,
        )
