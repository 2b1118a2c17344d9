"""Whether people still have to decide on what a payout rests on."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef

from core.domain.words import Sentence, say
from outcomes.domain.lifecycle import HoldState
from outcomes.models import Hold
from outcomes.selectors.holds import holds_on
from payouts.models import Payout


def is_on_hold() -> Exists:
    """For a list of payouts: whether the target of each is on hold."""
    stands = Hold.objects.exclude(state=HoldState.LIFTED)
    return Exists(stands.filter(target=OuterRef("verification__target")))


def why_on_hold(payout: Payout) -> Sentence | None:
    """The first hold that two people of the agency have not lifted, or nothing."""
    if payout.verification is None:
        return None
    hold = holds_on(payout.verification.target).first()
    return None if hold is None else _said(hold)


def why_any_on_hold(payouts: Sequence[Payout]) -> Sentence | None:
    """The same for many payouts in one question."""
    held = Hold.objects.exclude(state=HoldState.LIFTED)
    hold = held.filter(target__verification__payout__in=payouts).order_by("pk").first()
    return None if hold is None else _said(hold)


def _said(hold: Hold) -> Sentence:
    return say(
        "The target is on hold (%(kind)s): %(words)s Two officers of the agency decide before any "
        "money moves.",
        kind=hold.kind,
        words=hold.words,
    )
