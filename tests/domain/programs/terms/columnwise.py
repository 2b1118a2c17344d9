"""Cases priced one by one and all at once; both have to say the same of every step and amount."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core.domain.errors import RuleBroken
from programs.domain.terms.bulk import PRICED, REFUSED, UNKNOWN, Columns, bulk, columns_from
from programs.domain.terms.bulk.chunks import chunk_of, parents_of, slices
from programs.domain.terms.bulk.facts import Fact
from programs.domain.terms.bulk.fallback import cells_of
from programs.domain.terms.bulk.plan import moves_of
from programs.domain.terms.bulk.rows import Chunk
from programs.domain.terms.frame import frame_of
from programs.domain.terms.price import Priced, price
from programs.domain.terms.sheet import Sheet
from programs.domain.terms.values import Unknown
from programs.domain.terms.wiring import sound
from programs.domain.terms.working import columns_of

Cells = dict[str, list[list[Any]]]


def one_by_one(sheet: Sheet, cases: Sequence[object]) -> list[Priced | None]:
    """Nothing for a case that is refused."""
    found: list[Priced | None] = []
    for case in cases:
        try:
            found.append(price(sheet, case))
        except RuleBroken:
            found.append(None)
    return found


def agree(sheet: Sheet, cases: Sequence[object], *, chunk: int = 3) -> None:
    """Every value of every step, and every amount, is the same."""
    steps_agree(sheet, cases, chunk=chunk)
    amounts_agree(sheet, columns_from(sheet, cases), one_by_one(sheet, cases), chunk)


def steps_agree(sheet: Sheet, cases: Sequence[object], *, chunk: int = 3) -> Cells:
    """Every value of every step is the same; these values."""
    found = values_of(sheet, columns_from(sheet, cases), chunk)
    for i, case in enumerate(cases):
        expected = _worked(sheet, case)
        assert {name: cells[i] for name, cells in found.items()} == {
            name: expected.get(name, []) for name in found
        }, case
    return found


def _worked(sheet: Sheet, case: object) -> dict[str, list[Any]]:
    """The same without lines; nothing for a case that is refused."""
    try:
        columns = columns_of(sound(sheet), frame_of(sheet, case))
    except RuleBroken:
        return {}
    return {
        name: [None if isinstance(v, Unknown) else v for v in column.values]
        for name, column in columns.items()
    }


def values_of(sheet: Sheet, columns: Columns, chunk: int) -> Cells:
    """What every step came to for every case, exactly; nothing for a case that is refused."""
    facts, moves = moves_of(sound(sheet))
    names = [name for move in moves for name in move.names]
    found: Cells = {name: [] for name in names}
    parents = parents_of(sheet, columns)
    for rows in slices(columns.rows, parents, chunk):
        part = chunk_of(sheet, facts, columns, parents, rows)
        for move in moves:
            move.work(part)
        for name in names:
            found[name] += _by_case(part, name, facts)
    return found


def _by_case(part: Chunk, name: str, facts: dict[str, Fact]) -> list[list[Any]]:
    level = facts[name].level
    cells = cells_of(part, [name], facts, level)[name]
    by_case: list[list[Any]] = [[] for _ in range(part.counts[0])]
    for cell, row in zip(cells, part.above(level, 0).tolist(), strict=True):
        if not part.refused[row]:
            by_case[row].append(cell)
    return by_case


def amounts_agree(
    sheet: Sheet, columns: Columns, expected: Sequence[Priced | None], chunk: int
) -> None:
    found = bulk(sheet, columns, chunk=chunk)
    assert list(found.amounts) == [one.key for one in sheet.outputs]
    for key, amounts in found.amounts.items():
        rows = list(
            zip(
                amounts.minor.tolist(),
                amounts.status.tolist(),
                (amounts.due if amounts.due is not None else amounts.minor * 0).tolist(),
                strict=True,
            )
        )
        wanted: list[Any] = []
        for case, one in enumerate(expected):
            if one is None:
                wanted += [(0, REFUSED, 0)] * _count(sheet, columns, amounts.level, case)
                continue
            wanted += [
                (
                    own.minor or 0,
                    UNKNOWN if own.minor is None else PRICED,
                    own.due.toordinal() if own.due else 0,
                )
                for own in one.amounts
                if own.key == key and _depth(own.subject) == amounts.level
            ]
        assert rows == wanted


def _depth(subject: str) -> int:
    """On which level a subject stands; an amount for a list that is missing stands further out."""
    return len(subject.split(" / ")) if subject else 0


def _count(sheet: Sheet, columns: Columns, level: int, case: int) -> int:
    """How many subjects of a level a case has."""
    rows = {case}
    for name in [one.key for one in sheet.levels][:level]:
        rows = {i for i, above in enumerate(columns.parents[name].tolist()) if above in rows}
    return len(rows)
