"""A study: one design for anyone's table. One design, one file, one test."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from core.domain.errors import RuleBroken
from outcomes.domain.evaluation.studies.answer import Answer
from outcomes.domain.evaluation.studies.columns import NAMED, Columns
from outcomes.domain.evaluation.studies.complete import MISSING
from outcomes.domain.evaluation.studies.params import SIDES, Param, Params, number, word, words
from outcomes.domain.evaluation.studies.selection import PERIODS, WHERE
from outcomes.domain.evaluation.studies.table import Table


@dataclass(frozen=True, slots=True)
class Study:
    """What it may be asked, and how a table is answered. Not every design needs a table."""

    params: Mapping[str, Param]
    evaluate: Callable[[Table, Columns, Params], Answer]
    needs_table: bool = True
    needs_others: bool = False  # `by` keeps the sites that the chosen ones are held against


def _column(place: str, value: object) -> str:
    if isinstance(value, str):
        return value
    raise RuleBroken('%(place)s must be the name of a column, such as "site".', place=place)


BY = Param(None, _column)
TABLE: Mapping[str, Param] = {"columns": NAMED, "where": WHERE, "by": BY, "missing": MISSING}
LEVELS: Mapping[str, Param] = {
    "alpha": number(0.05, most=0.5),
    "confidence": number(None, most=1.0),  # 1 − alpha where it is left out
}
COMPARED: Mapping[str, Param] = {
    **TABLE,
    **LEVELS,
    "before": PERIODS,
    "after": PERIODS,
    "exposure_before": number(None),
    "exposure_after": number(None),
    "alternative": word("smaller", SIDES),
    "null": number(1.0),
    "pays_on": word("shown", words("shown", "bound")),
}
