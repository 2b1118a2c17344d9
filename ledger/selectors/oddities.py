"""What can't be in the books, and is looked for all the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import connection
from django.db.models import Count, Sum

from ledger.domain.arrows import REVERSED, Arrow, unexplained
from ledger.domain.entries import Posting
from ledger.models import Entry, Reversal
from ledger.selectors.entries import EntryRow, legs_of, rows_of

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
    return not any(unbalanced_entries()) and not any(lopsided_entries())


def unbalanced_entries() -> Iterator[str]:
    """Entries that make or lose money."""
    wrong = Entry.objects.annotate(sum=Sum("postings__amount")).exclude(sum=0).exclude(sum=None)
    yield from wrong.values_list("reference", flat=True).order_by("pk").iterator()


def lopsided_entries() -> Iterator[str]:
    """Entries with one leg, or none."""
    wrong = Entry.objects.annotate(legs=Count("postings")).filter(legs__lt=2)
    yield from wrong.values_list("reference", flat=True).order_by("pk").iterator()


def loose_reversals() -> Iterator[str]:
    """Entries named as undoing another that are no linked mirror of it, and links to others."""
    named = Entry.objects.filter(reference__endswith=REVERSED, undone=None).order_by("pk")
    yield from named.values_list("reference", flat=True).iterator()
    for link in Reversal.objects.select_related("entry", "mirror").order_by("pk").iterator():
        there, back = link.entry.reference, link.mirror.reference
        if back != f"{there}{REVERSED}" or not _mirror(legs_of(there), legs_of(back)):
            yield back


def _mirror(legs: Sequence[Posting], others: Sequence[Posting]) -> bool:
    back = sorted((leg.account, -leg.amount) for leg in others)
    return sorted((leg.account, leg.amount) for leg in legs) == back


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
