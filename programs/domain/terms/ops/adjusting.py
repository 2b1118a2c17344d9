"""A1 to A4, A6: quality, bonus and malus, payments both ways, carve-outs, dead bands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from core.domain.words import Sentence, say
from programs.domain.terms.fields import choice, member, operand, rows
from programs.domain.terms.kinds import Kind, common, number, product
from programs.domain.terms.operands import Operand, literal
from programs.domain.terms.ops.bands import Band, banded, check_tiled, reached, rows_at
from programs.domain.terms.ops.comparing import holds, test_span
from programs.domain.terms.slots import BoundSlot
from programs.domain.terms.spans import ZERO, Span, hull_of
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage
from programs.domain.terms.units import PURE


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality(RowOp):
    """A1. Multiplied by a score, but only if the score is good enough; otherwise nothing."""

    do, code, home = "quality", "A1", Stage.ADJUST
    of: Operand = operand()
    score: Operand = operand()
    least: Operand = operand()
    is_: str = choice("at_least", "more_than")

    def kind(self, kinds: Kinds) -> Kind:
        """What is adjusted; the score is a pure number from 0 to 1."""
        found, score = kinds.number(self.of), kinds.number(self.score, PURE)
        kinds.number(self.least, PURE)
        return number(found.unit, product(found.grid, score.grid))

    def result(self, at: At) -> Fraction:
        """All of its score, or nothing."""
        score = at.number(self.score)
        if not holds(score, self.is_, at.number(self.least)):
            return Fraction(0)
        return at.number(self.of) * score

    def span(self, spans: Spans) -> Span:
        """Nothing as well, unless the score is always good enough."""
        score, least = spans(self.score), spans(self.least)
        enough = test_span(score, self.is_, least)
        if enough.high == 0:
            return ZERO
        good = Span(min(max(score.low, least.low), score.high), score.high)
        found = spans(self.of) * good
        return found if enough.low == 1 else found.or_else(ZERO)

    def said(self, names: Names) -> Sentence:
        """In words."""
        values = {"of": names(self.of), "score": names(self.score), "least": names(self.least)}
        if self.is_ == "at_least":
            text = say(
                "%(of)s times %(score)s, if the latter is at least %(least)s; otherwise 0"
            ).text
        else:
            text = say(
                "%(of)s times %(score)s, if the latter is more than %(least)s; otherwise 0"
            ).text
        return Sentence(text, values)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class CarveOut(RowOp):
    """A4. A part is left out of a multiplication and added again unchanged."""

    do, code, home = "carve_out", "A4", Stage.ADJUST
    of: Operand = operand()
    base: Operand = operand()
    factor: Operand = operand()

    def kind(self, kinds: Kinds) -> Kind:
        """What is adjusted."""
        found = kinds.same([self.of, self.base])
        factor = kinds.number(self.factor, PURE)
        return number(found.unit, common(found.grid, product(found.grid, factor.grid)))

    def result(self, at: At) -> Fraction:
        """Base + (of − base) × factor."""
        base = at.number(self.base)
        return base + (at.number(self.of) - base) * at.number(self.factor)

    def span(self, spans: Spans) -> Span:
        """Highest and lowest at the ends, since it rises or falls in each number alone."""
        of, base, factor = spans(self.of), spans(self.base), spans(self.factor)
        return hull_of(
            b + (o - b) * f
            for o in (of.low, of.high)
            for b in (base.low, base.high)
            for f in (factor.low, factor.high)
        )

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say(
            "%(base)s, plus the rest of %(of)s times %(factor)s",
            base=names(self.base),
            of=names(self.of),
            factor=names(self.factor),
        )


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
