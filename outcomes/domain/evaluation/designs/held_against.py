"""What designs share that hold improved sites against reference sites."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from math import isinf
from typing import Any, ClassVar, Self

import numpy as np

from core.domain.canonical import digest_of
from core.domain.documents import Part
from core.domain.numbers import percent, rounded
from core.domain.words import Sentence, say
from outcomes.domain.evaluation.asked import ONE, ZERO, Asked, cut
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
from outcomes.domain.evaluation.panel import Group, Site
from outcomes.domain.evaluation.rates import PLACES
from outcomes.domain.evaluation.readings import Readings
from outcomes.domain.evaluation.result import Interval, Result, Verdict
from outcomes.domain.evaluation.statistics.checked import Ends
from outcomes.domain.evaluation.statistics.reference_model import Counts

FEWEST = 10  # reference sites


@dataclass(frozen=True, slots=True)
class HeldAgainst(Asked):
    """The rules that turn a comparison with reference sites into a verdict and a value."""

    NEEDS: ClassVar[tuple[str, ...]] = INJURIES
    KIND: ClassVar[str]

    @classmethod
    def read(cls, part: Part) -> Self:
        """From its place in a document; both the baseline and the reference have to be named."""
        part.member("baseline")
        part.member("reference")
        return cls.read_members(part)

    def document(self) -> dict[str, Any]:
        """As stored."""
        return {"kind": self.KIND, **self.as_json()}

    @property
    def goal(self) -> Decimal:
        """A reduction, shown."""
        return ONE

    def evaluate(self, readings: Readings) -> Result:
        """Compare where everything is known; else say what is missing."""
        digest = digest_of(
            {
                "design": self.document(),
                "readings": readings.only(self.NEEDS),
                "panel": readings.panel.as_json(),
            }
        )
        if missing := missing_in(readings) or self.missing_sites(readings):
            return cannot(missing, digest)
        before, hours_before, after, hours_after = injuries_in(readings)
        if before < self.least_events:
            return too_little(self, before, digest)
        own, others = (arrays(sites_known(readings, group)) for group in Group)
        found = self.found(own, others) if others.before.sum() and others.after.sum() else None
        if found is None:
            return cannot(("chosen" if others.after.sum() else "reference",), digest)
        return self._judged((before, after), (hours_before, hours_after), digest, found)

    def found(self, own: Counts, others: Counts) -> Found | None:
        """What the statistics say; nothing where the sites were chosen for a bad year."""
        raise NotImplementedError

    @property
    def null(self) -> float:
        """The ratio below which a reduction counts."""
        return float(ONE - self.minimum_reduction)

    def missing_sites(self, readings: Readings) -> tuple[str, ...]:
        """Too few reference sites, or improved ones that cannot be compared one by one."""
        treated = readings.panel.sites(Group.TREATED)
        if not treated or not all(site.is_known for site in treated):
            return ("sites",)
        return () if len(sites_known(readings, Group.REFERENCE)) >= FEWEST else ("reference",)

    def _judged(
        self,
        cases: tuple[int, int],
        exposure: tuple[Decimal, Decimal],
        digest: str,
        found: Found,
    ) -> Result:
        """The verdict; every float is rounded by a stated rule before it is compared or paid on."""
        p_value = rounded(Fraction(found.p_value), PLACES)
        met = p_value < self.alpha
        bare = reduction_of(cases, exposure)
        high = None if isinf(found.ends.high) else found.ends.high
        return Result(
            Verdict.MET if met else Verdict.NOT_MET,
            ONE,
            self.value(shown=met, high=high),
            (
                counted(cases, exposure),
                found.sentence,
                self._tested(p_value, met=met),
                compared(bare=bare is not None and bare >= BARE),
            ),
            digest,
            reduction=cut(1 - found.theta),
            bare_met=bare is not None and bare >= BARE,
            p_value=p_value,
            interval=Interval(
                rounded(Fraction(found.ends.low), PLACES, ROUND_FLOOR),
                None if high is None else rounded(Fraction(high), PLACES, ROUND_CEILING),
                ONE - 2 * self.alpha,
            ),
            method=self.KIND,
            diagnostics={name: _short(value) for name, value in found.diagnostics.items()},
        )

    def _tested(self, p_value: Decimal, *, met: bool) -> Sentence:
        words = {
            "p": p_value,
            "alpha": percent(self.alpha),
            "least": percent(self.minimum_reduction),
        }
        if met:
            return say(
                "So few would happen by themselves with a probability of %(p)s, below %(alpha)s. "
                "A reduction of more than %(least)s is shown.",
                **words,
            )
        return say(
            "So few would happen by themselves with a probability of %(p)s, not below %(alpha)s. "
            "A reduction of more than %(least)s is not shown; it may be luck.",
            **words,
        )


@dataclass(frozen=True, slots=True)
class Found:
    """What the statistics say, before any rule is applied."""

    p_value: float
    ends: Ends
    theta: float
    sentence: Sentence
    diagnostics: Mapping[str, float]


def sites_known(readings: Readings, group: Group) -> tuple[Site, ...]:
    """Sites of a group with numbers on both sides."""
    return tuple(site for site in readings.panel.sites(group) if site.is_known)


def arrays(sites: Sequence[Site]) -> Counts:
    """Injuries and hours of sites as columns, in the order of their names."""
    sides = [(site.before, site.after) for site in sites]
    return Counts(
        np.array([float(before.events or 0) for before, _ in sides]),
        np.array([float(after.events or 0) for _, after in sides]),
        np.array([float(before.hours or ZERO) for before, _ in sides]),
        np.array([float(after.hours or ZERO) for _, after in sides]),
    )


def _short(value: float) -> Decimal:
    """Nine significant places are told; nothing is computed from them."""
    return Decimal(f"{value:.9g}")
