"""Snapshots: taken beside the postings, never inside them, so no posting waits for another."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from ledger.models import Sweep
from ledger.selectors.horizon import (
    end_of_chunk,
    last_posting,
    open_sweep,
    still_writing,
    writers,
)

CHUNK = 20_000  # postings whose accounts are looked at in one transaction
ENOUGH = 1_000  # postings since the last snapshot that make a new one worth its row
SWEEPING = 0x5EE9  # the advisory lock of whoever marks the end of a sweep

TAKE = """
INSERT INTO ledger_snapshot (account_id, through, balance, postings, latest_at, taken_at)
SELECT touched.account_id, %(up_to)s, coalesce(before.balance, 0) + tail.balance,
    coalesce(before.postings, 0) + tail.postings,
    greatest(before.latest_at, tail.latest_at), %(at)s
FROM (
    SELECT DISTINCT account_id FROM ledger_posting WHERE id > %(after)s AND id <= %(end)s
) touched
LEFT JOIN LATERAL (
    SELECT * FROM ledger_snapshot WHERE account_id = touched.account_id
    ORDER BY through DESC LIMIT 1
) before ON true
CROSS JOIN LATERAL (
    SELECT count(*) AS postings FROM (
        SELECT 1 FROM ledger_posting
        WHERE account_id = touched.account_id AND id > coalesce(before.through, 0)
        AND id <= %(up_to)s LIMIT %(enough)s
    ) a_few
) new
CROSS JOIN LATERAL (
    SELECT sum(p.amount) AS balance, count(*) AS postings, max(e.posted_at) AS latest_at
    FROM ledger_posting p JOIN ledger_entry e ON e.id = p.entry_id
    WHERE new.postings >= %(enough)s AND p.account_id = touched.account_id
    AND p.id > coalesce(before.through, 0) AND p.id <= %(up_to)s
) tail
WHERE new.postings >= %(enough)s
"""


@transaction.atomic
def mark_end(*, at: datetime) -> None:
    """Note how far the books go and who still writes; one sweep at a time."""
    if not _is_alone():
        return
    last = Sweep.objects.order_by("-pk").first()
    begin = last.up_to if last else 0
    end = last_posting()  # the end first, then who writes: the other way round misses somebody
    if end > begin and (last is None or last.done_to == last.up_to):
        Sweep.objects.create(up_to=end, done_to=begin, writers=writers(), begun_at=at)


@transaction.atomic
def take_snapshots(*, at: datetime) -> int | None:
    """Snapshots for one chunk of postings, or nothing where none is open or somebody still writes.

    Killed anywhere, it goes on from the chunk that it was at; an account is counted once.
    """
    sweep = open_sweep()
    if sweep is None or still_writing(sweep.writers):
        return None
    end = end_of_chunk(sweep.done_to, up_to=sweep.up_to, size=CHUNK)
    with connection.cursor() as cursor:
        cursor.execute(
            TAKE,
            {
                "up_to": sweep.up_to,
                "after": sweep.done_to,
                "end": end,
                "at": at,
                "enough": ENOUGH,
            },
        )
        taken = int(cursor.rowcount)
    sweep.done_to = end
    sweep.save(update_fields=["done_to"])
    return taken


def _is_alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SWEEPING])
        return bool(cursor.fetchone()[0])
