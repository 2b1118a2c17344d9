"""Who may approve, and what exactly they agree to."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from collections.abc import Set as AbstractSet

from core.domain.canonical import digest_of
from core.domain.errors import RuleBroken, Stale


def check_may_approve(person: Hashable, acted: Mapping[str, AbstractSet[Hashable]]) -> None:
    """Nobody acts at two stages of one payout; `acted` names who did what before."""
    for stage, people in acted.items():
        if person in people:
            raise RuleBroken(
                "You have already acted on this payout (%(stage)s). Another person has to approve.",
                stage=stage,
            )


def check_unchanged(*, seen: str, now: str) -> None:
    """An approval binds to what was on the screen."""
    if seen != now:
        raise Stale(
            "The payout has changed since you opened it. Nothing was approved. "
            "Read it again, then decide."
        )


def shown_digest(shown: Mapping[str, object]) -> str:
    """The hash of everything an approver is shown: amount, account, working, evidence hashes."""
    return digest_of(shown)
