"""The same results as `price`, for many cases at once."""

from __future__ import annotations

from programs.domain.terms.bulk.chunks import chunk_of, parents_of, slices
from programs.domain.terms.bulk.columns import Columns, check, counts_of
from programs.domain.terms.bulk.outlets import outlet_of
from programs.domain.terms.bulk.plan import plan_of
from programs.domain.terms.bulk.priced import BulkPriced
from programs.domain.terms.sheet import Sheet

CHUNK = 65_536


def bulk(sheet: Sheet, columns: Columns, *, chunk: int = CHUNK) -> BulkPriced:
    """Price all cases exactly. A sheet or columns that make no sense are refused with their place.

    A case that `price` refuses is marked as refused. There may be any number of subjects in all,
    also in one case, of which `price` reads no more than 20,000; but on each level no more inside
    one than the sheet declares. Memory beside columns and results depends on `chunk`, the number
    of subjects worked at once, and not on how many there are.
    """
    plan = plan_of(sheet)
    check(sheet, columns, chunk=chunk)
    parents, counts = parents_of(sheet, columns), counts_of(sheet, columns)
    outlets = [outlet_of(one, plan, counts, parents) for one in sheet.outputs]
    for rows in slices(columns.rows, parents, chunk):
        part = chunk_of(sheet, plan.facts, columns, parents, rows)
        for move in plan.moves:
            move.work(part)
        for outlet in outlets:
            outlet.pour(part, rows[outlet.amounts.level])
    keys = [one.key for one in sheet.outputs]
    return BulkPriced(sheet, dict(zip(keys, (one.amounts for one in outlets), strict=True)))
