"""What every statistic needs: counts that are whole, exposures above zero. Missing is not zero."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from core.domain.errors import RuleBroken


@dataclass(frozen=True, slots=True)
class Ends:
    """Two ends of an interval; `high` is infinite where the data set none."""

    low: float
    high: float


def count(value: float, name: str = "count") -> int:
    """A count of cases, or a refusal that names it."""
    if not isfinite(value) or value < 0 or value != int(value):
        raise RuleBroken(
            "%(name)s is %(value)s. Cases are counted in whole numbers from 0 on.",
            name=name,
            value=value,
        )
    return int(value)


def exposure(value: float, name: str = "exposure") -> float:
    """Hours or worker-years above zero; without them there is no rate."""
    if not isfinite(value) or value <= 0:
        raise RuleBroken(
            "%(name)s is %(value)s. Without time at work there is no rate; it cannot be evaluated.",
            name=name,
            value=value,
        )
    return float(value)


def share(value: float, name: str) -> float:
    """A level or a confidence, between 0 and 1."""
    if not 0 < value < 1:
        raise RuleBroken(
            "%(name)s is %(value)s. It lies between 0 and 1, such as 0.05.", name=name, value=value
        )
    return float(value)
