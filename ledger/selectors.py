"""Questions to the books. Nothing here writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet, Sum

from core.domain.money import Money
from ledger.models import Account, Entry, Posting

PAGE = 50


@dataclass(frozen=True, slots=True)
class AccountBalance:
    """One line of the trial balance."""

    code: str
    balance: Money
    postings: int


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


def balance_of(code: str) -> Money:
    """What is in an account; an account that was never used holds nothing."""
    return _money(Posting.objects.filter(account__code=code).aggregate(all=Sum("amount"))["all"])


def trial_balance() -> tuple[AccountBalance, ...]:
    """Every account with what is in it; the balances add up to zero."""
    accounts = Account.objects.annotate(
        balance=Sum("postings__amount"), legs=Count("postings")
    ).order_by("code")
    return tuple(AccountBalance(a.code, _money(a.balance), a.legs) for a in accounts)


def books_balance() -> bool:
    """Whether every entry sums to zero and has legs at all."""
    wrong = Entry.objects.annotate(sum=Sum("postings__amount")).filter(Q(sum=None) | ~Q(sum=0))
    return not wrong.exists()


def entries_of(
    *, account: str = "", older_than: int | None = None, newer_than: int | None = None
) -> EntryPage:
    """A page of entries, newest first; keyed by entry, so that long books are quick too."""
    entries = Entry.objects.order_by("-pk")
    if account:
        entries = entries.filter(
            pk__in=Posting.objects.filter(account__code=account).values("entry")
        )
    if newer_than is not None:
        return _newer(entries, newer_than)
    return _older(entries, older_than)


def entries_about(reference: str) -> tuple[EntryRow, ...]:
    """Every entry whose reference begins like this, oldest first: the trail of one document."""
    return _rows(Entry.objects.filter(reference__startswith=reference).order_by("pk"))


def _older(entries: QuerySet[Entry], older_than: int | None) -> EntryPage:
    if older_than is not None:
        entries = entries.filter(pk__lt=older_than)
    found = _rows(entries[: PAGE + 1])
    rows = found[:PAGE]
    newer = rows[0].key if rows and older_than is not None else None
    return EntryPage(rows, newer, rows[-1].key if len(found) > PAGE else None)


def _newer(entries: QuerySet[Entry], newer_than: int) -> EntryPage:
    found = _rows(entries.filter(pk__gt=newer_than).order_by("pk")[: PAGE + 1])
    rows = found[:PAGE][::-1]
    newer = rows[0].key if len(found) > PAGE else None
    return EntryPage(rows, newer, rows[-1].key if rows else None)


def _rows(entries: QuerySet[Entry]) -> tuple[EntryRow, ...]:
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


def _money(sum_: object) -> Money:
    # PostgreSQL sums bigint as numeric, so the driver hands back a Decimal.
    return Money(int(str(sum_ or 0)))
