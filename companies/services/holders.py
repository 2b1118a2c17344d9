"""Who holds an account, as its bank says: asked between transactions, kept with its moment."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from audit.services import record
from companies import gateways
from companies.models import BankAccount, HolderCheck
from people.models import User
from people.permissions import require


def ask_account(
    *, account_id: int, holders: gateways.AccountHolders, by: User, at: datetime
) -> HolderCheck:
    """Ask the bank whether the account belongs to its holder, and keep what it said."""
    require(by, "account.ask")
    account = BankAccount.objects.get(pk=account_id)
    number = gateways.unlock(bytes(account.number_encrypted))
    result = holders.check(account.bank_code, number, account.holder)
    with transaction.atomic():
        check = HolderCheck.objects.create(account=account, result=result, asked_by=by, asked_at=at)
        record(action="account.ask", subject=account, by=by.email, at=at, result=result)
    return check
