"""What can't be in the books, and is looked for all the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Q, Sum

from ledger.domain.arrows import Arrow, unexplained
from ledger.domain.entries import Posting
from ledger.models import Entry
from ledger.selectors.entries import EntryRow, rows_of

CHUNK = 2_000


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
