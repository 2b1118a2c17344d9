"""Panels of sites and periods: difference in differences, and Poisson regression."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from outcomes.domain.evaluation.statistics import panel
from outcomes.domain.evaluation.statistics.lot import SIDES
from outcomes.domain.evaluation.statistics.panel import FEW, Fitted
from outcomes.domain.evaluation.studies.answer import Answer, told
from outcomes.domain.evaluation.studies.columns import Columns
from outcomes.domain.evaluation.studies.models import answered, said, unanswerable
from outcomes.domain.evaluation.studies.panel_table import PanelTable, panel_of
from outcomes.domain.evaluation.studies.params import Params, word, words
from outcomes.domain.evaluation.studies.periods import tested
from outcomes.domain.evaluation.studies.study import COMPARED, Study
from outcomes.domain.evaluation.studies.table import Table


def difference_in_differences(table: Table, columns: Columns, asked: Params) -> Answer:
    """Effects of every site and every period, and of the programme where it was at work."""

    def fit(found: PanelTable) -> Fitted:
        return panel.difference_in_differences(
            found.rows, found.covariates, null=asked["null"], usual=_asks_back(asked)
        )

    return _answer(panel_of(table, columns, asked), asked, fit)


def poisson(table: Table, columns: Columns, asked: Params) -> Answer:
    """The programme beside covariates; sites are taken to differ by these only.

    Where a group was compared, being of it and being afterwards are covariates of their own, so
    that only what changed at the treated sites alone is the programme's.
    """
    compared = columns.of("group") and not columns.of("active")

    def fit(found: PanelTable) -> Fitted:
        sides = [found.treated, found.after] if compared else []
        return panel.poisson(found.rows, [*sides, *found.covariates], usual=_asks_back(asked))

    return _answer(panel_of(table, columns, asked), asked, fit)


def _answer(found: PanelTable, asked: Params, fit: Callable[[PanelTable], Fitted]) -> Answer:
    try:
        fitted = fit(found)
    except RuleBroken as refusal:
        raise unanswerable(refusal) from refusal
    answer = _found(fitted, asked)
    noticed: dict[str, Any] = {
        "rows_used": len(found.rows.cases),
        "clusters": fitted.clusters,
        "dispersion": fitted.dispersion,
        "sites_left_out": found.lost,
    }
    words = [_fitted(fitted, len(found.rows.cases)), said(answer), _decided(answer, asked)]
    return Answer(answer, (*words, *_warned(fitted)), noticed)


def _asks_back(asked: Params) -> bool:
    """Whether a bad year before could be behind it: for a rise it could not."""
    return bool(asked["bad_year"] == TAKEN_OUT and asked["alternative"] == "smaller")


def _found(fitted: Fitted, asked: Params) -> dict[str, Any]:
    """Shown where neither error nor lot nor a bad year explains it; `p_value` is the plain one."""
    back, side = fitted.comes_back or 1.0, asked["alternative"]
    p_values = {one: fitted.p_value(null=asked["null"], alternative=one) for one in SIDES}
    decides = fitted.p_value(null=asked["null"] * back, alternative=side)
    if fitted.by_lot:
        decides = max(decides, fitted.by_lot[side])
    found = answered(
        asked,
        ratio=fitted.ratio,
        ends=fitted.interval(1 - asked["confidence"]),
        bound=fitted.interval(2 * asked["alpha"]).high / back,
        p_value=decides,
    )
    return found | {
        "p_value": p_values[side],
        "p_values": p_values,
        "p_value_by_lot": fitted.by_lot and fitted.by_lot[side],
        "p_value_decides": decides,
        "log_ratio": fitted.log_ratio,
        "se_log": fitted.se,
        "se": fitted.se,
        "degrees_of_freedom": fitted.degrees,
        "comes_back": fitted.comes_back,
        "method": "Poisson with log exposure, errors clustered by site, Student's t",
    }


def _fitted(fitted: Fitted, rows: int) -> Sentence:
    return say(
        "%(rows)s rows of %(clusters)s sites: with the programme the rate is %(ratio)s times what "
        "it would be (standard error of its logarithm %(se)s).",
        rows=rows,
        clusters=fitted.clusters,
        ratio=told(fitted.ratio),
        se=told(fitted.se),
    )


def _decided(found: dict[str, Any], asked: Params) -> Sentence:
    """The test in words: by the chance that decides."""
    return tested({**found, "p_value": found["p_value_decides"]}, asked)


def _warned(fitted: Fitted) -> Iterator[Sentence]:
    if fitted.comes_back is not None and fitted.comes_back < 1:
        yield say(
            "By themselves the treated sites were to be expected to come back to %(back)s times "
            "their baseline, by what the other sites show; that is taken off before the test.",
            back=told(fitted.comes_back),
        )
    if fitted.clusters < FEW:
        yield say(
            "With only %(clusters)s sites the errors are not to be relied on; use the exact or the "
            "empirical-Bayes design.",
            clusters=fitted.clusters,
        )


TAKEN_OUT = "taken_out"
PANEL = {**COMPARED, "bad_year": word(TAKEN_OUT, words(TAKEN_OUT, "ignored"))}
DID = Study(PANEL, difference_in_differences)
POISSON = Study(PANEL, poisson)
