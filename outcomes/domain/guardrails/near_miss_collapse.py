"""Near misses stopped being reported while injuries fell: silence and not safety, perhaps."""

from __future__ import annotations

from collections.abc import Iterator

from outcomes.domain.crosschecks import Facts
from outcomes.domain.crosschecks.near_misses_go_on import near_misses_go_on
from outcomes.domain.guardrails.tripped import Tripped
from outcomes.domain.lifecycle import GuardRail


def near_miss_collapse(facts: Facts) -> Iterator[Tripped]:
    """The same exact test that warns whoever certifies."""
    for sign in near_misses_go_on(facts):
        yield Tripped(GuardRail.NEAR_MISS_COLLAPSE, sign.sentence)
