"""`python -m bench.sites`: 100,000 worksites judged exactly, beside one statsmodels call a site."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from importlib.metadata import version
from statistics import median

import numpy as np
import numpy.typing as npt
from statsmodels.stats import rates

from bench.page import section_of
from outcomes.domain.evaluation.statistics import two_rates
from outcomes.domain.evaluation.statistics.bulk import Sites, compare

RUNS = 7
SITES, SOME, FEW = 100_000, 5_000, 500
SEED = 20260311
NEAR = 1e-9
Found = npt.NDArray[np.float64]
HEAD = "| who | sites | sites per second | times statsmodels |\n|---|--:|--:|--:|"
TOLD = (
    f"Cases and hours before and after of {SITES:,} worksites (gamma-Poisson, seed {SEED}); each "
    "gets the one-sided p value of the exact conditional test and, but for statsmodels, which has "
    "none, the exact interval of the ratio. statsmodels is called once for each of the first "
    f"{FEW:,} sites, the one-by-one function for the first {SOME:,}, and their speed is taken as "
    "that for all. Every p value that two of them worked out agrees within 10⁻⁹, or nothing is "
    f"written. Median of {RUNS} runs after one uncounted, by turns, in one process on one core."
)


def section() -> str:
    """Measure, and tell it as a section of the page; stop loudly where p values differ."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        speeds = _speeds(_worksites())
    finally:
        os.sched_setaffinity(0, cores)
    yardstick = speeds["`test_poisson_2indep` of statsmodels, a call for each site", FEW]
    rows = "\n".join(
        f"| {name} | {sites:,} | {speed:,.0f} | {speed / yardstick:,.1f} |"
        for (name, sites), speed in speeds.items()
    )
    return section_of(
        f"{SITES:,} worksites judged exactly",
        told=TOLD,
        versions={name: version(name) for name in ("numpy", "scipy", "statsmodels")},
        table=f"{HEAD}\n{rows}",
    )


def _worksites() -> Sites:
    """Sites of 10 to 300 people whose own rates vary; a third fewer cases afterwards."""
    draws = np.random.Generator(np.random.PCG64(SEED))
    hours = draws.uniform(20_000, 600_000, (2, SITES))
    true = draws.gamma(2.0, 6e-6, SITES)
    before, after = draws.poisson(true * hours[0]), draws.poisson(true * hours[1] * 2 / 3)
    return Sites(before, after, hours[0], hours[1])


def _speeds(sites: Sites) -> dict[tuple[str, int], float]:
    contestants: dict[tuple[str, int], Callable[[Sites, int], Found]] = {
        ("`bulk.compare`, all at once", SITES): _all_at_once,
        ("`two_rates`, one by one", SOME): _one_by_one,
        ("`test_poisson_2indep` of statsmodels, a call for each site", FEW): _statsmodels,
    }
    seconds: dict[tuple[str, int], list[float]] = {one: [] for one in contestants}
    right = _all_at_once(sites, SITES)
    for _ in range(1 + RUNS):
        for (name, many), judge in contestants.items():
            start = time.perf_counter()
            found = judge(sites, many)
            seconds[name, many].append(time.perf_counter() - start)
            if not np.allclose(found, right[:many], rtol=0, atol=NEAR):
                raise SystemExit(f"{name}: a p value differs; nothing is written.")
    return {one: one[1] / median(took[1:]) for one, took in seconds.items()}


def _all_at_once(sites: Sites, many: int) -> Found:
    part = Sites(
        sites.before[:many],
        sites.after[:many],
        sites.exposure_before[:many],
        sites.exposure_after[:many],
    )
    return compare(part).p_value


def _one_by_one(sites: Sites, many: int) -> Found:
    found = []
    for row in _rows(sites, many):
        data = two_rates.two(*row)
        if data.x1 + data.x2:
            two_rates.interval(data)
        found.append(two_rates.exact(data, alternative="smaller"))
    return np.array(found)


def _statsmodels(sites: Sites, many: int) -> Found:
    with np.errstate(divide="ignore"):  # it divides by a rate of zero on its way
        return np.array([_called(*row) for row in _rows(sites, many)])


def _called(after: int, before: int, time_after: float, time_before: float) -> float:
    """No case at all is p = 1 in the others; statsmodels is not asked."""
    if not after + before:
        return 1.0
    found = rates.test_poisson_2indep(
        after,
        time_after,
        before,
        time_before,
        method="exact-cond",
        compare="ratio",
        alternative="smaller",
    )
    return float(found.pvalue)


def _rows(sites: Sites, many: int) -> list[tuple[int, int, float, float]]:
    columns = (sites.after, sites.before, sites.exposure_after, sites.exposure_before)
    return list(zip(*(column[:many].tolist() for column in columns), strict=True))


if __name__ == "__main__":
    print(section())
