"""What is in the accounts."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Sum

from core.domain.money import Money
from ledger.models import Account, Posting


@dataclass(frozen=True, slots=True)
class AccountBalance:
    """One line of the trial balance."""

    code: str
    balance: Money
    postings: int


def balance_of(code: str) -> Money:
    """What is in an account; an account that was never used holds nothing."""
    return _money(Posting.objects.filter(account__code=code).aggregate(all=Sum("amount"))["all"])


def trial_balance() -> tuple[AccountBalance, ...]:
    """Every account with what is in it; the balances add up to zero."""
    accounts = Account.objects.annotate(
        balance=Sum("postings__amount"), legs=Count("postings")
    ).order_by("code")
    return tuple(AccountBalance(a.code, _money(a.balance), a.legs) for a in accounts)


def _money(sum_: object) -> Money:
    # PostgreSQL sums bigint as numeric, so the driver hands back a Decimal.
    return Money(int(str(sum_ or 0)))
