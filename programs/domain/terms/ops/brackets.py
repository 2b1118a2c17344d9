"""P5: each unit at the rate of the bracket that it falls into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from programs.domain.terms.fields import member, operand, rows
from programs.domain.terms.kinds import Kind, common, number, product
from programs.domain.terms.operands import Operand
from programs.domain.terms.slots import BoundSlot
from programs.domain.terms.spans import Span, hull_of
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage
from programs.domain.terms.values import added


@dataclass(frozen=True, slots=True, kw_only=True)
class Bracket:
    """Units up to and including `to`, beyond the bracket before; the last one may have no end.

    On the edge itself both rules give the same amount, so it does not matter to whom it belongs.
    """

    to: Operand | None = member(BoundSlot(), default=None)
    rate: Operand = operand()


@dataclass(frozen=True, slots=True, kw_only=True)
class Brackets(RowOp):
    """P5. Marginal brackets: a higher rate is paid only for the units above its edge.

    Units are counted from `start` on, 0 unless it is given; what lies below it earns nothing.
    """

    do, code, home = "brackets", "P5", Stage.PRICE
    of: Operand = operand()
    brackets: tuple[Bracket, ...] = rows(Bracket)
    start: Operand | None = member(BoundSlot(), default=None)

    def check(self, place: str) -> None:
        """Edges rise."""
        edges = [self.first, *(_edge(one) for one in self.brackets)]
        for i, (low, high) in enumerate(pairwise(edges)):
            if low is None or (high is not None and high <= low):
                raise RuleBroken(
                    "%(place)s ends before it begins. Edges have to rise; only the last bracket "
                    "may have none.",
                    place=f"{place}.brackets[{i}]",
                )

    @property
    def first(self) -> Fraction:
        """Where counting begins."""
        return self.start.number if self.start else Fraction(0)

    @property
    def edges(self) -> list[Fraction]:
        """Where each bracket begins, and where the last one ends if it does."""
        return [self.first, *(one.to.number for one in self.brackets if one.to)]

    def kind(self, kinds: Kinds) -> Kind:
        """Money: each rate has to be money for each unit."""
        bounds = [one.to for one in self.brackets if one.to] + ([self.start] if self.start else [])
        counted = kinds.same([self.of, *bounds])
        rates = [kinds.number(one.rate, kinds.money / counted.unit) for one in self.brackets]
        return number(kinds.money, product(counted.grid, common(*(one.grid for one in rates))))

    def result(self, at: At) -> Fraction:
        """The sum over the brackets."""
        found = at.number(self.of)
        return added(
            width * at.number(one.rate)
            for one, width in zip(self.brackets, self.widths(found), strict=True)
        )

    def widths(self, found: Fraction) -> list[Fraction]:
        """How many units fall into each bracket."""
        return [
            max(Fraction(0), (min(found, one.to.number) if one.to else found) - low)
            for low, one in zip(self.edges, self.brackets, strict=False)
        ]

    def span(self, spans: Spans) -> Span:
        """Where the line over the units is highest and lowest: at its ends and edges."""
        found = spans(self.of)
        inside = [edge for edge in self.edges if found.low < edge < found.high]
        rates = [spans(one.rate) for one in self.brackets]
        amounts = [self._between(place, rates) for place in (found.low, *inside, found.high)]
        return hull_of(end for one in amounts for end in (one.low, one.high))

    def _between(self, found: Fraction, rates: Sequence[Span]) -> Span:
        widths = self.widths(found)
        low = added(w * rate.low for w, rate in zip(widths, rates, strict=True))
        return Span(low, added(w * rate.high for w, rate in zip(widths, rates, strict=True)))

    def said(self, names: Names) -> Sentence:
        """In words."""
        unit = names.unit(self.of)
        brackets = tuple(
            say(
                "%(rate)s for each %(unit)s up to %(to)s",
                rate=names.money(one.rate),
                unit=unit,
                to=names(one.to, like=self.of),
            )
            if one.to
            else say("%(rate)s for each %(unit)s beyond", rate=names.money(one.rate), unit=unit)
            for one in self.brackets
        )
        if self.start:
            return say(
                "the sum over these brackets of %(of)s, counted from %(start)s: %(brackets)s",
                of=names(self.of),
                start=names(self.start, like=self.of),
                brackets=brackets,
            )
        return say(
            "the sum over these brackets of %(of)s: %(brackets)s",
            of=names(self.of),
            brackets=brackets,
        )


def _edge(one: Bracket) -> Fraction | None:
    return one.to.number if one.to else None
