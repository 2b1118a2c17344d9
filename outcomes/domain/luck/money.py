"""What each outcome pays: the terms themselves, column by column and in exact won."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.domain.errors import RuleBroken
from core.domain.numbers import plain
from outcomes.domain.luck.question import Terms
from outcomes.domain.luck.rules import Judged, Marks
from programs.domain.offers import LOWER, PLAN, SITE, counted, measures_of, output_of
from programs.domain.terms import ROOT, Input, Sheet, exact_text
from programs.domain.terms.bulk import PRICED, Columns, bulk, columns_from


@dataclass(frozen=True, slots=True)
class Paid:
    """Whole won for each outcome, and where the terms cannot say.

    Only what the target brings: beyond what is paid where nothing at all is attained.
    """

    won: NDArray[Any]
    unknown: Marks


def measure_in(sheet: Sheet, key: str) -> Input:
    """The measure of a target among those of the terms; the only one where none is named."""
    measures = {one.key: one for one in measures_of(sheet)}
    if not key and len(measures) == 1:
        return next(iter(measures.values()))
    if key not in measures:
        raise RuleBroken(
            "The terms ask for no measure “%(key)s”. They ask for: %(known)s.",
            field="measure",
            key=key,
            known=", ".join(measures),
        )
    return measures[key]


def paid_for(terms: Terms, judged: Judged, goal: Decimal) -> Paid:
    """Price every outcome; what was not evaluated is missing, and missing is not zero."""
    sheet, rows = terms.sheet, len(judged.places) + 1  # the last one attains nothing
    measure = measure_in(sheet, terms.measure)
    if [level.key for level in sheet.levels] not in ([], [SITE]):
        raise RuleBroken(
            "%(place)s: the luck of a target is asked of an agreement with one supplier, which has "
            "no level but “worksite”.",
            place="terms.levels",
        )
    counts = [_count(measure, value) for value in (*judged.values, _nothing(measure))]
    columns = _columns(terms, measure, goal, rows)
    kind: Any = object if max(map(abs, counts), default=0) >= 2**62 else np.int64
    columns = Columns(
        rows=rows,
        inputs={
            **columns.inputs,
            measure.key: np.array(counts, dtype=kind)[[*judged.places.tolist(), -1]],
        },
        missing={**columns.missing, measure.key: np.append(judged.unknown, False)},
        parents=columns.parents,
        absent=columns.absent,
    )
    found = bulk(sheet, columns).of(output_of(sheet, measure.key).key)
    priced = found.status == PRICED
    brought = np.where(priced, found.minor - np.where(priced, found.minor, 0)[-1], 0)
    return Paid(brought[:-1], ~priced[:-1])


def _nothing(measure: Input) -> Decimal:
    """The worse end of the range, or 0 where that lies inside."""
    low, high = (Decimal(exact_text(end)) for end in (measure.span.low, measure.span.high))
    return high if measure.direction == LOWER else min(max(low, Decimal(0)), high)


def _count(measure: Input, value: Decimal | None) -> int:
    """In the last decimal that the terms look at, as far as they go."""
    return 0 if value is None else int(counted(measure, value).scaleb(measure.decimals))


def _columns(terms: Terms, measure: Input, goal: Decimal, rows: int) -> Columns:
    """What every outcome has in common, beside each of them."""
    sheet = terms.sheet
    one = columns_from(sheet, [_case(terms, measure, goal)])
    for broken in one.refused.values():
        raise broken
    inner = {level.key: np.arange(rows) for level in sheet.levels}
    return Columns(
        rows=rows,
        inputs={key: np.repeat(found, rows) for key, found in one.inputs.items()},
        missing={key: np.repeat(found, rows) for key, found in one.missing.items()},
        parents=inner,
    )


def _case(terms: Terms, measure: Input, goal: Decimal) -> Mapping[str, Any]:
    """The approved plan, the target, and what is taken for granted."""
    known: dict[str, Any] = {one.key: True for one in terms.sheet.inputs if one.source == PLAN}
    aims = {one.key: plain(goal) for one in terms.sheet.inputs if one.goal_of == measure.key}
    known |= {**aims, **terms.given}
    names = {one.key: one.subject for one in terms.sheet.inputs}
    case: dict[str, Any] = {k: v for k, v in known.items() if names.get(k, ROOT) == ROOT}
    if terms.sheet.levels:
        case[SITE] = [{"id": "1", **{k: v for k, v in known.items() if names.get(k) == SITE}}]
    return case
