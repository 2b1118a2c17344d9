"""The one way to write to the books: one entry, or a whole file of them in a few statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from core.domain.errors import Stale
from ledger.domain.entries import Draft, Posting, check_balanced
from ledger.models import Account, Entry
from ledger.models import Posting as PostingRow

# An entry and its legs in one statement, as long as its accounts are open and it is new.
POST = """
WITH told AS (
    SELECT account.id, leg.amount
    FROM unnest(%(codes)s::text[], %(amounts)s::bigint[]) AS leg (code, amount)
    JOIN ledger_account account ON account.code = leg.code
), made AS (
    INSERT INTO ledger_entry (reference, memo, posted_at)
    SELECT %(reference)s, %(memo)s, %(at)s WHERE (SELECT count(*) FROM told) = %(legs)s
    ON CONFLICT (reference) DO NOTHING RETURNING *
), legs AS (
    INSERT INTO ledger_posting (entry_id, account_id, amount)
    SELECT made.id, told.id, told.amount FROM made, told
)
SELECT * FROM made
"""


def post_entry(*, reference: str, memo: str, postings: tuple[Posting, ...], at: datetime) -> Entry:
    """Post once: the same reference again returns the entry already there, if it says the same."""
    draft = Draft(reference, memo, postings)
    check_balanced(postings)
    for entry in Entry.objects.raw(POST, columns_of(draft, at=at)):
        return entry
    (entry,) = post_entries(drafts=[draft], at=at)
    return entry


def columns_of(draft: Draft, *, at: datetime) -> dict[str, Any]:
    """One entry as the statement takes it."""
    return {
        "reference": draft.reference,
        "memo": draft.memo,
        "at": at,
        "codes": [posting.account for posting in draft.postings],
        "amounts": [posting.amount.won for posting in draft.postings],
        "legs": len(draft.postings),
    }


@transaction.atomic
def post_entries(*, drafts: Sequence[Draft], at: datetime) -> list[Entry]:
    """Post many at once, each as by itself; however many there are, the statements are the same."""
    wanted = _by_reference(drafts)
    entries = _entries(wanted, at)
    for reference, draft in wanted.items():
        check_same(entry=entries[reference], draft=draft)
    _write_legs([(entries[r], draft) for r, draft in wanted.items() if _is_new(entries[r])])
    return [entries[draft.reference] for draft in drafts]


def _by_reference(drafts: Sequence[Draft]) -> dict[str, Draft]:
    """Each reference once, balanced; sorted, so that two never wait for each other."""
    wanted: dict[str, Draft] = {}
    for draft in sorted(drafts, key=lambda draft: draft.reference):
        check_balanced(draft.postings)
        if wanted.setdefault(draft.reference, draft) != draft:
            raise _says_something_else(draft.reference)
    return wanted


def _entries(wanted: Mapping[str, Draft], at: datetime) -> dict[str, Entry]:
    """Entries by reference, made where they are not there yet."""
    Entry.objects.bulk_create(
        (Entry(reference=r, memo=draft.memo, posted_at=at) for r, draft in wanted.items()),
        ignore_conflicts=True,
    )
    there = Entry.objects.filter(reference__in=wanted).prefetch_related("postings__account")
    return {entry.reference: entry for entry in there}


def _is_new(entry: Entry) -> bool:
    """Others are seen only with their legs, so an entry without any was made here, just now."""
    return not entry.postings.all()


def _write_legs(made: Sequence[tuple[Entry, Draft]]) -> None:
    """All legs in one statement, because the trigger weighs each statement by itself."""
    accounts = accounts_by_code(
        {posting.account for _, draft in made for posting in draft.postings}
    )
    PostingRow.objects.bulk_create(
        PostingRow(entry=entry, account=accounts[posting.account], amount=posting.amount.won)
        for entry, draft in made
        for posting in draft.postings
    )


def accounts_by_code(codes: set[str]) -> dict[str, Account]:
    """Accounts by code, opened when first used; sorted, so that two never wait for each other."""
    known = _by_code(codes)
    if missing := sorted(codes - known.keys()):
        Account.objects.bulk_create((Account(code=c) for c in missing), ignore_conflicts=True)
        known |= _by_code(missing)
    return known


def _by_code(codes: Iterable[str]) -> dict[str, Account]:
    return {account.code: account for account in Account.objects.filter(code__in=codes)}


def check_same(*, entry: Entry, draft: Draft) -> None:
    """What is there under a reference says the same, or it is another thing under its name."""
    there = sorted((leg.account.code, leg.amount) for leg in entry.postings.all())
    if there and there != sorted((leg.account, leg.amount.won) for leg in draft.postings):
        raise _says_something_else(draft.reference)


def _says_something_else(reference: str) -> Stale:
    return Stale(
        "The books already hold “%(reference)s” with other amounts. Nothing was posted; "
        "tell the programme office, because a correction needs an entry of its own.",
        reference=reference,
    )
