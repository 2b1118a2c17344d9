"""Weights and money of all outcomes, made into the few numbers that are told."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.domain.numbers import plain, rounded
from outcomes.domain.luck.rules import Marks

PLACES = 6  # of a probability, halves upwards
QUANTILES = (Fraction(5, 100), Fraction(1, 2), Fraction(95, 100))


@dataclass(frozen=True, slots=True)
class Weighed:
    """All outcomes of one effect: their weights, what is said of them, and what they pay."""

    weight: NDArray[Any]
    met: Marks
    unknown: Marks
    bare: Marks
    won: NDArray[Any] | None


@dataclass(frozen=True, slots=True)
class Told:
    """Probabilities with six places, money in whole won; both halves upwards.

    `won` is what is to be expected; of the quantiles 5, 50 and 95 of 100 cases pay no more. No
    money where the question named no terms.
    """

    met: Decimal
    paid: Decimal
    unknown: Decimal
    bare: Decimal
    won: int | None = None
    won_quantiles: tuple[int, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As stored."""
        return {
            "met": plain(self.met),
            "paid": plain(self.paid),
            "cannot_be_evaluated": plain(self.unknown),
            "bare": plain(self.bare),
            "expected_won": self.won,
            "quantiles_won": list(self.won_quantiles),
        }


def told(found: Weighed) -> Told:
    """Add up. Draws are whole numbers, so their sums are exact."""
    paid, won = found.met, None
    if found.won is not None:
        paid = np.asarray(found.won > 0)
        won = _whole(_mean(found.weight, found.won))
    return Told(
        met=_share(found, found.met),
        paid=_share(found, paid),
        unknown=_share(found, found.unknown),
        bare=_share(found, found.bare),
        won=won,
        won_quantiles=() if found.won is None else _quantiles(found.weight, found.won),
    )


def error_of(share: Decimal, draws: int) -> Decimal:
    """Twice the standard error of a share that was drawn, upwards: 19 of 20 are nearer.

    Where no draw differs from the others, three of the draws: the rule of three.
    """
    if share in {0, 1}:
        return rounded(Fraction(3, draws), PLACES, ROUND_CEILING)
    spread = float(share * (1 - share)) / draws
    return rounded(Fraction(2 * sqrt(spread)), PLACES, ROUND_CEILING)


def error_of_won(found: Weighed) -> int | None:
    """The same of the money that is to be expected, in whole won upwards."""
    if found.won is None:
        return None
    mean = _mean(found.weight, found.won)
    squares = _mean(found.weight, found.won.astype(object) ** 2) - mean**2
    return int(rounded(Fraction(2 * sqrt(squares / _sum(found.weight))), 0, ROUND_CEILING))


def _share(found: Weighed, mask: Marks) -> Decimal:
    return rounded(_sum(found.weight[mask]) / _sum(found.weight), PLACES)


def _sum(weights: NDArray[Any]) -> Fraction:
    return Fraction(weights.sum().item())


def _mean(weights: NDArray[Any], amounts: NDArray[Any]) -> Fraction:
    """Each amount once, in exact won, times the weight of all that pay it."""
    won, places = np.unique(amounts, return_inverse=True)
    each = np.zeros(len(won), dtype=weights.dtype)
    np.add.at(each, places, weights)
    pairs = zip(each.tolist(), won.tolist(), strict=True)
    paid = sum((Fraction(weight) * int(one) for weight, one in pairs), Fraction(0))
    return paid / _sum(weights)


def _quantiles(weights: NDArray[Any], amounts: NDArray[Any]) -> tuple[int, ...]:
    order = np.argsort(amounts, kind="stable")
    upto = np.cumsum(weights[order])
    places = [np.searchsorted(upto, float(share) * upto[-1]) for share in QUANTILES]
    return tuple(int(amounts[order[min(place, len(order) - 1)]]) for place in places)


def _whole(won: Fraction) -> int:
    return int(rounded(won, 0))
