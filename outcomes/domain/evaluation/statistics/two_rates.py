"""Two rates by the exact conditional test: given all cases, those of the first are binomial.

Cases `x = (x1, x2)` in `t = (t1, t2)`; the ratio is rate1 / rate2. X1 | X1+X2=n is Bin(n, p) with
p = R·t1 / (R·t1 + t2) (Przyborowski & Wilenski 1940). Two-sided means central, twice the smaller
tail: it is the one convention whose test and Clopper-Pearson interval always agree; "minlike"
(Sterne) is offered, with its own inverted interval (Blaker-style scan of the p value).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor, inf

import numpy as np
import numpy.typing as npt
from scipy import optimize, special, stats

from core.domain.errors import RuleBroken
from outcomes.domain.evaluation.statistics.checked import Ends, count, exposure, share

Floats = npt.NDArray[np.float64]
GRID, LEVELS = 400, 6  # 400 to the power of 6 is finer than a float
SHARE_PLACES = 4
JUST = 1 + 1e-7  # R's tolerance for “as probable as what was seen”


@dataclass(frozen=True, slots=True)
class Two:
    """Cases and exposure of two groups."""

    x1: int
    x2: int
    t1: float
    t2: float

    @property
    def ratio(self) -> float:
        """Rate 1 by rate 2; infinite over no case, undefined between none."""
        if not self.x2:
            return inf if self.x1 else float("nan")
        return (self.x1 / self.t1) / (self.x2 / self.t2)

    def share(self, ratio: float) -> float:
        """The part of all cases that falls to group 1 at this ratio."""
        return ratio * self.t1 / (ratio * self.t1 + self.t2)

    def of_share(self, part: float) -> float:
        """The ratio behind such a part."""
        return inf if part >= 1 else part / (1 - part) * self.t2 / self.t1

    def swapped(self) -> Two:
        """The same seen from the other side."""
        return Two(self.x2, self.x1, self.t2, self.t1)


def two(x1: float, x2: float, t1: float, t2: float) -> Two:
    """Checked cases and exposures; refuses what is not counted, and zero exposure."""
    return Two(
        count(x1, "cases of group 1"),
        count(x2, "cases of group 2"),
        exposure(t1, "exposure of group 1"),
        exposure(t2, "exposure of group 2"),
    )


def tails(data: Two, ratio: float) -> tuple[float, float]:
    """P(X1 ≤ x1) and P(X1 ≥ x1) at this ratio."""
    n, p = data.x1 + data.x2, data.share(ratio)
    return float(special.bdtr(data.x1, n, p)) if n else 1.0, float(
        special.bdtrc(data.x1 - 1, n, p) if data.x1 else 1.0
    )


def exact(
    data: Two, *, ratio: float = 1.0, alternative: str = "two-sided", convention: str = "central"
) -> float:
    """The p value of the exact conditional test of rate1/rate2 = ratio."""
    smaller, larger = tails(data, exposure(ratio, "ratio"))
    if alternative != "two-sided":
        return {"smaller": smaller, "larger": larger}[alternative]
    if convention == "minlike":
        return minlike(data, ratio)
    return min(1.0, 2 * min(smaller, larger))


def mid_p(
    data: Two, *, ratio: float = 1.0, alternative: str = "two-sided", convention: str = "central"
) -> float:
    """The same with half of what was seen left out: less conservative."""
    n, p = data.x1 + data.x2, data.share(ratio)
    half = float(stats.binom.pmf(data.x1, n, p)) / 2
    smaller, larger = (tail - half for tail in tails(data, ratio))
    if alternative != "two-sided":
        return {"smaller": smaller, "larger": larger}[alternative]
    if convention == "minlike":
        return minlike(data, ratio) - half
    return min(1.0, 2 * min(smaller, larger))


def minlike(data: Two, ratio: float) -> float:
    """All outcomes that are no more probable than the one seen, as scipy and R's binom.test."""
    n = data.x1 + data.x2
    return float(stats.binomtest(data.x1, n, data.share(ratio)).pvalue) if n else 1.0


def interval(data: Two, *, alpha: float = 0.05, convention: str = "central") -> Ends:
    """The exact interval of the ratio at confidence 1 − alpha, by the same convention."""
    needs_a_case(data)
    alpha = share(alpha, "alpha")
    central = Ends(data.of_share(_low(data, alpha / 2)), data.of_share(_high(data, alpha / 2)))
    return central if convention == "central" else _inverted(data, alpha, central)


def mid_p_interval(data: Two, *, alpha: float = 0.05) -> Ends:
    """Ratios that the central mid-p test does not refuse."""
    needs_a_case(data)
    wide = interval(data, alpha=alpha / 4)

    def refused(ratio: float) -> float:
        return mid_p(data, ratio=ratio) - alpha

    middle = _middle(data)
    low = _root(refused, wide.low, middle) if data.x1 else 0.0
    high = _root(refused, middle, wide.high) if data.x2 else inf
    return Ends(low, high)


def needs_a_case(data: Two) -> None:
    """Refuses data without any case: they say nothing about a ratio."""
    if not data.x1 + data.x2:
        raise RuleBroken(
            "There is no case in either period, so nothing can be said about their ratio."
        )


def _low(data: Two, tail: float) -> float:
    return float(special.betaincinv(data.x1, data.x2 + 1, tail)) if data.x1 else 0.0


def _high(data: Two, tail: float) -> float:
    return float(special.betaincinv(data.x1 + 1, data.x2, 1 - tail)) if data.x2 else 1.0


def _inverted(data: Two, alpha: float, central: Ends) -> Ends:
    """The outermost ratios whose minlike p value reaches alpha.

    Their shares are rounded outwards to four places, as R's exactci gives them, so that both say
    the same; a wider interval is never the wrong one.
    """
    middle, scale = _middle(data), 10**SHARE_PLACES
    low, high = 0.0, 1.0
    if data.x1:
        low = data.share(_scan(data, alpha, max(central.low / 3, 1e-12), middle))
        low = floor(low * scale) / scale
    if data.x2:
        high = data.share(_scan(data, alpha, min(central.high * 3, 1e12), middle))
        high = ceil(high * scale) / scale
    return Ends(data.of_share(low), data.of_share(high))


def _middle(data: Two) -> float:
    return data.of_share((data.x1 + 0.5) / (data.x1 + data.x2 + 1))


def _root(refused: Callable[[float], float], low: float, high: float) -> float:
    start = low or high * 1e-9
    return float(optimize.brentq(refused, start, high, xtol=1e-13, rtol=8.9e-16))


def _scan(data: Two, alpha: float, outside: float, inside: float) -> float:
    """The p value jumps, so its outermost crossing is looked for on ever finer grids.

    `inside` is the ratio that the data say, which no level refuses.
    """
    for _ in range(LEVELS):
        grid = np.geomspace(outside, inside, GRID)
        first = int(np.flatnonzero(_minlike(data, grid) >= alpha)[0])
        outside, inside = float(grid[max(first - 1, 0)]), float(grid[first])
    return inside


def _minlike(data: Two, ratios: Floats) -> Floats:
    """`minlike` for many ratios at once."""
    n = data.x1 + data.x2
    shares = ratios * data.t1 / (ratios * data.t1 + data.t2)
    chances = stats.binom.pmf(np.arange(n + 1)[None, :], n, shares[:, None])
    seen = chances[:, data.x1][:, None]
    return np.asarray(np.where(chances <= seen * JUST, chances, 0.0).sum(axis=1))
