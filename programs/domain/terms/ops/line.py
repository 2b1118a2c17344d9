"""P6, P7: amounts that rise in a line between knots, or point by point."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.words import Sentence, say
from programs.domain.terms.fields import choice, member
from programs.domain.terms.operands import Operand
from programs.domain.terms.slots import BoundSlot
from programs.domain.terms.step import Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Knot:
    """At this value the line is worth `gives`.

    A knot with `before` jumps: the line arrives at `before` and goes on from `gives`. The knot
    itself is worth `gives` unless `belongs` says `before`.
    """

    at: Operand = member(BoundSlot())
    before: Operand | None = member(BoundSlot(), default=None)
    gives: Operand = member(BoundSlot())
    belongs: str = choice("before", "gives", default="gives")

    def said(self, names: Names, of: Operand, *, is_money: bool) -> Sentence:
        """In words."""
        worth = names.money if is_money else names
        at, gives = names(self.at, like=of), worth(self.gives)
        if self.before is None:
            return say("%(gives)s at %(at)s", gives=gives, at=at)
        before = worth(self.before)
        if self.belongs == "before":
            return say(
                "%(before)s up to and including %(at)s, %(gives)s above it",
                before=before,
                at=at,
                gives=gives,
            )
        return say(
            "%(before)s below %(at)s, %(gives)s from it on", before=before, at=at, gives=gives
        )
