"""Pay a lump sum once a share of the target is met, and nothing before."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Self

from core.domain.documents import Part
from core.domain.money import NOTHING, Money, Rounding
from core.domain.numbers import percent, plain
from core.domain.words import Sentence, say
from programs.domain.terms.simple.base import Attainment, Line, of_target


@dataclass(frozen=True, slots=True)
class Threshold:
    """`award` won when the verified value reaches `at_least` of the target (1 is all of it)."""

    key: str
    award: Money
    at_least: Decimal

    @classmethod
    def read(cls, part: Part) -> Self:
        """From its place in a document."""
        part.only("key", "kind", "award", "at_least")
        return cls(
            part.key("key"),
            part.won("award"),
            part.number("at_least", least="0.000001", most="10"),
        )

    def document(self) -> dict[str, Any]:
        """As stored."""
        return {"kind": "threshold", "award": self.award.won, "at_least": plain(self.at_least)}

    def largest(self, rounding: Rounding) -> Money:
        """The award."""
        return rounding.of(Fraction(self.award.won))

    def earned(self, attainment: Attainment, rounding: Rounding) -> Line:
        """All or nothing; reaching the line exactly counts."""
        if attainment.reaches(self.at_least):
            met = say(
                "Verified %(verified)s of %(target)s: at least %(share)s, so %(award)s is earned.",
                share=percent(self.at_least),
                award=self.award,
                **of_target(attainment),
            )
            return Line(self.key, met, self.largest(rounding))
        short = say(
            "Verified %(verified)s of %(target)s: below %(share)s, so nothing is earned.",
            share=percent(self.at_least),
            **of_target(attainment),
        )
        return Line(self.key, short, NOTHING)

    def sentences(self) -> tuple[Sentence, ...]:
        """What an officer signs."""
        return (
            say(
                "%(key)s: %(award)s is paid once at least %(share)s of the target is verified; "
                "below that, nothing.",
                key=self.key,
                award=self.award,
                share=percent(self.at_least),
            ),
        )
