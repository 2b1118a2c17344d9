"""Entries with their legs, page by page and document by document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from core.domain.money import Money
from ledger.domain.entries import Posting as Leg
from ledger.models import Entry, Posting

PAGE = 50


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry with its legs, ready to be read."""

    key: int
    reference: str
    memo: str
    posted_at: datetime
    legs: tuple[tuple[str, Money], ...]


@dataclass(frozen=True, slots=True)
class EntryPage:
    """A screenful of entries, and where the next screens begin, if there are any."""

    rows: tuple[EntryRow, ...]
    newer: int | None
    older: int | None


def entries_of(
    *,
    account: str = "",
    at: datetime | None = None,
    older_than: int | None = None,
    newer_than: int | None = None,
) -> EntryPage:
    """A page of entries, newest first; keyed by entry, so that long books are quick too."""
    entries = Entry.objects.order_by("-pk")
    if account:
        entries = entries.filter(
            pk__in=Posting.objects.filter(account__code=account).values("entry")
        )
    if at is not None:
        entries = entries.filter(posted_at__lte=at)
    if newer_than is not None:
        return _newer(entries, newer_than)
    return _older(entries, older_than)


def entries_about(reference: str) -> tuple[EntryRow, ...]:
    """Every entry whose reference begins like this, oldest first: the trail of one document."""
    return rows_of(Entry.objects.filter(reference__startswith=reference).order_by("pk"))


def legs_of(reference: str) -> tuple[Leg, ...]:
    """The legs of one entry."""
    legs = Posting.objects.filter(entry__reference=reference).order_by("pk")
    return tuple(Leg(code, Money(won)) for code, won in legs.values_list("account__code", "amount"))


def _older(entries: QuerySet[Entry], older_than: int | None) -> EntryPage:
    if older_than is not None:
        entries = entries.filter(pk__lt=older_than)
    found = rows_of(entries[: PAGE + 1])
    rows = found[:PAGE]
    newer = rows[0].key if rows and older_than is not None else None
    return EntryPage(rows, newer, rows[-1].key if len(found) > PAGE else None)


def _newer(entries: QuerySet[Entry], newer_than: int) -> EntryPage:
    found = rows_of(entries.filter(pk__gt=newer_than).order_by("pk")[: PAGE + 1])
    rows = found[:PAGE][::-1]
    newer = rows[0].key if len(found) > PAGE else None
    return EntryPage(rows, newer, rows[-1].key if rows else None)


def rows_of(entries: QuerySet[Entry]) -> tuple[EntryRow, ...]:
    """Entries as they are read, with their legs."""
    return tuple(
        EntryRow(
            entry.pk,
            entry.reference,
            entry.memo,
            entry.posted_at,
            tuple((leg.account.code, Money(leg.amount)) for leg in entry.postings.all()),
        )
        for entry in entries.prefetch_related("postings__account")
    )
