"""Panels of sites and periods: difference in differences, and Poisson regression."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from outcomes.domain.evaluation.statistics import panel
from outcomes.domain.evaluation.statistics.panel import FEW, Fitted, Rows
from outcomes.domain.evaluation.studies.answer import Answer, CannotBeEvaluated, told
from outcomes.domain.evaluation.studies.cells import is_missing, number_in
from outcomes.domain.evaluation.studies.columns import Columns
from outcomes.domain.evaluation.studies.complete import complete
from outcomes.domain.evaluation.studies.grouped import Floats
from outcomes.domain.evaluation.studies.models import answered, said, unanswerable
from outcomes.domain.evaluation.studies.naming import GROUP_VALUES, PERIOD_VALUES, normal
from outcomes.domain.evaluation.studies.params import Params
from outcomes.domain.evaluation.studies.periods import tested
from outcomes.domain.evaluation.studies.selection import site_of
from outcomes.domain.evaluation.studies.study import COMPARED, Study
from outcomes.domain.evaluation.studies.sums import cases_of, exposure_of
from outcomes.domain.evaluation.studies.table import Line, Table


def difference_in_differences(table: Table, columns: Columns, asked: Params) -> Answer:
    """Effects of every site and every period, and of the programme where it was at work."""
    return _answer(table, columns, asked, panel.difference_in_differences)


def poisson(table: Table, columns: Columns, asked: Params) -> Answer:
    """The programme beside covariates; sites are taken to differ by these only.

    Where a group was compared, being of it and being afterwards are covariates of their own, so
    that only what changed at the treated sites alone is the programme's.
    """
    covariates = [*_sides(table, columns, asked), *_covariates(table, columns, asked)]
    return _answer(table, columns, asked, lambda rows: panel.poisson(rows, covariates))


def _answer(table: Table, columns: Columns, asked: Params, fit: Callable[[Rows], Fitted]) -> Answer:
    full, lost = _full(table, columns, asked)
    try:
        fitted = fit(_rows(full, columns, asked))
    except RuleBroken as refusal:
        if isinstance(refusal, CannotBeEvaluated) or refusal.field:
            raise
        raise unanswerable(refusal) from refusal
    p_values = {
        side: fitted.p_value(null=asked["null"], alternative=side)
        for side in ("smaller", "larger", "two-sided")
    }
    found = answered(
        asked,
        ratio=fitted.ratio,
        ends=fitted.interval(1 - asked["confidence"]),
        bound=fitted.interval(2 * asked["alpha"]).high,
        p_value=p_values[asked["alternative"]],
    ) | {
        "p_values": p_values,
        "log_ratio": fitted.log_ratio,
        "se_log": fitted.se,
        "se": fitted.se,
        "degrees_of_freedom": fitted.degrees,
        "method": "Poisson with log exposure, errors clustered by site, Student's t",
    }
    noticed: dict[str, Any] = {
        "rows_used": len(full.lines),
        "clusters": fitted.clusters,
        "dispersion": fitted.dispersion,
        "sites_left_out": lost,
    }
    words = [_fitted(fitted, len(full.lines)), said(found), tested(found, asked)]
    return Answer(found, (*words, *_warned(fitted)), noticed)


def _full(table: Table, columns: Columns, asked: Params) -> tuple[Table, list[str]]:
    places = (columns.need("count"), columns.of("exposure"))
    return complete(table, columns, [places], missing=asked["missing"])


def _rows(table: Table, columns: Columns, asked: Params) -> Rows:
    cluster = columns.of("cluster") or columns.need("site")
    cases, time = columns.need("count"), columns.of("exposure")
    period = _period(columns)
    lines, comma = table.lines, table.comma
    return Rows(
        site=[site_of(line, cluster) for line in lines],
        period=[line.cell(period) for line in lines],
        cases=np.array([float(cases_of(one, columns, cases, comma=comma)) for one in lines]),
        exposure=np.array(
            [float(exposure_of(one, columns, time, comma=comma)) if time else 1.0 for one in lines]
        ),
        active=np.array([_active(line, columns, asked) for line in lines]),
    )


def _period(columns: Columns) -> int:
    """A column of periods; else of years, months or other looks."""
    return (columns.of("period") or columns.of("look") or columns.need("period"))[0]


def _active(line: Line, columns: Columns, asked: Params) -> float:
    """Whether the programme was at work: said by a column, or treated and afterwards."""
    if places := columns.of("active"):
        return _said_active(line, columns, places[0])
    return float(_is_treated(line, columns) and _is_after(line.cell(_period(columns)), line, asked))


def _is_treated(line: Line, columns: Columns) -> bool:
    """Without a group every site was treated."""
    group = columns.of("group")
    return not group or GROUP_VALUES.get(normal(line.cell(group[0])), "treated") == "treated"


def _sides(table: Table, columns: Columns, asked: Params) -> list[Floats]:
    if columns.of("active") or not columns.of("group"):
        return []
    full, _lost = _full(table, columns, asked)
    period = _period(columns)
    return [
        np.array([float(_is_treated(line, columns)) for line in full.lines]),
        np.array([float(_is_after(line.cell(period), line, asked)) for line in full.lines]),
    ]


def _said_active(line: Line, columns: Columns, place: int) -> float:
    text = line.cell(place).casefold()
    known = {"1": 1.0, "0": 0.0, "true": 1.0, "false": 0.0, "yes": 1.0, "no": 0.0}
    known |= {"1.0": 1.0, "0.0": 0.0, "예": 1.0, "아니오": 0.0}
    if is_missing(text) or text not in known:
        raise RuleBroken(
            "Row %(row)s, column “%(column)s” is “%(text)s”. Write 1 where the programme was at "
            "work, else 0.",
            field="active",
            row=line.number,
            column=columns.header[place],
            text=text[:50],
        )
    return known[text]


def _is_after(text: str, line: Line, asked: Params) -> bool:
    if asked["after"]:
        return text in asked["after"]
    side = PERIOD_VALUES.get(normal(text))
    if side is None:
        raise RuleBroken(
            "Row %(row)s, period “%(text)s”: it is not said whether that is before or after. Say "
            'which are after: {"after": ["2015", "2016"]}, or add a column “active”.',
            field="period",
            row=line.number,
            text=text[:50],
        )
    return side == "after"


def _covariates(table: Table, columns: Columns, asked: Params) -> list[Floats]:
    full, _lost = _full(table, columns, asked)
    return [
        np.array([_number(line, columns, place, comma=full.comma) for line in full.lines])
        for place in columns.of("covariates")
    ]


def _number(line: Line, columns: Columns, place: int, *, comma: bool) -> float:
    column = columns.header[place]
    found = number_in(line.cell(place), row=line.number, column=column, comma=comma)
    if found is None:
        raise CannotBeEvaluated(
            "Cannot be evaluated: row %(row)s, column “%(column)s” is missing or zero.",
            field="missing",
            row=line.number,
            column=column,
        )
    return float(found)


def _fitted(fitted: Fitted, rows: int) -> Sentence:
    return say(
        "%(rows)s rows of %(clusters)s sites: with the programme the rate is %(ratio)s times what "
        "it would be (standard error of its logarithm %(se)s).",
        rows=rows,
        clusters=fitted.clusters,
        ratio=told(fitted.ratio),
        se=told(fitted.se),
    )


def _warned(fitted: Fitted) -> tuple[Sentence, ...]:
    if fitted.clusters >= FEW:
        return ()
    return (
        say(
            "With only %(clusters)s sites the errors are not to be relied on; use the exact or the "
            "empirical-Bayes design.",
            clusters=fitted.clusters,
        ),
    )


DID = Study(COMPARED, difference_in_differences)
POISSON = Study(COMPARED, poisson)
