"""The one way to write to the books."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from core.domain.errors import Stale
from ledger.domain.entries import Posting, check_balanced
from ledger.models import Account, Entry
from ledger.models import Posting as PostingRow


@transaction.atomic
def post_entry(*, reference: str, memo: str, postings: tuple[Posting, ...], at: datetime) -> Entry:
    """Post once: the same reference again returns the entry already there, if it says the same."""
    check_balanced(postings)
    entry, is_new = Entry.objects.get_or_create(
        reference=reference, defaults={"memo": memo, "posted_at": at}
    )
    if is_new:
        _write_legs(entry, postings)
    else:
        _check_same(entry, postings)
    return entry


def _write_legs(entry: Entry, postings: tuple[Posting, ...]) -> None:
    """All legs in one statement, because the trigger weighs each statement by itself."""
    accounts = _accounts({posting.account for posting in postings})
    PostingRow.objects.bulk_create(
        PostingRow(entry=entry, account=accounts[posting.account], amount=posting.amount.won)
        for posting in postings
    )


def _accounts(codes: set[str]) -> dict[str, Account]:
    """Accounts by code, opened when first used; sorted, so that two never wait for each other."""
    known = set(Account.objects.filter(code__in=codes).values_list("code", flat=True))
    Account.objects.bulk_create(
        (Account(code=code) for code in sorted(codes - known)), ignore_conflicts=True
    )
    return {account.code: account for account in Account.objects.filter(code__in=codes)}


def _check_same(entry: Entry, postings: tuple[Posting, ...]) -> None:
    there = entry.postings.values_list("account__code", "amount")
    if sorted(there) != sorted((posting.account, posting.amount.won) for posting in postings):
        raise Stale(
            "The books already hold “%(reference)s” with other amounts. Nothing was posted; "
            "tell the programme office, because a correction needs an entry of its own.",
            reference=entry.reference,
        )
