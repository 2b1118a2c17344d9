"""Fewer injuries per hour than before, shown by an exact test and not by luck."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Self

from core.domain.canonical import digest_of
from core.domain.documents import Part
from core.domain.numbers import grouped, percent, plain, rounded
from core.domain.words import Sentence, say
from outcomes.domain.evaluation.rates import ratio_interval, ratio_p_value
from outcomes.domain.evaluation.readings import READINGS, Readings
from outcomes.domain.evaluation.result import Result, Verdict

BARE = Decimal("0.2")  # the naive rule, shown beside the test and never paid on
ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class RateReduction:
    """Met when an exact one-sided test says the rate fell by more than `minimum_reduction`."""

    alpha: Decimal = Decimal("0.05")
    minimum_reduction: Decimal = Decimal(0)

    NEEDS: ClassVar[tuple[str, ...]] = (
        "baseline_events",
        "baseline_hours",
        "follow_up_events",
        "follow_up_hours",
    )

    @property
    def goal(self) -> Decimal:
        """One reduction, shown: the value paid on is 1 or 0."""
        return ONE

    @classmethod
    def read(cls, part: Part) -> Self:
        """From its place in a document."""
        part.only("kind", "alpha", "minimum_reduction")
        alpha = part.number("alpha", least="0.0001", most="0.2")
        if "minimum_reduction" not in part.found:
            return cls(alpha)
        return cls(alpha, part.number("minimum_reduction", most="0.9"))

    def document(self) -> dict[str, Any]:
        """As stored."""
        return {
            "kind": "rate_reduction",
            "alpha": plain(self.alpha),
            "minimum_reduction": plain(self.minimum_reduction),
        }

    def evaluate(self, readings: Readings) -> Result:
        """Say what the data can carry, and nothing more."""
        digest = digest_of({"design": self.document(), "readings": readings.only(self.NEEDS)})
        values = {name: readings.of(name) for name in self.NEEDS}
        missing = tuple(
            name for name, value in values.items() if value is None or _useless(name, value)
        )
        if missing:
            return Result(
                Verdict.CANNOT,
                ONE,
                None,
                tuple(READINGS[name] for name in missing),
                digest,
                missing,
            )
        before, hours_before, after, hours_after = (v for v in values.values() if v is not None)
        return self._compare((int(before), int(after)), (hours_before, hours_after), digest)

    def _compare(
        self, cases: tuple[int, int], exposure: tuple[Decimal, Decimal], digest: str
    ) -> Result:
        p_value = ratio_p_value(cases=cases, exposure=exposure, ratio=ONE - self.minimum_reduction)
        met = cases[0] > 0 and p_value < self.alpha
        reduction = _reduction(cases, exposure)
        bare = reduction is not None and reduction >= Fraction(BARE)
        return Result(
            Verdict.MET if met else Verdict.NOT_MET,
            ONE,
            ONE if met else Decimal(0),
            (
                _counted(cases, exposure),
                self._tested(p_value, met=met, possible=cases[0] > 0),
                _compared(bare=bare),
            ),
            digest,
            reduction=None if reduction is None else rounded(reduction, 4),
            bare_met=bare,
            p_value=p_value,
            interval=ratio_interval(
                cases=cases, exposure=exposure, confidence=ONE - 2 * self.alpha
            ),
        )

    def _tested(self, p_value: Decimal, *, met: bool, possible: bool) -> Sentence:
        if not possible:
            return say("There was no injury in the baseline, so no reduction can be shown.")
        words = {
            "p": p_value,
            "alpha": percent(self.alpha),
            "least": percent(self.minimum_reduction),
        }
        if met:
            return say(
                "Exact one-sided test: p = %(p)s, below %(alpha)s. "
                "A reduction of more than %(least)s is shown.",
                **words,
            )
        return say(
            "Exact one-sided test: p = %(p)s, not below %(alpha)s. "
            "A reduction of more than %(least)s is not shown; it may be luck.",
            **words,
        )


def _useless(name: str, value: Decimal) -> bool:
    return name.endswith("_hours") and not value


def _reduction(cases: tuple[int, int], exposure: tuple[Decimal, Decimal]) -> Fraction | None:
    if not cases[0]:
        return None
    before = cases[0] / Fraction(exposure[0])
    return 1 - cases[1] / Fraction(exposure[1]) / before


def _counted(cases: tuple[int, int], exposure: tuple[Decimal, Decimal]) -> Sentence:
    return say(
        "Baseline: %(before)s injuries in %(hours_before)s hours. "
        "Follow-up: %(after)s injuries in %(hours_after)s hours.",
        before=cases[0],
        hours_before=grouped(exposure[0]),
        after=cases[1],
        hours_after=grouped(exposure[1]),
    )


def _compared(*, bare: bool) -> Sentence:
    if bare:
        return say(
            "The bare comparison (at least %(share)s lower) would say yes. "
            "It is shown for information and pays nothing.",
            share=percent(BARE),
        )
    return say(
        "The bare comparison (at least %(share)s lower) would say no. "
        "It is shown for information and pays nothing.",
        share=percent(BARE),
    )
