"""Pay an amount on the approved plan."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Self

from core.domain.documents import Part
from core.domain.money import NOTHING, Money, Rounding
from core.domain.words import Sentence, say
from programs.domain.terms.simple.base import Attainment, Line


@dataclass(frozen=True, slots=True)
class Fixed:
    """`amount` won once the plan is approved; it depends on no result."""

    key: str
    amount: Money

    @classmethod
    def read(cls, part: Part) -> Self:
        """From its place in a document."""
        part.only("key", "kind", "amount")
        return cls(part.key("key"), part.won("amount"))

    def document(self) -> dict[str, Any]:
        """As stored."""
        return {"kind": "fixed", "amount": self.amount.won}

    def largest(self, rounding: Rounding) -> Money:
        """The amount."""
        return rounding.of(Fraction(self.amount.won))

    def earned(self, attainment: Attainment, rounding: Rounding) -> Line:
        """All of it once the plan is approved."""
        if attainment.verified is not None and attainment.verified >= attainment.target:
            return Line(
                self.key,
                say("%(amount)s on the approved plan.", amount=self.amount),
                self.largest(rounding),
            )
        return Line(self.key, say("The plan is not approved yet."), NOTHING)

    def sentences(self) -> tuple[Sentence, ...]:
        """What an officer signs."""
        return (
            say(
                "%(key)s: %(amount)s is paid once, on the approved plan.",
                key=self.key,
                amount=self.amount,
            ),
        )
