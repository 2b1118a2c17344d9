"""Pay by a table: the amount of the highest step that was reached."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any, Self

from core.domain.documents import Part
from core.domain.errors import RuleBroken
from core.domain.money import NOTHING, Money, Rounding
from core.domain.numbers import percent, plain
from core.domain.words import Sentence, say
from programs.domain.terms.simple.base import Attainment, Line, of_target

MOST_STEPS = 20


@dataclass(frozen=True, slots=True)
class Step:
    """From this share of the target on, the clause is worth `amount` in all."""

    at_least: Decimal
    amount: Money


@dataclass(frozen=True, slots=True)
class Steps:
    """The value of the band: steps do not add up, the highest one reached counts."""

    key: str
    steps: tuple[Step, ...]

    @classmethod
    def read(cls, part: Part) -> Self:
        """From its place in a document; shares rise from step to step and amounts never fall."""
        part.only("key", "kind", "steps")
        places = list(part.parts("steps", most=MOST_STEPS))
        steps = tuple(_step(place) for place in places)
        for (low, high), place in zip(pairwise(steps), places[1:], strict=True):
            _check_rising(low, high, place)
        return cls(part.key("key"), steps)

    def document(self) -> dict[str, Any]:
        """As stored."""
        table = [{"from": plain(s.at_least), "amount": s.amount.won} for s in self.steps]
        return {"kind": "steps", "steps": table}

    def largest(self, rounding: Rounding) -> Money:
        """The last step."""
        return rounding.of(Fraction(self.steps[-1].amount.won))

    def earned(self, attainment: Attainment, rounding: Rounding) -> Line:
        """The highest step reached; reaching its edge exactly counts."""
        reached = [step for step in self.steps if attainment.reaches(step.at_least)]
        if not reached:
            short = say(
                "Verified %(verified)s of %(target)s: below the first step at %(share)s.",
                share=percent(self.steps[0].at_least),
                **of_target(attainment),
            )
            return Line(self.key, short, NOTHING)
        step = reached[-1]
        working = say(
            "Verified %(verified)s of %(target)s: the step from %(share)s is reached, %(amount)s.",
            share=percent(step.at_least),
            amount=step.amount,
            **of_target(attainment),
        )
        return Line(self.key, working, rounding.of(Fraction(step.amount.won)))

    def sentences(self) -> tuple[Sentence, ...]:
        """What an officer signs: one sentence for each step."""
        return tuple(
            say(
                "%(key)s: from %(share)s of the target on, %(amount)s in all.",
                key=self.key,
                share=percent(step.at_least),
                amount=step.amount,
            )
            for step in self.steps
        )


def _step(part: Part) -> Step:
    part.only("from", "amount")
    return Step(part.number("from", least="0.000001", most="10"), part.won("amount"))


def _check_rising(low: Step, high: Step, part: Part) -> None:
    if high.at_least <= low.at_least:
        raise RuleBroken(
            "%(place)s is %(share)s; it has to be more than %(before)s, the step before it.",
            place=part.at("from"),
            share=plain(high.at_least),
            before=plain(low.at_least),
        )
    if high.amount < low.amount:
        raise RuleBroken(
            "%(place)s is %(amount)s; a higher step may not pay less than %(before)s.",
            place=part.at("amount"),
            amount=high.amount,
            before=low.amount,
        )
