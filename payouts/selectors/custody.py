"""Whether the files behind a payout are still what was sent, and whether one was used twice."""

from __future__ import annotations

from collections.abc import Iterable

from core.domain.words import Sentence, say
from outcomes.selectors.custody import custody_blocks
from outcomes.selectors.likeness import TwinSeen, twins_about
from payouts.models import Payout
from people.models import User


def why_evidence_stops(payout: Payout) -> Sentence | None:
    """The first alarm about a file of the target, or nothing."""
    if payout.verification is None:
        return None
    return next(custody_blocks(payout.verification.target), None)


def twins_behind(payout: Payout, viewer: User) -> list[TwinSeen]:
    """Files behind this payout that were used twice, as this person may see them."""
    if payout.verification is None:
        return []
    return twins_about(payout.verification.target.measurements.all(), viewer)


def said_of_twins(twins: Iterable[TwinSeen]) -> Sentence | None:
    """How many files were used twice without a verifier's word about it."""
    open_ones = sum(not seen.is_explained for seen in twins)
    if not open_ones:
        return None
    return say(
        "%(count)s times a file of this target was used before, as it is or nearly. No verifier "
        "has explained it.",
        count=open_ones,
    )
