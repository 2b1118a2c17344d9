"""Questions about where money goes."""

from __future__ import annotations

from django.db.models import QuerySet

from companies.domain.lifecycle import AccountState
from companies.models import BankAccount, HolderCheck, Supplier
from core.domain.errors import RuleBroken


def accounts_of(supplier: Supplier) -> QuerySet[BankAccount]:
    """Every account that was ever registered, newest first."""
    rows = BankAccount.objects.filter(supplier=supplier).order_by("-created_at", "-pk")
    return rows.select_related("registered_by", "confirmed_by")


def current_account(supplier: Supplier) -> BankAccount:
    """The confirmed account that money goes to, or why money cannot go yet."""
    account = BankAccount.objects.filter(supplier=supplier, state=AccountState.CONFIRMED).first()
    if account is None:
        raise RuleBroken(
            "%(supplier)s has no confirmed bank account. The supplier registers one, "
            "then the bank's treasurer confirms it.",
            supplier=supplier,
        )
    return account


def accounts_to_confirm() -> QuerySet[BankAccount]:
    """Accounts that wait for the treasurer, oldest first."""
    rows = BankAccount.objects.filter(state=AccountState.REGISTERED)
    return rows.select_related("supplier__organization", "registered_by").order_by("created_at")


def others_with_this_number(account: BankAccount) -> QuerySet[Supplier]:
    """Other suppliers whose account has the same number: rarely right, always worth a look."""
    same = BankAccount.objects.filter(fingerprint=account.fingerprint).exclude(
        supplier=account.supplier
    )
    rows = Supplier.objects.filter(pk__in=same.values("supplier")).select_related("organization")
    return rows.order_by("organization__name")


def holder_check_of(account: BankAccount) -> HolderCheck | None:
    """What the bank said last about who holds it, if anybody asked."""
    return account.holder_checks.order_by("-asked_at", "-pk").first()
