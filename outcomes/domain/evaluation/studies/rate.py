"""One rate with its interval, and its test against a stated rate where one is given."""

from __future__ import annotations

from typing import Any

from core.domain.words import Sentence, say
from outcomes.domain.evaluation.statistics import one_rate
from outcomes.domain.evaluation.statistics.checked import Ends
from outcomes.domain.evaluation.studies import answer
from outcomes.domain.evaluation.studies.answer import Answer, exactly, interval_of, told, told_p
from outcomes.domain.evaluation.studies.columns import Columns
from outcomes.domain.evaluation.studies.complete import complete
from outcomes.domain.evaluation.studies.params import SIDES, Params, number, word, words
from outcomes.domain.evaluation.studies.rounding import UP, rate_text
from outcomes.domain.evaluation.studies.study import LEVELS, TABLE, Study
from outcomes.domain.evaluation.studies.sums import Sum, sum_of
from outcomes.domain.evaluation.studies.table import Table

TESTS = {"mid-p": "mid-p", "score": "score", "wald": "score"}  # all others have the exact test


def evaluate(table: Table, columns: Columns, asked: Params) -> Answer:
    """All rows added up: cases by exposure, for each `per` of it."""
    places = (columns.need("count"), () if asked["exposure"] else columns.need("exposure"))
    full, lost = complete(table, columns, [places], missing=asked["missing"])
    data = sum_of(full, columns, places, exposure=asked["exposure"])
    found = _found(data, asked)
    noticed = {
        "columns": {"count": columns.names(places[0]), "exposure": columns.names(places[1])},
        "rows_used": len(full.lines),
        "sites_left_out": lost,
    }
    return Answer(found, tuple(_words(data, found)), noticed)


def _found(data: Sum, asked: Params) -> dict[str, Any]:
    per, confidence = asked["per"], asked["confidence"]
    ends = one_rate.interval(
        cases=data.cases, time=data.exposure, alpha=1 - confidence, method=asked["method"]
    )
    p_value = _p_value(data, asked)
    return {
        "verdict": _verdict(p_value, asked),
        "estimate": data.cases / data.exposure * per,
        "rate": data.cases / data.exposure * per,
        "per": per,
        "interval": interval_of(Ends(ends.low * per, ends.high * per), confidence),
        "p_value": p_value,
        "null": asked["null"],
        "alternative": asked["alternative"],
        "convention": "central",
        "method": asked["method"],
        "cases": data.cases,
        "exposure": data.exposure,
        "value": rate_text(data.cases, data.exposure, per),
        "value_is": "rate",
        "rounding": UP,
    }


def _p_value(data: Sum, asked: Params) -> float | None:
    """Against the rate for each `per`; none where no rate is stated."""
    if asked["null"] is None:
        return None
    return one_rate.p_value(
        cases=data.cases,
        time=data.exposure,
        null=asked["null"] / asked["per"],
        method=TESTS.get(asked["method"], "exact"),
        alternative=asked["alternative"],
    )


def _verdict(p_value: float | None, asked: Params) -> str:
    if p_value is None:
        return answer.ESTIMATED
    return answer.SHOWN if p_value < asked["alpha"] else answer.NOT_SHOWN


def _words(data: Sum, found: dict[str, Any]) -> list[Sentence]:
    ends = found["interval"]
    said = [
        say(
            "%(cases)s cases in an exposure of %(exposure)s: %(rate)s for each %(per)s; the "
            "%(confidence)s %% interval reaches from %(low)s to %(high)s.",
            cases=data.cases,
            exposure=exactly(data.exposure),
            rate=told(found["rate"]),
            per=told(found["per"]),
            confidence=told(100 * ends["confidence"]),
            low=told(ends["low"]),
            high=told(ends["high"]),
        )
    ]
    if found["p_value"] is not None:
        said.append(
            say(
                "Against a rate of %(null)s (%(alternative)s): p %(p)s.",
                null=told(found["null"]),
                alternative=found["alternative"],
                p=told_p(found["p_value"]),
            )
        )
    return said


RATE = Study(
    {
        **TABLE,
        **LEVELS,
        "exposure": number(None),
        "per": number(1.0),
        "null": number(None),
        "alternative": word("two-sided", SIDES),
        "method": word("exact", words(*one_rate.INTERVALS)),
    },
    evaluate,
)
