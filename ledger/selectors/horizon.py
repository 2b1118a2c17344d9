"""Below which posting nothing can appear any more."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from django.db.models import F

from ledger.models import Posting, Sweep

# Whoever inserts holds this lock on the table from before the first key is handed out until the
# transaction has ended; PostgreSQL waits for the same people when it builds an index meanwhile.
WRITING = """
    SELECT DISTINCT virtualtransaction FROM pg_locks
    WHERE locktype = 'relation' AND relation = 'ledger_posting'::regclass
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND mode = 'RowExclusiveLock' AND granted AND pid IS DISTINCT FROM pg_backend_pid()
"""
STILL_THERE = "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE virtualtransaction = ANY (%s))"


def last_posting() -> int:
    """The highest key in the books that can be seen; ask for it before asking who writes."""
    return Posting.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def writers() -> list[str]:
    """Transactions that may have been given a key and are not done."""
    with connection.cursor() as cursor:
        cursor.execute(WRITING)
        return [row[0] for row in cursor.fetchall()]


def still_writing(marked: Sequence[str]) -> bool:
    """Whether one of these transactions goes on."""
    with connection.cursor() as cursor:
        cursor.execute(STILL_THERE, [list(marked)])
        return bool(cursor.fetchone()[0])


def open_sweep() -> Sweep | None:
    """The sweep that is not finished, held; of two at once, one finds nothing."""
    unfinished = Sweep.objects.filter(done_to__lt=F("up_to")).order_by("pk")
    return unfinished.select_for_update(skip_locked=True).first()


def end_of_chunk(after: int, *, up_to: int, size: int) -> int:
    """The key at which this many postings are passed, or the end."""
    keys = Posting.objects.filter(pk__gt=after, pk__lte=up_to).order_by("pk")
    return keys.values_list("pk", flat=True)[size - 1 : size].first() or up_to
