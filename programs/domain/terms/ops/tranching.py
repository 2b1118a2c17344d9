"""L3, L4, T2, T5: who takes what first, and what is held back or returned."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from programs.domain.terms.fields import may, member, operand, rows
from programs.domain.terms.kinds import Kind, common, number
from programs.domain.terms.labels import KeySlot
from programs.domain.terms.operands import Operand, literal
from programs.domain.terms.ops.rounding import rounded
from programs.domain.terms.ops.splitting import HUGE, TINY, near, whole_units
from programs.domain.terms.slots import NumberSlot
from programs.domain.terms.spans import ONE, ZERO, Span
from programs.domain.terms.step import At, Kinds, Names, PartsOp, Spans, Stage
from programs.domain.terms.units import PURE

LEFT = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tranche:
    """Who is filled, and up to how much; without a limit it takes all that has come so far."""

    to: str = member(KeySlot())
    most: Operand | None = may()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterfall(PartsOp):
    """L4. One after the other is filled up; what overflows is `left`. Below zero none is filled."""

    do, code, home = "waterfall", "L4", Stage.ALLOCATE
    of: Operand = operand()
    tranches: tuple[Tranche, ...] = rows(Tranche, most=20)

    def check(self, place: str) -> None:
        """Each party once, and none after one that takes all."""
        names = [tranche.to for tranche in self.tranches]
        for i, tranche in enumerate(self.tranches):
            if tranche.to in names[:i] or tranche.to == LEFT:
                raise RuleBroken(
                    "%(place)s is “%(name)s”, which is already taken. Choose another name.",
                    place=f"{place}.tranches[{i}].to",
                    name=tranche.to,
                )
            if i and not self.tranches[i - 1].most:
                raise RuleBroken(
                    "%(place)s never gets anything: the one before it takes all. Give that one a "
                    "limit.",
                    place=f"{place}.tranches[{i}]",
                )

    def parts(self) -> tuple[str, ...]:
        """The tranches, and what is left."""
        return (*(tranche.to for tranche in self.tranches), LEFT)

    def whole(self) -> Operand:
        """What flows."""
        return self.of

    def kind(self, kinds: Kinds) -> Kind:
        """The unit that all have."""
        return kinds.same([self.of, *(one.most for one in self.tranches if one.most)])

    def results(self, at: At) -> tuple[Fraction, ...]:
        """They add up to what flows."""
        left, given = at.number(self.of), []
        for tranche in self.tranches:
            share = max(left, Fraction(0))
            if tranche.most:
                share = min(share, max(at.number(tranche.most), Fraction(0)))
            given.append(share)
            left -= share
        return (*given, left)

    def part_spans(self, spans: Spans) -> tuple[Span, ...]:
        """The less the earlier ones can take, the more the later ones can."""
        left, given = spans(self.of), []
        for tranche in self.tranches:
            most = spans(tranche.most).most_of(ZERO) if tranche.most else None
            share = left.most_of(ZERO) if most is None else left.most_of(ZERO).least_of(most)
            given.append(share)
            if most is None:
                left = left.least_of(ZERO)
            else:  # what is left rises with what flows and falls with the limit
                left = Span(_after(left.low, most.high), _after(left.high, most.low))
        return (*given, left)

    def said(self, names: Names) -> Sentence:
        """In words."""
        tranches = tuple(
            say("up to %(most)s to %(to)s", most=names.money(one.most), to=names.party(one.to))
            if one.most
            else say("all of it to %(to)s", to=names.party(one.to))
            for one in self.tranches
        )
        return say("of %(of)s, one after the other: %(parts)s", of=names(self.of), parts=tranches)


def _after(left: Fraction, most: Fraction) -> Fraction:
    """What is left after a tranche of at most so much has been filled."""
    return left - min(max(left, Fraction(0)), most)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Surplus(PartsOp):
    """T5. What a budget has left is put to use again by a share, and the rest is returned."""

    do, code, home = "surplus", "T5", Stage.SETTLE
    of: Operand = operand()
    used: Operand = operand()
    reinvested: Operand = operand()
    unit: Fraction = member(NumberSlot(TINY, HUGE))

    def parts(self) -> tuple[str, ...]:
        """Where it goes."""
        return ("reinvested", "returned")

    def kind(self, kinds: Kinds) -> Kind:
        """Money in whole units."""
        kinds.number(self.reinvested, PURE)
        for one in (self.of, self.used):
            whole_units(kinds, one, self.unit)
        unit = kinds.same([self.of, self.used]).unit
        return number(unit, common(self.unit))

    def results(self, at: At) -> tuple[Fraction, ...]:
        """Nothing is left where more was used."""
        left = max(at.number(self.of) - at.number(self.used), Fraction(0))
        reinvested = rounded(left * at.number(self.reinvested), self.unit, "down")
        return (reinvested, left - reinvested)

    def part_spans(self, spans: Spans) -> tuple[Span, ...]:
        """Each within a unit of its exact share."""
        left = (spans(self.of) - spans(self.used)).most_of(ZERO)
        share, zero = spans(self.reinvested), Fraction(0)
        return (near(left * share, self.unit, zero), near(left * (ONE - share), self.unit, zero))

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say(
            "what %(used)s leaves of %(of)s: a share of %(share)s is put to use again, rounded "
            "towards zero to a multiple of %(unit)s, and the rest is returned",
            used=names(self.used),
            of=names(self.of),
            share=names(self.reinvested),
            unit=names(literal(self.unit), like=self.of),
        )
