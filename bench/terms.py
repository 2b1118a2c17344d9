"""`python -m bench.terms`: one tier table with a cap over a million worksites, in many engines."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from statistics import median

from bench import boram, yardsticks
from bench.page import section_of
from bench.tiers import CAP, ROWS, TIERS, Column, expected, hazards

RUNS = 7
FEW = 100_000
FEWER = 20_000
HEAD = "| engine | rows | rows per second | of the limit |\n|---|--:|--:|--:|"
TOLD = (
    f"A promise of {len(TIERS)} tiers over the hazards removed, capped at {CAP:,} won, priced for "
    f"up to {ROWS:,} worksites. Each engine takes a column of whole numbers and gives back one of "
    "whole won; every amount of every run was compared with plain Python integers. Median of "
    f"{RUNS} runs after one uncounted, the engines taking turns in one process; the slow ones are "
    "given fewer rows."
)


@dataclass(frozen=True, slots=True)
class Contestant:
    """An engine that turns a column of hazards removed into a column of won."""

    name: str
    price: Callable[[Column], Column]
    rows: int = ROWS


LIMIT = Contestant("bare numpy, searchsorted on integers: the limit", yardsticks.bare_numpy)
CONTESTANTS = (
    LIMIT,
    Contestant("`bulk`", boram.all_at_once),
    Contestant("`price`, one by one, each with its working in words", boram.one_by_one, FEWER),
    Contestant("OpenFisca-core, marginal rate scale", yardsticks.openfisca),
    Contestant(
        f"zen-engine, decision table, {yardsticks.SLICE:,} rows to a call",
        yardsticks.zen_by_slice,
        FEW,
    ),
    Contestant("zen-engine, decision table, a call for each row", yardsticks.zen_by_row, FEW),
)


def section() -> str:
    """Measure, and tell it as a section of the page; stop loudly where an amount differs."""
    removed = hazards()
    right = expected(removed.tolist())
    seconds: dict[str, list[float]] = {one.name: [] for one in CONTESTANTS}
    for _ in range(1 + RUNS):
        for one in CONTESTANTS:
            seconds[one.name].append(_timed(one, removed[: one.rows], right[: one.rows]))
    speeds = {one.name: one.rows / median(seconds[one.name][1:]) for one in CONTESTANTS}
    packages = ("numpy", "OpenFisca-Core", "zen-engine")
    return section_of(
        "One tier table with a cap, over a million worksites",
        told=TOLD,
        versions={name: version(name) for name in packages},
        table=f"{HEAD}\n{_rows(speeds)}",
    )


def _timed(one: Contestant, removed: Column, right: list[int]) -> float:
    start = time.perf_counter()
    amounts = one.price(removed)
    seconds = time.perf_counter() - start
    if amounts.tolist() != right:
        raise SystemExit(f"{one.name}: an amount differs from plain integers; nothing is written.")
    return seconds


def _rows(speeds: dict[str, float]) -> str:
    limit = speeds[LIMIT.name]
    return "\n".join(
        f"| {one.name} | {one.rows:,} | {speeds[one.name]:,.0f} "
        f"| {_share(speeds[one.name] / limit)} |"
        for one in CONTESTANTS
    )


def _share(ratio: float) -> str:
    return f"{ratio:.2f}" if ratio >= 0.1 else f"{ratio:.4f}"


if __name__ == "__main__":
    print(section())
