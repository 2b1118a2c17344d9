"""Whether a guard-rail holds what a payout rests on."""

from __future__ import annotations

from core.domain.words import Sentence, say
from outcomes.selectors.holds import holds_on
from payouts.models import Payout


def why_on_hold(payout: Payout) -> Sentence | None:
    """The first hold that two people of the agency have not lifted, or nothing."""
    if payout.verification is None:
        return None
    hold = holds_on(payout.verification.target).first()
    if hold is None:
        return None
    return say(
        "The target is on hold (%(kind)s): %(words)s Two officers of the agency decide before any "
        "money moves.",
        kind=hold.kind,
        words=hold.words,
    )
