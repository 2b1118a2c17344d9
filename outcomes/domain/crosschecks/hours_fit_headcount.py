"""Hours worked that so many people can have worked in so many days."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from core.domain.numbers import grouped, rounded
from core.domain.words import Sentence, say
from outcomes.domain.crosschecks.facts import Facts, Sign, Weight

RULE = "hours_fit_headcount"
MOST_A_DAY = 24  # nobody works more
LONG_A_WEEK = 72  # beyond this for everybody, week after week, is not plausible
SHORT_A_WEEK = 8  # below this a site hardly worked


def hours_fit_headcount(facts: Facts) -> Iterator[Sign]:
    """More than a day has blocks; very long or very short weeks ask for a second look."""
    hours, people, days = facts.reading.hours, facts.headcount, facts.reading.period.days
    if hours is None or not people:
        return
    a_day = Fraction(hours) / people / days
    if a_day > MOST_A_DAY:
        yield Sign(RULE, Weight.BLOCKS, _said(facts, a_day * 7))
    elif not SHORT_A_WEEK <= a_day * 7 <= LONG_A_WEEK:
        yield Sign(RULE, Weight.WARNS, _said(facts, a_day * 7))


def _said(facts: Facts, a_week: Fraction) -> Sentence:
    return say(
        "%(hours)s hours in %(days)s days by %(people)s people are %(week)s hours a week for each. "
        "Write the hours worked by everybody in these days, or correct the headcount.",
        hours=grouped(facts.reading.hours or Decimal(0)),
        days=facts.reading.period.days,
        people=facts.headcount,
        week=rounded(a_week, 1),
    )
