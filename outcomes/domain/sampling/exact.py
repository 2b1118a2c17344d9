"""How many wrong ones a list may hold, given those in a sample: the hypergeometric law inverted."""

from __future__ import annotations

from scipy import stats


def fewest(wrong: int, seen: int, frame: int, tail: float) -> int:
    """The fewest wrong ones in the list under which so many in the sample are not too rare."""
    low, high = wrong, frame - (seen - wrong)
    while low < high:
        middle = (low + high) // 2
        if float(stats.hypergeom.sf(wrong - 1, frame, middle, seen)) > tail:
            high = middle
        else:
            low = middle + 1
    return low


def most(wrong: int, seen: int, frame: int, tail: float) -> int:
    """The most wrong ones in the list under which so few in the sample are not too rare."""
    return frame - fewest(seen - wrong, seen, frame, tail)
