"""`python -m bench.luck`: 100,000 draws of the luck meter beside the same draws in bare numpy."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from scipy import special

from bench.page import section_of
from outcomes.domain.luck import Question, luck, question_from

RUNS = 15
DOCUMENT = Path(__file__).with_name("luck.json")
HEAD = (
    "| sites | bare numpy, seconds | luck meter, seconds | ratio | paid for nothing, in 100 |\n"
    "|---|--:|--:|--:|--:|"
)
TOLD = (
    "How often, and how much, an exact test at 5 % with an award of 30,000,000 won pays where "
    "nothing is done and nobody has counted yet: 100,000 draws. Bare numpy draws true rates, "
    "counts before and after from the same generator and seed, takes scipy's test of each and "
    "counts those that pass. The luck meter makes the same draws, judges every pair of counts that "
    "comes up by the rule of the target, prices it through the terms in exact won, adds "
    "errors, quantiles and sentences, and works it all out a second time without drawing where "
    "that is possible. Both have to pay in the very same number of draws, or nothing is written. "
    f"Median of {RUNS} runs after one uncounted, by turns, in one process on one core."
)


def section() -> str:
    """Measure, and tell it as a section of the page; stop loudly where the two differ."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        rows = "\n".join(_row(name, question_from(asked)) for name, asked in _questions().items())
    finally:
        os.sched_setaffinity(0, cores)
    return section_of(
        "What luck alone would pay, in 100,000 draws",
        told=TOLD,
        versions={name: version(name) for name in ("numpy", "scipy")},
        table=f"{HEAD}\n{rows}",
    )


def _questions() -> dict[str, dict[str, Any]]:
    asked = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    one = {"hours_before": "200000", "hours_after": "200000"}
    fifty = {"hours_before": "10000000", "hours_after": "10000000", "alike": 50}
    unlike = [{"hours_before": n, "hours_after": n} for n in range(100_000, 200_000, 2_000)]
    return {
        "one": {**asked, "sites": [one]},
        "fifty alike": {**asked, "sites": [fifty]},
        "fifty, each of another size": {**asked, "sites": unlike},
    }


def _bare(asked: Question) -> int:
    """Nothing but draws and comparison: how many of the draws pay."""
    random = np.random.Generator(np.random.PCG64(asked.seed))
    shape, rate = float(asked.population.phi), float(asked.population.rate) / 1e6
    mean_before, mean_after = np.zeros(asked.draws), np.zeros(asked.draws)
    for one in asked.sites:
        rates = random.standard_gamma(one.sites * shape, size=asked.draws) * (rate / shape)
        mean_before += rates * (float(one.hours_before) / one.sites)
        mean_after += rates * (float(one.hours_after) / one.sites)
    before, after = random.poisson(mean_before), random.poisson(mean_after)
    p_values = special.bdtr(after.astype(float), before + after, 0.5)  # hours are equal
    return int(((before > 0) & (p_values < 0.05)).sum())


def _meter(asked: Question) -> int:
    """The whole answer."""
    return int(luck(asked).lines[0].drawn.paid * asked.draws)


def _row(name: str, asked: Question) -> str:
    seconds: dict[str, list[float]] = {"bare": [], "meter": []}
    paid = 0
    for _ in range(1 + RUNS):
        paid, others = (_timed(run, asked, seconds[key]) for key, run in _RUNS.items())
        if paid != others:
            raise SystemExit(f"{name}: {paid} draws pay by bare numpy, {others} by the luck meter.")
    bare, meter = (median(found[1:]) for found in seconds.values())
    share = 100 * paid / asked.draws
    return f"| {name} | {bare:.3f} | {meter:.3f} | {meter / bare:.2f} | {share:.1f} |"


def _timed(run: Callable[[Question], int], asked: Question, seconds: list[float]) -> int:
    start = time.perf_counter()
    found = run(asked)
    seconds.append(time.perf_counter() - start)
    return found


_RUNS: dict[str, Callable[[Question], int]] = {"bare": _bare, "meter": _meter}

if __name__ == "__main__":
    print(section())
