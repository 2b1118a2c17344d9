"""How often a bank file was handed out, and whether it may be once more."""

from __future__ import annotations

from django.db.models import QuerySet

from core.domain.words import Sentence, say
from payouts.models import BankBatch, Handout, HandoutRelease


def handouts_of(batch: BankBatch) -> QuerySet[Handout]:
    """Every time it left the platform, and who stood for it when it was not the first."""
    return batch.handouts.select_related("by", "release__by").order_by("number")


def next_number_of(batch: BankBatch) -> int:
    """Which time the next one is."""
    return batch.handouts.count() + 1


def open_release(batch: BankBatch) -> HandoutRelease | None:
    """The release that nobody has used yet."""
    return batch.releases.filter(number=next_number_of(batch)).select_related("by").first()


def why_not_handed_out(batch: BankBatch) -> Sentence | None:
    """Why it does not go out again, or nothing."""
    last = handouts_of(batch).last()
    if last is None or open_release(batch) is not None:
        return None
    return say(
        "File %(number)s was handed out to %(by)s already. It is handed out again only when "
        "another person releases it and says why.",
        number=batch.number,
        by=last.by,
    )


def why_not_released(batch: BankBatch) -> Sentence | None:
    """Why there is nothing to release, or nothing."""
    if not batch.handouts.exists():
        return say("The file was not handed out yet; the first time needs no release.")
    if open_release(batch) is not None:
        return say("The file is released already and waits for the treasurer.")
    return None
