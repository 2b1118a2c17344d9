"""What can't be in the books, and is looked for all the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import connection
from django.db.models import Q, Sum

from ledger.domain.arrows import Arrow, unexplained
from ledger.domain.entries import Posting
from ledger.models import Entry
from ledger.selectors.entries import EntryRow, rows_of

CHUNK = 2_000


# From each snapshot to the one before it: added up once, however many snapshots there are.
WRONG_SNAPSHOTS = """
    SELECT DISTINCT account.code FROM (
        SELECT *, lag(through, 1, 0::bigint) OVER before AS begin,
            lag(balance, 1, 0::bigint) OVER before AS had,
            lag(postings, 1, 0::bigint) OVER before AS counted,
            lag(latest_at) OVER before AS latest
        FROM ledger_snapshot WINDOW before AS (PARTITION BY account_id ORDER BY through)
    ) kept
    JOIN ledger_account account ON account.id = kept.account_id
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(p.amount), 0) AS balance, count(*) AS postings,
            max(e.posted_at) AS latest_at
        FROM ledger_posting p JOIN ledger_entry e ON e.id = p.entry_id
        WHERE p.account_id = kept.account_id AND p.id > kept.begin AND p.id <= kept.through
    ) really
    WHERE kept.balance <> kept.had + really.balance
    OR kept.postings <> kept.counted + really.postings
    OR kept.latest_at IS DISTINCT FROM greatest(kept.latest, really.latest_at)
    ORDER BY account.code
"""


def books_balance() -> bool:
    """Whether every entry sums to zero and has legs at all."""
    wrong = Entry.objects.annotate(sum=Sum("postings__amount")).filter(Q(sum=None) | ~Q(sum=0))
    return not wrong.exists()


def unexplained_entries(chart: Sequence[Arrow]) -> Iterator[str]:
    """References of entries that are not, leg by leg, arrows of this chart."""
    for row in _all_entries():
        if unexplained(chart, row.reference, [Posting(code, won) for code, won in row.legs]):
            yield row.reference


def _all_entries() -> Iterator[EntryRow]:
    """However long the books are, a chunk of them at a time."""
    last = 0
    while chunk := rows_of(Entry.objects.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        yield from chunk
        last = chunk[-1].key


def wrong_snapshots() -> Iterator[str]:
    """Accounts with a snapshot that is not what their postings add up to."""
    with connection.cursor() as cursor:
        cursor.execute(WRONG_SNAPSHOTS)
        yield from (code for (code,) in cursor.fetchall())
