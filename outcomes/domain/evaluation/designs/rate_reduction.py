"""Fewer injuries per hour than before, shown by an exact test and not by luck."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Self

from core.domain.canonical import digest_of
from core.domain.documents import Part
from core.domain.numbers import percent, rounded
from core.domain.words import Sentence, say
from outcomes.domain.evaluation.asked import ONE, Asked
from outcomes.domain.evaluation.injuries import (
    BARE,
    INJURIES,
    cannot,
    compared,
    counted,
    injuries_in,
    missing_in,
    reduction_of,
    too_little,
)
from outcomes.domain.evaluation.rates import ratio_interval, ratio_p_value
from outcomes.domain.evaluation.readings import Readings
from outcomes.domain.evaluation.result import Result, Verdict


@dataclass(frozen=True, slots=True)
class RateReduction(Asked):
    """Met when an exact one-sided test says the rate fell by more than `minimum_reduction`."""

    NEEDS: ClassVar[tuple[str, ...]] = INJURIES

    @property
    def goal(self) -> Decimal:
        """A reduction, shown: the value paid on is 1 or 0, or how much is at least shown."""
        return ONE

    @classmethod
    def read(cls, part: Part) -> Self:
        """From its place in a document."""
        return cls.read_members(part)

    def document(self) -> dict[str, Any]:
        """As stored."""
        return {"kind": "rate_reduction", **self.as_json()}

    def evaluate(self, readings: Readings) -> Result:
        """Say what the data can carry, and nothing more."""
        digest = digest_of({"design": self.document(), "readings": readings.only(self.NEEDS)})
        if missing := missing_in(readings):
            return cannot(missing, digest)
        before, hours_before, after, hours_after = injuries_in(readings)
        if before < self.least_events:
            return too_little(self, before, digest)
        return self._compare((before, after), (hours_before, hours_after), digest)

    def _compare(
        self, cases: tuple[int, int], exposure: tuple[Decimal, Decimal], digest: str
    ) -> Result:
        p_value = ratio_p_value(cases=cases, exposure=exposure, ratio=ONE - self.minimum_reduction)
        met = cases[0] > 0 and p_value < self.alpha
        reduction = reduction_of(cases, exposure)
        bare = reduction is not None and reduction >= BARE
        interval = ratio_interval(cases=cases, exposure=exposure, confidence=ONE - 2 * self.alpha)
        high = None if interval is None or interval.high is None else float(interval.high)
        return Result(
            Verdict.MET if met else Verdict.NOT_MET,
            ONE,
            self.value(shown=met, high=high),
            (
                counted(cases, exposure),
                self._tested(p_value, met=met, possible=cases[0] > 0),
                compared(bare=bare),
            ),
            digest,
            reduction=None if reduction is None else rounded(reduction, 4),
            bare_met=bare,
            p_value=p_value,
            interval=interval,
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
