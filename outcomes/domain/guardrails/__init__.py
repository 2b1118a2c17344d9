"""What puts a target on hold for a human decision: one rule, one file. It never pays or fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from outcomes.domain.crosschecks import Facts
from outcomes.domain.guardrails.concealment import concealment
from outcomes.domain.guardrails.fatality import fatality
from outcomes.domain.guardrails.near_miss_collapse import near_miss_collapse
from outcomes.domain.guardrails.tripped import Tripped

RAILS: tuple[Callable[[Facts], Iterator[Tripped]], ...] = (
    fatality,
    concealment,
    near_miss_collapse,
)


def tripped_by(facts: Facts) -> tuple[Tripped, ...]:
    """Every guard-rail that a reading trips, each with its reason."""
    return tuple(one for rail in RAILS for one in rail(facts))


__all__ = ["RAILS", "Tripped", "tripped_by"]
