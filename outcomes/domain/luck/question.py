"""What is asked of the luck meter: which sites, which test, which terms, which true effects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from core.domain.numbers import plain
from outcomes.domain.luck.rules import Rule
from programs.domain.terms import Sheet

RATE = Decimal("4.166667")  # injuries in a million hours, see docs/luck.md
PHI = Decimal(3)  # how alike sites are, see docs/luck.md
HOURS = 1_000_000
DRAWS = 100_000
NOTHING, ONE = Decimal(0), Decimal(1)


class Baseline(StrEnum):
    """What is known of the baseline when the question is asked."""

    COUNTED = "counted"  # so many injuries were counted
    UNCOUNTED = "uncounted"  # nobody has counted yet
    WORST = "worst"  # the site was chosen because its baseline was among the worst


@dataclass(frozen=True, slots=True)
class Alike:
    """One site, or several that are alike; hours and injuries are of all of them together."""

    hours_before: Decimal
    hours_after: Decimal
    before: int | None = None
    sites: int = 1

    @property
    def each(self) -> tuple[float, float]:
        """Hours of one of them, before and after."""
        return float(self.hours_before) / self.sites, float(self.hours_after) / self.sites

    def as_json(self) -> dict[str, str | int | None]:
        """As stored."""
        return {
            "before": self.before,
            "hours_before": plain(self.hours_before),
            "hours_after": plain(self.hours_after),
            "alike": self.sites,
        }


@dataclass(frozen=True, slots=True)
class Population:
    """What is usual for such sites.

    True rates of sites follow a gamma law with the mean `rate` (in a million hours) and the shape
    `phi`: the larger, the more alike they are. `trend` is what happens to everybody's rate without
    a programme; `drift` the variance of what happens to a single site besides.
    """

    rate: Decimal = RATE
    phi: Decimal = PHI
    trend: Decimal = ONE
    drift: Decimal = NOTHING

    @property
    def scale(self) -> float:
        """Of the gamma law, in injuries an hour."""
        return float(self.rate) / HOURS / float(self.phi)

    def as_json(self) -> dict[str, str]:
        """As stored."""
        return {
            "expected_rate": plain(self.rate),
            "phi": plain(self.phi),
            "trend": plain(self.trend),
            "drift": plain(self.drift),
        }


@dataclass(frozen=True, slots=True)
class Terms:
    """The sheet, the measure that the target is set for, and what else is taken for granted."""

    sheet: Sheet
    document: Mapping[str, Any]
    measure: str
    given: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """`effects` and `promised` are true effects; 0 is always asked, and comes first."""

    rule: Rule
    sites: tuple[Alike, ...]
    population: Population = Population()
    baseline: Baseline = Baseline.UNCOUNTED
    worst_share: Decimal = Decimal("0.1")
    promised: Decimal | None = None
    effects: tuple[Decimal, ...] = ()
    terms: Terms | None = None
    draws: int = DRAWS
    seed: int = 0

    @property
    def all_effects(self) -> tuple[Decimal, ...]:
        """Nothing done, the chosen ones and the promised one, each once and in order."""
        promised = () if self.promised is None else (self.promised,)
        return tuple(sorted({NOTHING, *self.effects, *promised}))

    @property
    def hours(self) -> tuple[Decimal, Decimal]:
        """Of all sites together, before and after."""
        before = sum((one.hours_before for one in self.sites), NOTHING)
        return before, sum((one.hours_after for one in self.sites), NOTHING)

    def as_json(self) -> dict[str, Any]:
        """Everything that the answer depends on, defaults included."""
        written: dict[str, Any] = {
            "design": self.rule.document(),
            "sites": [one.as_json() for one in self.sites],
            **self.population.as_json(),
            "baseline": self.baseline.value,
            "worst_share": plain(self.worst_share),
            "promised": None if self.promised is None else plain(self.promised),
            "effects": [plain(one) for one in self.effects],
            "draws": self.draws,
            "seed": self.seed,
        }
        if self.terms is not None:
            written |= {"measure": self.terms.measure, "given": dict(self.terms.given)}
            written["terms"] = dict(self.terms.document)
        return written
