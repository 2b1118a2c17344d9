"""Two rates by the exact conditional test and its interval (central, minlike or mid-p)."""

from __future__ import annotations

from math import inf
from typing import Any

from outcomes.domain.evaluation.statistics import two_rates
from outcomes.domain.evaluation.statistics.checked import Ends
from outcomes.domain.evaluation.statistics.two_rates import Two
from outcomes.domain.evaluation.studies.answer import Answer
from outcomes.domain.evaluation.studies.columns import Columns
from outcomes.domain.evaluation.studies.params import Params, word, words
from outcomes.domain.evaluation.studies.periods import compared, counted, estimated, tested, two_of
from outcomes.domain.evaluation.studies.study import COMPARED, Study
from outcomes.domain.evaluation.studies.table import Table

CENTRAL, MINLIKE, MID_P = "central", "minlike", "mid-p"


def evaluate(table: Table, columns: Columns, asked: Params) -> Answer:
    """After against before, given all cases of both."""
    data, noticed = two_of(table, columns, asked)
    confidence, convention = asked["confidence"], asked["convention"]
    ends = _interval(data, 1 - confidence, convention) if data.x1 + data.x2 else None
    one_sided = MID_P if convention == MID_P else CENTRAL
    upper = _interval(data, 2 * asked["alpha"], one_sided).high if ends else inf
    p_values = {side: _p_value(data, side, asked) for side in ("smaller", "larger", "two-sided")}
    found = compared(data, asked, p_value=p_values[asked["alternative"]], ends=ends, bound=upper)
    found |= {"p_values": p_values, "convention": convention, "method": "exact conditional"}
    words = (counted(data), estimated(data, ends, confidence), tested(found, asked))
    return Answer(found, words, noticed)


def _p_value(data: Two, side: str, asked: Params) -> float:
    question: dict[str, Any] = {"ratio": asked["null"], "alternative": side}
    if not data.x1 + data.x2:
        return 1.0
    if asked["convention"] == MID_P:
        return two_rates.mid_p(data, **question)
    return two_rates.exact(data, **question, convention=asked["convention"])


def _interval(data: Two, alpha: float, convention: str) -> Ends:
    if convention == MID_P:
        return two_rates.mid_p_interval(data, alpha=alpha)
    return two_rates.interval(data, alpha=alpha, convention=convention)


EXACT = Study({**COMPARED, "convention": word(CENTRAL, words(CENTRAL, MINLIKE, MID_P))}, evaluate)
