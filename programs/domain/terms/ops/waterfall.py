"""L4. One after the other is filled up; what overflows is `left`. Below zero none is filled."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from programs.domain.terms.fields import may, member, operand, rows
from programs.domain.terms.kinds import Kind
from programs.domain.terms.labels import KeySlot
from programs.domain.terms.operands import Operand
from programs.domain.terms.ops.tranching import _after
from programs.domain.terms.spans import ZERO, Span
from programs.domain.terms.step import At, Kinds, Names, PartsOp, Spans, Stage

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
