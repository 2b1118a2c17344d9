"""What is called “after” lies after what is called “before”."""

from __future__ import annotations

from collections.abc import Iterator

from core.domain.words import say
from outcomes.domain.crosschecks.facts import Facts, Sign, Weight
from outcomes.domain.lifecycle import Phase

RULE = "after_follows_before"


def after_follows_before(facts: Facts) -> Iterator[Sign]:
    """Blocks where the days of both sides cross; warns where nobody had seen the site before."""
    reading = facts.reading
    other = Phase.FOLLOW_UP if reading.phase == Phase.BASELINE else Phase.BASELINE
    for one in facts.of_phase(other):
        before, after = sorted((reading, one), key=lambda r: r.phase == Phase.FOLLOW_UP)
        if after.period.first <= before.period.last:
            yield Sign(
                RULE,
                Weight.BLOCKS,
                say(
                    "The days %(after)s count as after, but the days %(before)s, which count as "
                    "before, are not over by then. Correct one of the two.",
                    after=after.period,
                    before=before.period,
                ),
            )
    seen = facts.before_seen_on
    if reading.phase == Phase.FOLLOW_UP and seen is not None and reading.period.last < seen:
        yield Sign(
            RULE,
            Weight.WARNS,
            say(
                "These days were over before the state of the worksite was recorded on %(seen)s, "
                "so nothing had been improved yet.",
                seen=seen,
            ),
        )
