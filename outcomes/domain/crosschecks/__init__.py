"""Whether what is told fits together: one rule, one file. Each blocks or warns, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from outcomes.domain.crosschecks.after_follows_before import after_follows_before
from outcomes.domain.crosschecks.days_need_people import days_need_people
from outcomes.domain.crosschecks.facts import Facts, Sign, Weight
from outcomes.domain.crosschecks.hours_fit_headcount import hours_fit_headcount
from outcomes.domain.crosschecks.hours_go_on import hours_go_on
from outcomes.domain.crosschecks.near_misses_go_on import near_misses_go_on
from outcomes.domain.crosschecks.not_copied import not_copied
from outcomes.domain.crosschecks.people_cover_cases import people_cover_cases
from outcomes.domain.crosschecks.people_cover_deaths import people_cover_deaths
from outcomes.domain.crosschecks.totals_tie import totals_tie

RULES: tuple[Callable[[Facts], Iterator[Sign]], ...] = (
    people_cover_cases,
    people_cover_deaths,
    after_follows_before,
    totals_tie,
    hours_fit_headcount,
    hours_go_on,
    days_need_people,
    not_copied,
    near_misses_go_on,
)


def signs_in(facts: Facts) -> tuple[Sign, ...]:
    """Everything that does not fit together, what blocks first."""
    found = [sign for rule in RULES for sign in rule(facts)]
    return tuple(sorted(found, key=lambda sign: sign.weight != Weight.BLOCKS))


__all__ = ["RULES", "Facts", "Sign", "Weight", "signs_in"]
