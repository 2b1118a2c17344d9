"""P4: the value of the band that a number falls into. Each edge says to which band it belongs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from itertools import pairwise

from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from programs.domain.terms.fields import member, operand, rows
from programs.domain.terms.kinds import Kind, number
from programs.domain.terms.operands import Operand
from programs.domain.terms.slots import BoundSlot, UnitSlot
from programs.domain.terms.spans import Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage
from programs.domain.terms.units import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """From where to where, and what it is worth.

    `from` and `to` include their bound, `above` and `below` do not; without a lower or an upper
    bound the band has no end on that side.
    """

    from_: Operand | None = member(BoundSlot(), default=None)
    above: Operand | None = member(BoundSlot(), default=None)
    to: Operand | None = member(BoundSlot(), default=None)
    below: Operand | None = member(BoundSlot(), default=None)
    gives: Operand = operand()

    @property
    def start(self) -> Operand | None:
        """The lower bound, included or not."""
        return self.from_ or self.above

    @property
    def end(self) -> Operand | None:
        """The upper bound, included or not."""
        return self.to or self.below

    def said(self, names: Names, of: Operand, *, is_money: bool) -> Sentence:
        """In words."""
        values = {"gives": names.money(self.gives) if is_money else names(self.gives)}
        if self.start:
            values["start"] = names(self.start, like=of)
        if self.end:
            values["end"] = names(self.end, like=of)
        return Sentence(SAID[_sides(self)].text, values)


def _sides(band: Band) -> tuple[str, str]:
    low = "from" if band.from_ else "above" if band.above else ""
    return low, "to" if band.to else "below" if band.below else ""


SAID: dict[tuple[str, str], Sentence] = {
    ("", ""): say("always: %(gives)s"),
    ("", "to"): say("up to and including %(end)s: %(gives)s"),
    ("", "below"): say("below %(end)s: %(gives)s"),
    ("from", ""): say("from %(start)s on: %(gives)s"),
    ("above", ""): say("above %(start)s: %(gives)s"),
    ("from", "to"): say("from %(start)s up to and including %(end)s: %(gives)s"),
    ("from", "below"): say("from %(start)s to below %(end)s: %(gives)s"),
    ("above", "to"): say("above %(start)s up to and including %(end)s: %(gives)s"),
    ("above", "below"): say("above %(start)s to below %(end)s: %(gives)s"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands(RowOp):
    """P4. A step table: bands do not add up, the one that is reached counts."""

    do, code, home = "bands", "P4", Stage.PRICE
    of: Operand = operand()
    bands: tuple[Band, ...] = rows(Band)
    unit: Unit | None = member(UnitSlot(), default=None)

    def check(self, place: str) -> None:
        """No gap and no overlap."""
        check_tiled(self.bands, rows_at(place, self.bands))

    def kind(self, kinds: Kinds) -> Kind:
        """What the bands are worth: money unless a unit is given."""
        unit = self.unit or kinds.money
        banded(kinds, self.of, self.bands)
        gives = [band.gives for band in self.bands]
        for one in gives:
            kinds.number(one, unit)
        return number(unit, kinds.same(gives).grid)

    def result(self, at: At) -> Fraction:
        """What the band is worth."""
        return at.number(self.bands[reached(self.bands, at.number(self.of))].gives)

    def span(self, spans: Spans) -> Span:
        """What any band is worth that can be reached."""
        found = spans(self.of)
        first, last = reached(self.bands, found.low), reached(self.bands, found.high)
        return reduce(Span.or_else, [spans(b.gives) for b in self.bands[first : last + 1]])

    def said(self, names: Names) -> Sentence:
        """In words."""
        bands = tuple(band.said(names, self.of, is_money=self.unit is None) for band in self.bands)
        return say(
            "the value of the band that %(of)s falls into: %(bands)s",
            of=names(self.of),
            bands=bands,
        )


def banded(kinds: Kinds, of: Operand, bands: Sequence[Band]) -> None:
    """Bounds are dates where the number is one."""
    bounds = [bound for band in bands for bound in (band.start, band.end) if bound]
    if kinds.is_date(of):
        for bound in bounds:
            kinds.date(bound)
    else:
        kinds.same([of, *bounds])


def reached(bands: Sequence[Band], found: Fraction) -> int:
    """Which band a number falls into. An edge belongs to the band below it where that says `to`."""
    edges = [(end.number, int(band.to is not None)) for band in bands if (end := band.end)]
    return bisect_left(edges, (found, 1))


def rows_at(place: str, bands: Sequence[Band]) -> Sequence[str]:
    """Where the rows of a table stand."""
    return [f"{place}.bands[{i}]" for i in range(len(bands))]


def check_tiled(bands: Sequence[Band], places: Sequence[str]) -> None:
    """Refuse tables with a gap or an overlap: each number falls into exactly one band."""
    for i, band in enumerate(bands):
        if (band.from_ and band.above) or (band.to and band.below):
            raise RuleBroken(
                "%(place)s has two lower or two upper bounds. Keep “from” or “above”, “to” or "
                "“below”.",
                place=places[i],
            )
        _check_rising(band, places[i])
    _check_ends(bands, places)
    for i, (low, high) in enumerate(pairwise(bands)):
        _check_meeting(low, high, places[i])


def _check_rising(band: Band, place: str) -> None:
    start, end = band.start, band.end
    if start is None or end is None:
        return
    both = bool(band.from_ and band.to)
    if start.number > end.number or (start.number == end.number and not both):
        raise RuleBroken(
            "%(place)s holds nothing: it ends at %(end)s, before it begins. Exchange the bounds.",
            place=place,
            end=end.text,
        )


def _check_ends(bands: Sequence[Band], places: Sequence[str]) -> None:
    for place, bound, side in (
        (places[0], bands[0].start, say("lower")),
        (places[-1], bands[-1].end, say("upper")),
    ):
        if bound is not None:
            raise RuleBroken(
                "%(place)s leaves out everything beyond %(bound)s. Take its %(side)s bound away, "
                "or add a band that gives “0” there.",
                place=place,
                bound=bound.text,
                side=side,
            )


def _check_meeting(low: Band, high: Band, place: str) -> None:
    end, start = low.end, high.start
    if end is None or start is None:
        raise RuleBroken(
            "%(place)s and the band after it have no edge between them. Give one an upper and "
            "the other a lower bound.",
            place=place,
        )
    if end.number != start.number:
        gap = say("a gap") if end.number < start.number else say("an overlap")
        raise RuleBroken(
            "Between %(place)s and the band after it there is %(gap)s: one ends at %(end)s, the "
            "other begins at %(start)s. Write the same number.",
            place=place,
            gap=gap,
            end=end.text,
            start=start.text,
        )
    if bool(low.to) == bool(high.from_):
        both = say("both bands hold it") if low.to else say("no band holds it")
        raise RuleBroken(
            "%(place)s ends at %(end)s where the next begins, and %(both)s. Write “to” with "
            "“above”, or “below” with “from”.",
            place=place,
            end=end.text,
            both=both,
        )
