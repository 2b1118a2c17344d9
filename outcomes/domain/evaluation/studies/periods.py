"""What every comparison of two periods does around its own test."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.domain.numbers import plain
from core.domain.words import Sentence, say
from outcomes.domain.evaluation.asked import Asked, PaysOn
from outcomes.domain.evaluation.statistics.checked import Ends
from outcomes.domain.evaluation.statistics.two_rates import Two
from outcomes.domain.evaluation.studies.answer import (
    NOT_SHOWN,
    SHOWN,
    exactly,
    finite,
    interval_of,
    told,
    told_p,
)
from outcomes.domain.evaluation.studies.columns import Columns
from outcomes.domain.evaluation.studies.complete import complete
from outcomes.domain.evaluation.studies.halves import halves_of
from outcomes.domain.evaluation.studies.params import Params
from outcomes.domain.evaluation.studies.rounding import DOWN
from outcomes.domain.evaluation.studies.selection import treated
from outcomes.domain.evaluation.studies.table import Table


def two_of(table: Table, columns: Columns, asked: Params) -> tuple[Two, dict[str, Any]]:
    """The totals of both periods, and what was noticed on the way to them."""
    halves = halves_of(columns, asked)
    mine, others = treated(table, columns)
    inside = halves.within(mine)
    full, lost = complete(inside, columns, halves.places.values(), missing=asked["missing"])
    return halves.two(full), {
        "columns": halves.names(),
        "rows_used": len(full.lines),
        "rows_of_other_groups": others,
        "rows_outside_the_periods": len(mine.lines) - len(inside.lines),
        "sites_left_out": lost,
    }


def compared(
    data: Two, asked: Params, *, p_value: float, ends: Ends | None, bound: float
) -> dict[str, Any]:
    """The members that every comparison of two rates answers with; the ratio is after by before.

    `bound` is the upper end of the one-sided interval at alpha: the least reduction shown is one
    minus it.
    """
    shown = p_value < asked["alpha"]  # without a case before p is 1
    value = Asked(pays_on=PaysOn(asked["pays_on"])).value(
        shown=shown and asked["alternative"] == "smaller", high=bound
    )
    return {
        "verdict": SHOWN if shown else NOT_SHOWN,
        "estimate": finite(data.ratio),
        "ratio": finite(data.ratio),
        "reduction": finite(1 - data.ratio),
        "interval": ends and interval_of(ends, asked["confidence"]),
        "bound": finite(bound),
        "p_value": p_value,
        "null": asked["null"],
        "alternative": asked["alternative"],
        "before": {"cases": data.x2, "exposure": data.t2, "rate": data.x2 / data.t2},
        "after": {"cases": data.x1, "exposure": data.t1, "rate": data.x1 / data.t1},
        "value": plain(value),
        "value_is": {"shown": "one_where_shown", "bound": "reduction_at_least_shown"}[
            asked["pays_on"]
        ],
        "rounding": DOWN,
    }


def counted(data: Two) -> Sentence:
    """The bare numbers."""
    return say(
        "Before: %(before)s cases in an exposure of %(time_before)s. "
        "After: %(after)s cases in an exposure of %(time_after)s.",
        before=data.x2,
        time_before=exactly(data.t2),
        after=data.x1,
        time_after=exactly(data.t1),
    )


def estimated(data: Two, ends: Ends | None, confidence: float) -> Sentence:
    """The ratio in words."""
    if ends is None:
        return say("There was no case in either period, so there is no ratio.")
    return say(
        "The rate after is %(ratio)s times the rate before; the %(confidence)s %% interval reaches "
        "from %(low)s to %(high)s.",
        ratio=told(data.ratio),
        confidence=told(100 * confidence),
        low=told(ends.low),
        high=told(ends.high),
    )


def tested(found: Mapping[str, Any], asked: Params) -> Sentence:
    """What the test says, in words."""
    words = {"alpha": told(asked["alpha"]), "null": told(asked["null"])}
    text = TESTED[found["verdict"], asked["alternative"]].text
    return say(text, p=told_p(found["p_value"]), **words)


TESTED = {
    (SHOWN, "smaller"): say("p %(p)s, below %(alpha)s: a ratio below %(null)s is shown."),
    (SHOWN, "larger"): say("p %(p)s, below %(alpha)s: a ratio above %(null)s is shown."),
    (SHOWN, "two-sided"): say("p %(p)s, below %(alpha)s: a ratio other than %(null)s is shown."),
    (NOT_SHOWN, "smaller"): say(
        "p %(p)s, not below %(alpha)s: a ratio below %(null)s is not shown; it may be luck."
    ),
    (NOT_SHOWN, "larger"): say(
        "p %(p)s, not below %(alpha)s: a ratio above %(null)s is not shown; it may be luck."
    ),
    (NOT_SHOWN, "two-sided"): say(
        "p %(p)s, not below %(alpha)s: a ratio other than %(null)s is not shown; it may be luck."
    ),
}
