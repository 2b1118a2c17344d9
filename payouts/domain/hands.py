"""Nobody acts at two stages of one payout."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from collections.abc import Set as AbstractSet

from core.domain.errors import RuleBroken

Acted = Mapping[str, AbstractSet[Hashable]]


def check_new_hand(person: Hashable, acted: Acted, *, number: str) -> None:
    """Whoever prepares or sends has to be new to the payout; `acted` names who did what before."""
    for stage, people in acted.items():
        if person in people:
            raise RuleBroken(
                "You have already acted on %(number)s (%(stage)s). "
                "Nobody acts at two stages of one payout; another person has to do this.",
                number=number,
                stage=stage,
            )
