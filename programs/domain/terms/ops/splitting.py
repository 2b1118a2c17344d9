"""L1, L3, L4, T1, T2, T5: one amount among named parties or times, to the last unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from programs.domain.terms.fields import may, member, operand, rows
from programs.domain.terms.kinds import Kind, lies_on, number
from programs.domain.terms.labels import KeySlot
from programs.domain.terms.operands import Operand, exact_text, literal
from programs.domain.terms.ops.rounding import rounded
from programs.domain.terms.sharing import apportioned
from programs.domain.terms.slots import NumberSlot
from programs.domain.terms.spans import ONE, Span
from programs.domain.terms.step import At, Kinds, Names, PartsOp, Spans, Stage
from programs.domain.terms.units import PURE
from programs.domain.terms.values import added

TINY, HUGE = Fraction(1, 10**12), Fraction(10**12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Whose it is, and what share of the whole; the one without a share takes the rest."""

    to: str = member(KeySlot())
    share: Operand | None = may()


@dataclass(frozen=True, slots=True, kw_only=True)
class Split(PartsOp):
    """L1. Among payers or payees by shares of the whole, in whole units.

    Without a rest, units that rounding leaves go to the largest remainders, ties to the first.
    With one, every other share is rounded down and the rest takes what is left.
    """

    do, code, home = "split", "L1", Stage.ALLOCATE
    of: Operand = operand()
    parts_: tuple[Part, ...] = rows(Part, least=2, most=20)
    unit: Fraction = member(NumberSlot(TINY, HUGE))

    def check(self, place: str) -> None:
        """Each party once, and at most one rest."""
        check_parts(self.parts_, place)

    def parts(self) -> tuple[str, ...]:
        """The parties."""
        return tuple(part.to for part in self.parts_)

    def whole(self) -> Operand:
        """What is split."""
        return self.of

    def kind(self, kinds: Kinds) -> Kind:
        """What is split; it has to be whole units before."""
        for part in self.parts_:
            if part.share:
                kinds.number(part.share, PURE)
        return whole_units(kinds, self.of, self.unit)

    def results(self, at: At) -> tuple[Fraction, ...]:
        """They add up to the whole."""
        whole = at.number(self.of)
        shares = [at.number(part.share) if part.share else None for part in self.parts_]
        _check_shares(shares)
        if None not in shares:
            return apportioned(whole, [one or Fraction(0) for one in shares], self.unit)
        given = [None if one is None else rounded(whole * one, self.unit, "down") for one in shares]
        left = whole - added(one for one in given if one is not None)
        return tuple(left if one is None else one for one in given)

    def part_spans(self, spans: Spans) -> tuple[Span, ...]:
        """Each is its exact share, or within a unit of it; the rest takes a unit of each other."""
        whole = spans(self.of)
        given = [spans(part.share) if part.share else None for part in self.parts_]
        others = [one for one in given if one is not None]
        rest = ONE
        for one in others:
            rest = rest - one
        slack = self.unit * (len(others) - 1)
        return tuple(
            near(whole * (one or rest), self.unit, Fraction(0) if one else slack) for one in given
        )

    def said(self, names: Names) -> Sentence:
        """In words."""
        parts = tuple(
            say("%(share)s to %(to)s", share=names(part.share), to=names.party(part.to))
            if part.share
            else say("the rest to %(to)s", to=names.party(part.to))
            for part in self.parts_
        )
        of, unit = names(self.of), names(literal(self.unit), like=self.of)
        if all(part.share for part in self.parts_):
            return say(
                "%(of)s split in multiples of %(unit)s, by largest remainder, ties to the first: "
                "%(parts)s",
                of=of,
                unit=unit,
                parts=parts,
            )
        return say(
            "%(of)s split in multiples of %(unit)s, shares rounded towards zero: %(parts)s",
            of=of,
            unit=unit,
            parts=parts,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Instalments(Split):
    """T1. Over time: so much on the plan, the rest on results; as a split, in order of time."""

    do, code, home = "instalments", "T1", Stage.SCHEDULE


def near(exact: Span, unit: Fraction, slack: Fraction) -> Span:
    """Rounded outwards to whole units."""
    return Span(
        rounded(exact.low, unit, "floor") - slack, rounded(exact.high, unit, "ceiling") + slack
    )


def check_parts(parts: Sequence[Part], place: str) -> None:
    """Each party once, and at most one rest."""
    names = [part.to for part in parts]
    for i, name in enumerate(names):
        if name in names[:i]:
            raise RuleBroken(
                "%(place)s is “%(name)s”, which stands above already. Leave one.",
                place=f"{place}.parts[{i}].to",
                name=name,
            )
    rests = [i for i, part in enumerate(parts) if not part.share]
    if len(rests) > 1:
        raise RuleBroken(
            "%(place)s takes the rest, as another part above does. Give one of them a share.",
            place=f"{place}.parts[{rests[1]}]",
        )


def whole_units(kinds: Kinds, of: Operand, unit: Fraction) -> Kind:
    """Refuse to share out what is not whole units: somebody would have to lose a part of one."""
    found = kinds.number(of)
    if not lies_on(found.grid, unit):
        raise RuleBroken(
            "%(place)s can have parts smaller than %(unit)s, which cannot be shared out. "
            "Round it to that unit first.",
            place=kinds.at(of),
            unit=exact_text(unit),
        )
    return number(found.unit, unit)


def _check_shares(shares: Sequence[Fraction | None]) -> None:
    given = [one for one in shares if one is not None]
    together = added(given)
    is_whole = together == 1 if len(given) == len(shares) else together <= 1
    if min(given) < 0 or not is_whole:
        raise RuleBroken(
            "The shares are %(shares)s; they have to add up to 1, none of them below zero.",
            shares=", ".join(exact_text(one) for one in given),
        )
