"""A mistake in the books is undone by an entry of its own; nothing that was written is edited."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from audit.services import record
from core.domain.errors import RuleBroken
from ledger.domain.arrows import REVERSED
from ledger.domain.entries import Posting
from ledger.models import Entry, Reversal
from ledger.selectors.entries import legs_of
from ledger.services.entries import post_entry
from people.models import User


@transaction.atomic
def reverse_entry(*, reference: str, reason: str, by: User, at: datetime) -> Entry:
    """Post the mirror of an entry, once; asked again, the mirror that is there is the answer.

    No permission of its own: like posting, it is a step of the verb that knows why, and that
    verb has asked for one and moves what stands beside the books in the same transaction.
    """
    if not reason.strip():
        raise RuleBroken("Say why the entry is undone.", field="reason")
    entry = _posted(reference)
    mirror = post_entry(
        reference=f"{reference}{REVERSED}",
        memo=f"undone: {entry.memo}"[:200],
        postings=tuple(Posting(leg.account, -leg.amount) for leg in legs_of(reference)),
        at=at,
    )
    reversal, is_new = Reversal.objects.get_or_create(
        entry=entry,
        defaults={"mirror": mirror, "reason": reason.strip(), "reversed_by": by, "reversed_at": at},
    )
    if is_new:
        record(action="entry.reverse", subject=entry, by=by.email, at=at, reason=reversal.reason)
    return mirror


def _posted(reference: str) -> Entry:
    entry = Entry.objects.filter(reference=reference).first()
    if entry is None:
        raise RuleBroken(
            "The books hold no entry “%(reference)s”. Look its reference up on the page of the "
            "books.",
            reference=reference,
        )
    if Reversal.objects.filter(mirror=entry).exists():
        raise RuleBroken(
            "“%(reference)s” undoes another entry and is not undone itself. Post what is right "
            "as an entry of its own.",
            reference=reference,
        )
    return entry
