"""Sequential looks: the Poisson maximised sequential probability ratio test, with exact limits.

Kulldorff, Davis, Kolczak, Lewis, Lieu & Platt (2011). With c cases seen and μ expected, the log
likelihood ratio is (μ − c) + c·ln(c/μ) for c > μ, else 0; for fewer cases than expected it is
the same for c < μ. The limit is the smallest one whose chance of ever being passed, when nothing
has changed, is at most alpha: found by exact dynamic programming over the states that are still
under watch. A signal is strictly above the limit.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log

import numpy as np
import numpy.typing as npt
from scipy import optimize, special, stats

from core.domain.errors import RuleBroken
from outcomes.domain.evaluation.statistics.checked import exposure, share

Floats = npt.NDArray[np.float64]
SMALLEST, LARGEST = 1e-6, 60.0  # between these lies every limit
MOST = 500  # expected cases up to which every single case is looked at
LARGER, SMALLER = "larger", "smaller"


def llr(cases: float, expected: float, direction: str = LARGER) -> float:
    """The log likelihood ratio, 0 on the side that nobody looks for."""
    if (cases <= expected) if direction == LARGER else (cases >= expected):
        return 0.0
    return expected - cases + (cases * log(cases / expected) if cases else 0.0)


def alpha_spent(
    limit: float, looks: Sequence[float], *, direction: str = LARGER, least: int = 1
) -> float:
    """The exact chance that any of the looks passes the limit when nothing has changed.

    `looks` are expected cases in total at each look, growing; `least` cases are needed to signal
    an increase. Shape of the state: the probability of each total not yet signalled.
    """
    alive = np.array([1.0])
    spent, before = 0.0, 0.0
    for expected in looks:
        alive = np.convolve(alive, _increments(expected - before))
        signals = _signals(len(alive), expected, limit, direction, least)
        spent += float(alive[signals].sum())
        alive = np.where(signals, 0.0, alive)
        before = expected
    return spent


def critical_value(
    looks: Sequence[float], *, alpha: float = 0.05, direction: str = LARGER, least: int = 1
) -> float:
    """The smallest limit that spends at most alpha over these looks.

    What is spent falls in steps as the limit grows, so the answer is one of the values that the
    ratio takes; a signal has to be strictly above it.
    """
    _growing(looks)
    share(alpha, "alpha")
    values = sorted({0.0, *_reachable(looks, direction, least)})
    low, high = 0, len(values) - 1
    while low < high:
        middle = (low + high) // 2
        if alpha_spent(values[middle], looks, direction=direction, least=least) <= alpha:
            high = middle
        else:
            low = middle + 1
    return values[low]


def continuous_critical_value(upper: float, *, alpha: float = 0.05, least: int = 1) -> float:
    """The limit when every single case is looked at, up to `upper` expected cases.

    A signal can only come at the moment of a case: with n cases it comes before μₙ, where the
    ratio of n cases falls to the limit. The chance is followed from one μₙ to the next.
    """
    upper, alpha = exposure(upper, "upper limit"), share(alpha, "alpha")
    if upper > MOST:
        raise RuleBroken(
            "The upper limit is %(upper)s expected cases; at most %(most)s are worked out one by "
            "one. Look at fixed times instead.",
            upper=upper,
            most=MOST,
        )

    def spent(limit: float) -> float:
        return continuous_alpha_spent(limit, upper, least=least) - alpha

    if spent(SMALLEST) <= 0:  # so few looks that even every rise is rare enough
        return 0.0
    return float(optimize.brentq(spent, SMALLEST, LARGEST, xtol=1e-10))


def continuous_alpha_spent(limit: float, upper: float, *, least: int = 1) -> float:
    """The exact chance that a rise passes the limit at any moment up to `upper` expected cases."""
    alive = np.ones(1)
    now, spent, cases = 0.0, 0.0, least
    while True:
        until = min(_until(cases, limit), upper)
        alive, signalled = _move(alive, until - now, cases)
        spent += signalled
        now, cases = until, cases + 1
        if now >= upper:
            return spent


def _until(cases: int, limit: float) -> float:
    """The expectation below which so many cases are a signal: x − 1 − ln x = limit / cases."""
    return -cases * float(special.lambertw(-exp(-1 - limit / cases)).real)


def _move(alive: Floats, time: float, limit: int) -> tuple[Floats, float]:
    """From one moment to the next: totals below `limit` go on, reaching it is a signal."""
    steps = np.arange(limit)
    passed = stats.poisson.sf(limit - 1 - steps[: len(alive)], time)
    moved = np.convolve(alive, stats.poisson.pmf(steps, time))[:limit]
    return moved, float(alive @ passed)


def _increments(expected: float) -> Floats:
    most = int(stats.poisson.isf(1e-15, expected)) + 2
    return np.asarray(stats.poisson.pmf(np.arange(most), expected))


def _signals(
    size: int, expected: float, limit: float, direction: str, least: int
) -> npt.NDArray[np.bool_]:
    ratios = np.array([llr(cases, expected, direction) for cases in range(size)])
    enough = np.arange(size) >= (least if direction == LARGER else 0)
    return np.asarray((ratios > limit) & enough)


def _reachable(looks: Sequence[float], direction: str, least: int) -> set[float]:
    found = set()
    for expected in looks:
        most = int(stats.poisson.isf(1e-12, expected)) + 2
        cases = range(least, most) if direction == LARGER else range(most)
        found |= {llr(one, expected, direction) for one in cases}
    return found


def _growing(looks: Sequence[float]) -> None:
    if not looks or list(looks) != sorted(set(looks)) or looks[0] <= 0:
        raise RuleBroken(
            "The expected cases at the looks have to grow from above 0, such as 2, 5, 9. They add "
            "up from look to look."
        )
