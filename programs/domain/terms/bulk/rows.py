"""A slice of the cases while it is worked through, and the rows of it that one step works on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from programs.domain.terms.bulk.columns import Array


@dataclass(slots=True)
class Chunk:
    """Some cases with all their subjects; rows and parents are counted from the slice's first.

    `unknown` has a name only if something of it is not known. A case that is `refused` goes on
    with values that mean nothing, so that the others need not be taken apart.
    """

    parents: list[Array]
    counts: list[int]
    refused: Array
    values: dict[str, Array] = field(default_factory=dict)
    unknown: dict[str, Array] = field(default_factory=dict)
    ways: dict[tuple[int, int], Array] = field(default_factory=dict)
    absent: list[Array | None] = field(default_factory=list)  # by level: whose inner list is

    def above(self, level: int, outer: int) -> Array:
        """For each subject of a level the row of the one further out that it belongs to."""
        if (level, outer) not in self.ways:
            if level == outer:
                found = np.arange(self.counts[level])
            else:
                found = self.above(level - 1, outer)[self.parents[level]]
            self.ways[level, outer] = found
        return self.ways[level, outer]

    def edges(self, level: int, outer: int) -> Array:
        """Where the rows of each subject further out begin; the last edge ends the last one."""
        return np.searchsorted(self.above(level, outer), np.arange(self.counts[outer] + 1))

    def lifted(self, found: Array, level: int, to: int) -> Array:
        """What belongs to subjects, beside each of the subjects inside them."""
        return found if level == to else found[self.above(to, level)]

    def known_at(self, name: str, level: int, to: int) -> Array | None:
        """Where a name is not known, if anywhere."""
        found = self.unknown.get(name)
        return None if found is None else self.lifted(found, level, to)

    def untold(self, level: int, outer: int) -> Array | None:
        """For each subject further out, whether it is not known who there is inside on a level."""
        found: Array | None = None
        for at in range(outer, level):
            mask = self.absent[at]
            if mask is not None and mask.any():
                rows = np.zeros(self.counts[outer], dtype=bool)
                rows[self.above(at, outer)[mask]] = True
                found = rows if found is None else found | rows
        return found

    def refuse(self, level: int, which: Array) -> None:
        """The whole case that these subjects belong to."""
        self.refused[self.above(level, 0)[which]] = True

    def forget(self, names: Iterable[str]) -> None:
        """What no later step takes."""
        for name in names:
            self.values.pop(name, None)
            self.unknown.pop(name, None)


@dataclass(slots=True)
class Rows:
    """The subjects of one level as a step sees them. `outer` is the level that it gathers to."""

    chunk: Chunk
    level: int
    outer: int
    is_wide: bool
    undefined: Array | None = None

    @property
    def count(self) -> int:
        """How many there are."""
        return self.chunk.counts[self.level]

    @property
    def edges(self) -> Array:
        """Where the rows of each subject further out begin and end."""
        return self.chunk.edges(self.level, self.outer)

    def numbers(self, name: str, level: int) -> Array:
        """In the scale of the column; as Python numbers where int64 might not hold what comes."""
        found = self.plain(name, level)
        return found.astype(object) if self.is_wide else found

    def plain(self, name: str, level: int) -> Array:
        """As it stands."""
        return self.chunk.lifted(self.chunk.values[name], level, self.level)

    def unknown(self, name: str, level: int) -> Array | None:
        """Where it is not known, if anywhere."""
        return self.chunk.known_at(name, level, self.level)
