"""Pay a rate for every verified unit, up to a number of units."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Self

from core.domain.documents import Part
from core.domain.money import Money, Rounding
from core.domain.numbers import grouped, plain
from core.domain.words import Sentence, say
from programs.domain.terms.simple.base import Attainment, Line, of_target


@dataclass(frozen=True, slots=True)
class PerUnit:
    """`rate` won for each unit; units beyond `most_units` earn nothing."""

    key: str
    rate: Decimal
    most_units: Decimal

    @classmethod
    def read(cls, part: Part) -> Self:
        """From its place in a document."""
        part.only("key", "kind", "rate", "most_units")
        return cls(
            part.key("key"),
            part.number("rate", least="0.000001", most="1000000000"),
            part.number("most_units", least="0.000001", most="1000000"),
        )

    def document(self) -> dict[str, Any]:
        """As stored."""
        return {"kind": "per_unit", "rate": plain(self.rate), "most_units": plain(self.most_units)}

    def largest(self, rounding: Rounding) -> Money:
        """Every unit that can be paid."""
        return rounding.of(Fraction(self.rate) * Fraction(self.most_units))

    def earned(self, attainment: Attainment, rounding: Rounding) -> Line:
        """Rate times units, rounded once."""
        units = min(attainment.verified or Decimal(0), self.most_units)
        working = say(
            "%(units)s units at ₩%(rate)s (verified %(verified)s, target %(target)s).",
            units=grouped(units),
            rate=grouped(self.rate),
            **of_target(attainment),
        )
        return Line(self.key, working, rounding.of(Fraction(self.rate) * Fraction(units)))

    def sentences(self) -> tuple[Sentence, ...]:
        """What an officer signs."""
        return (
            say(
                "%(key)s: ₩%(rate)s is paid for each verified unit, for at most %(most)s units.",
                key=self.key,
                rate=grouped(self.rate),
                most=grouped(self.most_units),
            ),
        )
