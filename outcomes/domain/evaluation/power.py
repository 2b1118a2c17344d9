"""What a site can ever show, so that nobody promises what luck alone would decide."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from fractions import Fraction

from core.domain.numbers import grouped, percent, rounded
from core.domain.words import Sentence, say
from outcomes.domain.evaluation.rates import ratio_p_value
from outcomes.domain.evaluation.statistics import power

POWER = 0.8  # seen in four of five trials


def events_needed(*, reduction: Decimal, alpha: Decimal) -> int:
    """Baseline cases for a true reduction to be shown four times out of five, equal hours.

    Rounded up. `alpha` is one-sided.
    """
    needed = power.events_needed(ratio=float(1 - reduction), alpha=float(alpha), power=POWER)
    return int(rounded(Fraction(needed), 0, ROUND_CEILING))


def power_sentences(
    *, events: int, hours: Decimal, follow_up_hours: Decimal, alpha: Decimal
) -> tuple[Sentence, ...]:
    """What to expect, what it would take, and whether even no injury would be enough."""
    expected = rounded(events * Fraction(follow_up_hours) / Fraction(hours), 1)
    half = Decimal("0.5")
    at_best = ratio_p_value(cases=(events, 0), exposure=(hours, follow_up_hours), ratio=Decimal(1))
    return (
        say(
            "At its baseline rate this site expects %(expected)s injuries in %(hours)s hours.",
            expected=expected,
            hours=grouped(follow_up_hours),
        ),
        say(
            "To show a reduction of %(reduction)s in four of five cases, "
            "about %(needed)s injuries in the baseline are needed; there were %(events)s.",
            reduction=percent(half),
            needed=events_needed(reduction=half, alpha=alpha),
            events=events,
        ),
        say("Without any injury in the follow-up, a reduction could be shown.")
        if at_best < alpha
        else say(
            "Even without any injury in the follow-up, no reduction could be shown: "
            "pay this site for hazards removed, not for injuries."
        ),
    )
