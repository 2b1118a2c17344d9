"""Run a study on a table: the frame around every design, and what every answer says of its data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.domain.errors import RuleBroken
from outcomes.domain.evaluation.studies.answer import CANNOT, Answer, CannotBeEvaluated
from outcomes.domain.evaluation.studies.catalogue import STUDIES
from outcomes.domain.evaluation.studies.columns import Columns
from outcomes.domain.evaluation.studies.params import Params, params_from
from outcomes.domain.evaluation.studies.selection import kept, parts, parts_with_others
from outcomes.domain.evaluation.studies.study import Study
from outcomes.domain.evaluation.studies.table import NOTHING, Table

Document = dict[str, Any]


def evaluate(design: str, *, table: Table | None, params: object) -> Document:
    """The answer of a design to a table; sentences stand in it as sentences of pure code.

    With `by` there is one answer for each text of that column. Raises `RuleBroken` where table or
    parameters make no sense; data that carry no answer are an answer: cannot be evaluated.
    """
    study = _study(design, table)
    asked, table = _asked(params, study), table or NOTHING
    columns = Columns(table.header, asked.get("columns", {}))
    rows = kept(table, columns, asked.get("where", {}))
    return {
        "design": design,
        **_answers(study, rows, columns, asked),
        "data": {"rows": len(table.lines), "digest": table.digest},
        "params": dict(asked),
    }


def _study(design: str, table: Table | None) -> Study:
    study = STUDIES.get(design)
    if study is None:
        raise RuleBroken(
            "There is no design “%(design)s”. Known are: %(known)s.",
            design=design,
            known=", ".join(STUDIES),
        )
    if table is None and study.needs_table:
        raise RuleBroken("The design “%(design)s” needs a table. Name its file.", design=design)
    return study


def _asked(params: object, study: Study) -> dict[str, Any]:
    """Every parameter; the interval has the confidence of the test where none is asked for."""
    asked = params_from(params, study.params)
    if asked.get("confidence", 0) is None:
        asked["confidence"] = float(1 - asked["alpha"])
    return asked


def _answers(study: Study, rows: Table, columns: Columns, asked: Params) -> Document:
    if not (by := asked.get("by")):
        return _answer(study, rows, columns, asked)
    place = columns.place(by, "by")
    cut = parts_with_others if study.needs_others else parts
    each = [
        {"name": name, **_answer(study, part, Columns(part.header, columns.named), asked)}
        for name, part in cut(rows, columns, place)
    ]
    return {"by": columns.header[place], "results": each}


def _answer(study: Study, rows: Table, columns: Columns, asked: Params) -> Document:
    try:
        answer: Answer = study.evaluate(rows, columns, asked)
    except CannotBeEvaluated as nothing:
        return {"verdict": CANNOT, "reason": nothing.field, "sentences": (nothing.sentence,)}
    found: Mapping[str, Any] = answer.found
    return {
        **found,
        "diagnostics": dict(answer.diagnostics),
        "sentences": answer.sentences,
    }
