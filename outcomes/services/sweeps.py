"""What crashed uploads left behind: drafts, and files in the store that no row names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from django.db import transaction

from outcomes.gateways.store import sweep_drafts, the_store
from outcomes.selectors.custody import BATCH, hold_hash, known_among

LONGEST_UPLOAD = timedelta(days=1)
LONGEST_DOUBT = timedelta(days=7)  # whoever looks for a lost upload finds it for a week


def swept(*, at: datetime) -> int:
    """Only what is old and what no row names; an upload of the same bytes waits for the lock."""
    drafts = sweep_drafts(before=at - LONGEST_UPLOAD)
    return drafts + sum(_removed(sha256) for sha256 in _nobodys(at - LONGEST_DOUBT))


def _nobodys(before: datetime) -> Iterator[str]:
    old = (one.sha256 for one in the_store().listed() if one.kept_at < before)
    while batch := [*islice(old, BATCH)]:
        known = known_among(batch)
        yield from (sha256 for sha256 in batch if sha256 not in known)


@transaction.atomic
def _removed(sha256: str) -> bool:
    hold_hash(sha256)
    if known_among([sha256]):
        return False
    the_store().remove(sha256)
    return True
