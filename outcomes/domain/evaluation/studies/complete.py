"""Sites without a gap: where it was asked for, a site with an unknown cell is left out whole."""

from __future__ import annotations

from collections.abc import Iterable

from outcomes.domain.evaluation.studies.answer import CannotBeEvaluated
from outcomes.domain.evaluation.studies.columns import Columns, Places
from outcomes.domain.evaluation.studies.params import Param, word, words
from outcomes.domain.evaluation.studies.selection import site_of
from outcomes.domain.evaluation.studies.sums import cases_of, exposure_of
from outcomes.domain.evaluation.studies.table import Line, Table

REFUSE, LEAVE_OUT = "refuse", "leave_out"
MISSING: Param = word(REFUSE, words(REFUSE, LEAVE_OUT))


def complete(
    table: Table, columns: Columns, places: Iterable[tuple[Places, Places]], *, missing: str
) -> tuple[Table, list[str]]:
    """The rows of sites without a gap, and the names of the sites that have one."""
    if missing == REFUSE:
        return table, []
    pairs, site = list(places), columns.of("site")
    lost = {
        site_of(line, site): None
        for line in table.lines
        if not _is_full(table, columns, line, pairs)
    }
    lines = tuple(line for line in table.lines if site_of(line, site) not in lost)
    return table.only(lines), list(lost)


def _is_full(
    table: Table, columns: Columns, line: Line, pairs: Iterable[tuple[Places, Places]]
) -> bool:
    try:
        for cases, time in pairs:
            cases_of(line, columns, cases, comma=table.comma)
            if time:
                exposure_of(line, columns, time, comma=table.comma)
    except CannotBeEvaluated:
        return False
    return True
