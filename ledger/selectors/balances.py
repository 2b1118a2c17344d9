"""What is in the accounts: the newest snapshot of each, and only the postings after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from core.domain.money import NOTHING, Money

# At a past moment only snapshots count that saw nothing later, whatever the order of the keys.
BALANCES = """
    SELECT account.code, coalesce(kept.balance, 0) + coalesce(later.balance, 0),
        coalesce(kept.postings, 0) + later.postings
    FROM ledger_account account
    LEFT JOIN LATERAL (
        SELECT balance, postings, through FROM ledger_snapshot
        WHERE account_id = account.id AND (%(at)s::timestamptz IS NULL OR latest_at <= %(at)s)
        ORDER BY through DESC LIMIT 1
    ) kept ON true
    CROSS JOIN LATERAL (
        SELECT sum(p.amount) AS balance, count(*) AS postings FROM ledger_posting p
        WHERE p.account_id = account.id AND p.id > coalesce(kept.through, 0)
        AND (%(at)s::timestamptz IS NULL OR EXISTS (
            SELECT 1 FROM ledger_entry e WHERE e.id = p.entry_id AND e.posted_at <= %(at)s
        ))
    ) later
"""
ONE = BALANCES + "WHERE account.code = %(code)s"
ALL = BALANCES + "WHERE coalesce(kept.postings, 0) + later.postings > 0 ORDER BY account.code"


@dataclass(frozen=True, slots=True)
class AccountBalance:
    """One line of the trial balance."""

    code: str
    balance: Money
    postings: int


def balance_of(code: str, *, at: datetime | None = None) -> Money:
    """What is, or was at a moment, in an account; one that was never used holds nothing."""
    found = _asked(ONE, code=code, at=at)
    return found[0].balance if found else NOTHING


def trial_balance(*, at: datetime | None = None) -> tuple[AccountBalance, ...]:
    """Every account with what is, or was at a moment, in it; the balances add up to zero."""
    return _asked(ALL, at=at)


def _asked(question: str, *, at: datetime | None, code: str = "") -> tuple[AccountBalance, ...]:
    with connection.cursor() as cursor:
        cursor.execute(question, {"code": code, "at": at})
        # PostgreSQL sums bigint as numeric, so the driver hands back a Decimal.
        return tuple(AccountBalance(c, Money(int(won)), legs) for c, won, legs in cursor.fetchall())
