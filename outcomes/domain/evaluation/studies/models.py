"""The members of every answer that holds treated sites against an expectation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.domain.errors import RuleBroken
from core.domain.numbers import plain
from core.domain.words import Sentence, say
from outcomes.domain.evaluation.asked import Asked, PaysOn
from outcomes.domain.evaluation.statistics.checked import Ends
from outcomes.domain.evaluation.studies.answer import (
    NOT_SHOWN,
    SHOWN,
    CannotBeEvaluated,
    finite,
    interval_of,
    told,
)
from outcomes.domain.evaluation.studies.params import Params
from outcomes.domain.evaluation.studies.rounding import DOWN

IS = {"shown": "one_where_shown", "bound": "reduction_at_least_shown"}


def answered(
    asked: Params, *, ratio: float, ends: Ends, bound: float, p_value: float
) -> dict[str, Any]:
    """Verdict, estimate, interval, test and the decimal that would enter the terms."""
    shown = p_value < asked["alpha"]
    value = Asked(pays_on=PaysOn(asked["pays_on"])).value(
        shown=shown and asked["alternative"] == "smaller", high=bound
    )
    return {
        "verdict": SHOWN if shown else NOT_SHOWN,
        "estimate": ratio,
        "ratio": ratio,
        "reduction": 1 - ratio,
        "interval": interval_of(ends, asked["confidence"]),
        "bound": finite(bound),
        "p_value": p_value,
        "null": asked["null"],
        "alternative": asked["alternative"],
        "value": plain(value),
        "value_is": IS[asked["pays_on"]],
        "rounding": DOWN,
    }


def said(found: Mapping[str, Any]) -> Sentence:
    """The ratio in words."""
    return say(
        "The ratio to what was to be expected is %(ratio)s; the %(confidence)s %% interval reaches "
        "from %(low)s to %(high)s.",
        ratio=told(found["ratio"]),
        confidence=told(100 * found["interval"]["confidence"]),
        low=told(found["interval"]["low"]),
        high=told(found["interval"]["high"]),
    )


def unanswerable(refusal: RuleBroken) -> CannotBeEvaluated:
    """Data that a model cannot work with are no mistake of whoever asks."""
    return CannotBeEvaluated.saying(refusal.sentence, field="too_little_data")
