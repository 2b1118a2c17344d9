"""A pay run: what it does in turn, and where it and each of its chunks stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TypeVar

from core.domain.errors import RuleBroken

LINES = 5_000  # of one bank file, and rows of one transaction: memory depends on this alone
MOST_LINES = 50_000
SPREAD = 16  # places between chunks that are handed out one after the other
STARTS = 3  # so often may whoever works on a chunk be killed before it is cut up
PARTS = 10  # of a chunk that is cut up

Row = TypeVar("Row")


class Stage(StrEnum):
    """Which work a chunk of a run holds."""

    COMPUTING = "computing"
    SENDING = "sending"


class RunState(StrEnum):
    """Where a run stands: one of a programme is under way at most."""

    UNDER_WAY = "under_way"
    FINISHED = "finished"


class ChunkState(StrEnum):
    """Where a chunk stands; whoever works on it holds its row."""

    WAITING = "waiting"
    FINISHED = "finished"


def check_lines(lines: int) -> None:
    """A file has a few lines at least, and never more than fit into memory."""
    if not 1 <= lines <= MOST_LINES:
        raise RuleBroken(
            "A bank file of a pay run has 1 to %(most)s lines. Choose another number.",
            field="lines",
            most=MOST_LINES,
        )


def bad_ones(keys: Sequence[int], goes_through: Callable[[Sequence[int]], bool]) -> list[int]:
    """Which rows stop the others, found by halves: of many good rows few are tried."""
    if not keys or goes_through(keys):
        return []
    if len(keys) == 1:
        return list(keys)
    half = len(keys) // 2
    found = [*bad_ones(keys[:half], goes_through), *bad_ones(keys[half:], goes_through)]
    return found or list(keys)  # only together are they bad: none of them goes


def parts_of(rows: Sequence[Row]) -> list[Sequence[Row]]:
    """At most ten parts of the same size, in their order; of few rows each by itself."""
    size = -(-len(rows) // PARTS) or 1
    return [rows[start : start + size] for start in range(0, len(rows), size)]
