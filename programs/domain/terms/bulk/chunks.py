"""Cases cut into slices that are worked one after the other, so that memory does not grow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from programs.domain.terms.bulk.columns import Array, Columns
from programs.domain.terms.bulk.facts import Fact
from programs.domain.terms.bulk.inputs import read
from programs.domain.terms.bulk.rows import Chunk
from programs.domain.terms.sheet import Sheet


def parents_of(sheet: Sheet, columns: Columns) -> list[Array]:
    """For each level of subjects; none where nothing is said of them."""
    found = (columns.parents.get(level.key, ()) for level in sheet.levels)
    return [np.asarray(one, dtype=np.int64) for one in found]


def slices(count: int, parents: Sequence[Array], most: int) -> Iterator[list[slice]]:
    """The rows of each level, for as many cases as have together no more than fits.

    A case is never cut, however many subjects it has.
    """
    start = 0
    while start < count:
        step = min(most, count - start)
        found = _inside(start, start + step, parents)
        while step > 1 and any(one.stop - one.start > most for one in found):
            step //= 2
            found = _inside(start, start + step, parents)
        yield found
        start += step


def _inside(start: int, stop: int, parents: Sequence[Array]) -> list[slice]:
    found = [slice(start, stop)]
    for level in parents:
        low, high = np.searchsorted(level, np.array([found[-1].start, found[-1].stop]))
        found.append(slice(int(low), int(high)))
    return found


def chunk_of(
    sheet: Sheet,
    facts: Mapping[str, Fact],
    columns: Columns,
    parents: Sequence[Array],
    rows: Sequence[slice],
) -> Chunk:
    """A slice with its inputs; cases that price would refuse are marked."""
    counts = [one.stop - one.start for one in rows]
    inside = [
        found[own] - above.start
        for found, own, above in zip(parents, rows[1:], rows[:-1], strict=True)
    ]
    refused = np.zeros(counts[0], dtype=bool)
    refused[[row - rows[0].start for row in columns.refused if row in _range(rows[0])]] = True
    chunk = Chunk([np.zeros(counts[0], dtype=np.int64), *inside], counts, refused)
    chunk.absent = [_absent(columns, level.key, rows[i]) for i, level in enumerate(sheet.levels)]
    for level, declared in enumerate(sheet.levels):
        each = np.diff(chunk.edges(level + 1, level))
        if each.max(initial=0) > declared.most:
            chunk.refuse(level, each > declared.most)
    for one in sheet.inputs:
        read(one, facts[one.key], columns, chunk, rows[facts[one.key].level])
    return chunk


def _absent(columns: Columns, key: str, rows: slice) -> Array | None:
    """Without a column of parents nothing is said of the subjects of a level."""
    if key in columns.absent:
        return columns.absent[key][rows]
    return None if key in columns.parents else np.ones(rows.stop - rows.start, dtype=bool)


def _range(rows: slice) -> range:
    return range(rows.start, rows.stop)
