"""Looking again and again without being fooled: Poisson MaxSPRT with its exact limit."""

from __future__ import annotations

from math import nextafter
from typing import Any

from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from outcomes.domain.evaluation.statistics import maxsprt
from outcomes.domain.evaluation.studies.answer import NOT_SHOWN, SHOWN, Answer, told
from outcomes.domain.evaluation.studies.columns import NAMED, Columns
from outcomes.domain.evaluation.studies.looks import Look, looks_of
from outcomes.domain.evaluation.studies.params import (
    Params,
    flag,
    number,
    numbers,
    whole,
    word,
    words,
)
from outcomes.domain.evaluation.studies.rounding import WHOLE
from outcomes.domain.evaluation.studies.selection import WHERE
from outcomes.domain.evaluation.studies.study import BY, Study
from outcomes.domain.evaluation.studies.table import Table

GROUP, CONTINUOUS = "group", "continuous"
SIDES = {**words(maxsprt.LARGER, maxsprt.SMALLER), "greater": "larger", "less": "smaller"}


def evaluate(table: Table, columns: Columns, asked: Params) -> Answer:
    """A signal is the first look whose log likelihood ratio is strictly above the limit."""
    looks, side, least = looks_of(table, columns, asked), asked["alternative"], asked["least"]
    plan = _plan(looks, asked)
    limit = _limit(plan, asked)
    rows = [_row(look, limit, asked) for look in looks]
    signal = next((row["look"] for row in rows if row["signal"]), None)
    most = max((row["llr"] for row in rows if row["within"]), default=0.0)
    last = looks[-1]
    found: dict[str, Any] = {
        "verdict": NOT_SHOWN if signal is None else SHOWN,
        "estimate": last.cases / last.expected,
        "ratio": last.cases / last.expected,
        "cases": last.cases,
        "expected": last.expected,
        "critical_value": limit,
        "statistic": most,
        "signal_at": signal,
        "p_value": _spent(nextafter(most, 0.0), plan, asked) if most > 0 else 1.0,
        "alpha_spent": _spent(limit, plan, asked),
        "alternative": side,
        "convention": "strictly above the limit",
        "method": GROUP if asked["upper"] is None else CONTINUOUS,
        "looks": rows,
        "value": "0" if signal is None else "1",
        "value_is": "one_where_shown",
        "rounding": WHOLE,
    }
    noticed = {"planned_looks": plan, "least": least}
    return Answer(found, (_counted(last, limit), _signalled(signal, most)), noticed)


def _plan(looks: tuple[Look, ...], asked: Params) -> list[float]:
    """The looks that were and those that are still to come, as expected cases in total."""
    seen = [look.expected for look in looks]
    return seen + [one for one in asked["planned"] if one > seen[-1]]


def _limit(plan: list[float], asked: Params) -> float:
    alpha, least = asked["alpha"], asked["least"]
    if asked["upper"] is None:
        return maxsprt.critical_value(
            plan, alpha=alpha, direction=asked["alternative"], least=least
        )
    if asked["alternative"] == maxsprt.SMALLER:
        raise RuleBroken(
            "Looking at every single case is offered for increases. For a reduction leave “upper” "
            "out and name the looks."
        )
    return maxsprt.continuous_critical_value(asked["upper"], alpha=alpha, least=least)


def _spent(limit: float, plan: list[float], asked: Params) -> float:
    least = asked["least"]
    if asked["upper"] is None:
        return maxsprt.alpha_spent(limit, plan, direction=asked["alternative"], least=least)
    return maxsprt.continuous_alpha_spent(limit, asked["upper"], least=least)


def _row(look: Look, limit: float, asked: Params) -> dict[str, Any]:
    ratio = maxsprt.llr(look.cases, look.expected, asked["alternative"])
    enough = look.cases >= asked["least"] or asked["alternative"] == maxsprt.SMALLER
    within = enough and (asked["upper"] is None or look.expected <= asked["upper"])
    return {
        "look": look.name,
        "cases": look.cases,
        "expected": look.expected,
        "llr": ratio,
        "within": within,
        "signal": within and ratio > limit,
    }


def _counted(last: Look, limit: float) -> Sentence:
    return say(
        "Up to the last look %(cases)s cases were seen where %(expected)s were expected; the limit "
        "of the log likelihood ratio is %(limit)s.",
        cases=last.cases,
        expected=told(last.expected),
        limit=told(limit),
    )


def _signalled(signal: str | None, most: float) -> Sentence:
    if signal is None:
        return say(
            "No look is above the limit; the largest ratio is %(most)s. Nothing is shown yet.",
            most=told(most),
        )
    return say("The look “%(look)s” is the first above the limit: a signal.", look=signal)


MAXSPRT = Study(
    {
        "columns": NAMED,
        "where": WHERE,
        "by": BY,
        "alpha": number(0.05, most=0.5),
        "alternative": word(maxsprt.LARGER, SIDES),
        "least": whole(1, least=1, most=1000),
        "upper": number(None),
        "planned": numbers([]),
        "rate": number(None),
        "cumulative": flag(default=False),
    },
    evaluate,
)
