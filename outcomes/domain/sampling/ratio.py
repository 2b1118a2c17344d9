"""Which share of a claimed quantity is there: the combined ratio estimate of a stratified sample.

Cochran (1977), Sampling Techniques, sections 6.11 and 5.9.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from math import sqrt

from scipy import special

from core.domain.numbers import rounded
from outcomes.domain.sampling.looked import Stratum

PLACES = 4
ALL_OF_IT = Fraction(1)


@dataclass(frozen=True, slots=True)
class FoundShare:
    """Found ÷ claimed, carried over to the whole list; `point` is exact, the ends are rounded."""

    low: Decimal
    point: Fraction
    high: Decimal


def found_share(strata: Sequence[Stratum], *, confidence: Decimal) -> FoundShare:
    """R = Σ N·mean(found) / Σ N·mean(claimed), with Student's t around it.

    Var R = Σ N²(1 − n/N)·s²/n / (Σ N·mean(claimed))², s² of found − R·claimed within a stratum;
    where only one item was drawn from a stratum, around zero over all such strata together.
    """
    claimed = _total(strata, "claimed")
    if not claimed:
        return FoundShare(Decimal(1), ALL_OF_IT, Decimal(1))
    share = _total(strata, "found") / claimed
    open_ones = [one for one in strata if not one.is_whole]
    spread = sqrt(_variance(open_ones, float(share))) / float(claimed)
    freedom = max(1, sum(one.seen for one in open_ones) - len(open_ones))
    far = float(special.stdtrit(freedom, float(1 + confidence) / 2)) * spread
    return FoundShare(
        low=max(Decimal(0), rounded(share - Fraction(far), PLACES, ROUND_FLOOR)),
        point=share,
        high=min(Decimal(1), rounded(share + Fraction(far), PLACES, ROUND_CEILING)),
    )


def _total(strata: Sequence[Stratum], part: str) -> Fraction:
    return sum(
        (
            one.frame
            * sum((Fraction(getattr(row, part)) for row in one.looked), Fraction(0))
            / one.seen
            for one in strata
        ),
        Fraction(0),
    )


def _variance(strata: Sequence[Stratum], share: float) -> float:
    """Of Σ N·mean(found − R·claimed), with the correction for a finite list."""
    off = [[float(row.found) - share * float(row.claimed) for row in one.looked] for one in strata]
    lonely = [rest[0] ** 2 for rest in off if len(rest) == 1]
    alone = sum(lonely) / len(lonely) if lonely else 0.0
    return sum(
        one.frame**2 * (1 - one.seen / one.frame) / one.seen * (_spread(rest) or alone)
        for one, rest in zip(strata, off, strict=True)
    )


def _spread(rest: Sequence[float]) -> float | None:
    if len(rest) == 1:
        return None
    mean = sum(rest) / len(rest)
    return sum((one - mean) ** 2 for one in rest) / (len(rest) - 1)
