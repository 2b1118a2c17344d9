"""What must be so in the books at any moment, said in a sentence that can be checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

from core.domain.words import Sentence

MOST = 20  # as many as somebody reads; how many there are is counted all the same


@dataclass(frozen=True, slots=True)
class Check:
    """A sentence that has to be true, and a question that names whatever it is not true of."""

    name: str
    sentence: Sentence
    wrong: Callable[[], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a check found: how much is wrong, and the first of it by name."""

    wrong: int
    found: tuple[str, ...]

    @classmethod
    def of(cls, wrong: Iterable[str]) -> Seen:
        """Count everything and keep a few."""
        rest = iter(wrong)
        found = tuple(islice(rest, MOST))
        return cls(len(found) + sum(1 for _ in rest), found)
