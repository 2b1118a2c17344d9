"""Thousands of entries with two legs each, posted by one statement of the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from core.domain.errors import RuleBroken
from core.domain.money import Money
from core.models import array_of
from ledger.domain.entries import Draft, transfer
from ledger.models import Entry
from ledger.services.entries import accounts_by_code, check_same


@dataclass(frozen=True, slots=True)
class Transfers:
    """Many two-legged entries as columns: one statement of the database takes them whole."""

    reference: Sequence[str]
    memo: Sequence[str]
    out_of: Sequence[str]
    into: Sequence[str]
    amount: Sequence[int]  # whole won, above zero


WRITE = """
WITH told AS (
    SELECT * FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::bigint[])
        AS t (reference, memo, out_of, into_account, amount)
), made AS (
    INSERT INTO ledger_entry (reference, memo, posted_at)
        SELECT reference, memo, %s FROM told ORDER BY reference
    ON CONFLICT (reference) DO NOTHING RETURNING id, reference
), legs AS (
    INSERT INTO ledger_posting (entry_id, account_id, amount)
        SELECT made.id, account.id, leg.amount
        FROM made JOIN told USING (reference)
        CROSS JOIN LATERAL (VALUES (told.out_of, -told.amount), (told.into_account, told.amount))
            AS leg (code, amount)
        JOIN ledger_account account ON account.code = leg.code
    RETURNING 1
)
SELECT count(*) FROM legs
"""


@transaction.atomic
def post_transfers(*, transfers: Transfers, at: datetime) -> int:
    """Post thousands of transfers as `post_entries` would, in one statement; how many are new.

    A reference that is there already has to say the same, as everywhere else.
    """
    _check_transfers(transfers)
    accounts_by_code({*transfers.out_of, *transfers.into})
    columns = (transfers.reference, transfers.memo, transfers.out_of, transfers.into)
    with connection.cursor() as cursor:
        cursor.execute(WRITE, [*map(list, columns), array_of(transfers.amount), at])
        made = int(cursor.fetchone()[0]) // 2
    if made < len(transfers.reference):
        _check_all_said(transfers)
    return made


def _check_transfers(transfers: Transfers) -> None:
    if len(set(transfers.reference)) < len(transfers.reference):
        raise RuleBroken("The same reference stands twice in one posting. Post each once.")
    if min(transfers.amount, default=1) <= 0:
        raise RuleBroken("A transfer moves an amount above zero, the other way if need be.")


def _check_all_said(transfers: Transfers) -> None:
    rows = zip(
        transfers.reference,
        transfers.memo,
        transfers.out_of,
        transfers.into,
        transfers.amount,
        strict=True,
    )
    there = Entry.objects.filter(reference__in=transfers.reference)
    entries = {entry.reference: entry for entry in there.prefetch_related("postings__account")}
    for reference, memo, out_of, into, amount in rows:
        legs = transfer(Money(amount), out_of=out_of, into=into)
        check_same(entry=entries[reference], draft=Draft(reference, memo, legs))
