"""What is usual, as it is stated: in the parameters, or in columns beside the counts."""

from __future__ import annotations

from typing import Any

import numpy as np

from core.domain.documents import part_of
from core.domain.errors import RuleBroken
from outcomes.domain.evaluation.studies.answer import CannotBeEvaluated
from outcomes.domain.evaluation.studies.cells import number_in
from outcomes.domain.evaluation.studies.columns import Columns
from outcomes.domain.evaluation.studies.grouped import Floats, Sites
from outcomes.domain.evaluation.studies.params import Param, number


def _reference(place: str, value: object) -> dict[str, float]:
    """Rate for each unit of exposure, overdispersion as k or phi = 1/k, and a trend."""
    part = part_of(value, place).only("rate", "mu", "per", "k", "phi", "trend")
    found: dict[str, float] = {
        name: number(None).read(part.at(name), part.found[name]) for name in part.found
    }
    rate = found.get("rate", found.get("mu"))
    if rate is None or ("k" in found) == ("phi" in found):
        raise RuleBroken(
            '%(place)s needs a rate and one of k and phi, such as {"rate": 0.00001, "phi": 1.5}.',
            place=place,
        )
    return {
        "rate": rate / found.get("per", 1.0),
        "k": found["k"] if "k" in found else 1 / found["phi"],
        "trend": found.get("trend", 1.0),
    }


REFERENCE: Param = Param(None, _reference)
K: Param = number(None)


def column_sums(own: Sites, columns: Columns, role: str, *, comma: bool) -> Floats:
    """A column of each site, its rows added up; refuses what is missing or zero."""
    places = columns.need(role)
    return np.array([_sum(own, name, columns, places, comma=comma) for name in own.names])


def _sum(own: Sites, name: str, columns: Columns, places: tuple[int, ...], *, comma: bool) -> float:
    total = 0.0
    for line in own.lines[name]:
        for place in places:
            column: Any = columns.header[place]
            found = number_in(line.cell(place), row=line.number, column=column, comma=comma)
            if not found:
                raise CannotBeEvaluated(
                    "Cannot be evaluated: row %(row)s, column “%(column)s” is missing or zero.",
                    field="missing",
                    row=line.number,
                    column=column,
                )
            total += float(found)
    return total
