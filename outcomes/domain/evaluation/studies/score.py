"""Two rates by large-sample tests: the score test by default, Wald and square root beside it."""

from __future__ import annotations

from core.domain.errors import RuleBroken
from outcomes.domain.evaluation.statistics import score
from outcomes.domain.evaluation.statistics.two_rates import Two
from outcomes.domain.evaluation.studies.answer import Answer, CannotBeEvaluated
from outcomes.domain.evaluation.studies.columns import Columns
from outcomes.domain.evaluation.studies.params import Params, word, words
from outcomes.domain.evaluation.studies.periods import compared, counted, estimated, tested, two_of
from outcomes.domain.evaluation.studies.study import COMPARED, Study
from outcomes.domain.evaluation.studies.table import Table


def by_method(table: Table, columns: Columns, asked: Params) -> Answer:
    """After against before by the method asked for; the interval is its own where it has one."""
    data, noticed = two_of(table, columns, asked)
    method = asked["method"]
    _possible(data, method)
    sides = {side: _tested(data, side, asked) for side in ("smaller", "larger", "two-sided")}
    own = method if method in score.LOGS else "score"
    ends = score.interval(data, alpha=1 - asked["confidence"], method=own)
    upper = score.interval(data, alpha=2 * asked["alpha"], method=own).high
    statistic, p_value = sides[asked["alternative"]]
    found = compared(data, asked, p_value=p_value, ends=ends, bound=upper) | {
        "p_values": {side: p for side, (_statistic, p) in sides.items()},
        "statistic": statistic,
        "method": method,
        "interval_method": own,
    }
    words = (counted(data), estimated(data, ends, asked["confidence"]), tested(found, asked))
    return Answer(found, words, noticed)


def _possible(data: Two, method: str) -> None:
    """Counts that a method cannot work with are no mistake of whoever asks."""
    try:
        score.fits(data, method)
    except RuleBroken as refusal:
        raise CannotBeEvaluated.saying(refusal.sentence, field="counts") from refusal


def _tested(data: Two, side: str, asked: Params) -> tuple[float, float]:
    return score.compare(data, ratio=asked["null"], method=asked["method"], alternative=side)


METHODS = [one for one in score.METHODS if not one.startswith("etest")]
SCORE = Study({**COMPARED, "method": word("score", words(*METHODS))}, by_method)
