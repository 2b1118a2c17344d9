"""Where a supplier's money goes: registered by it, confirmed by the bank, never edited."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from audit.services import SYSTEM, record
from companies import gateways
from companies.domain.accounts import account_number, bank_named
from companies.domain.lifecycle import BANK_ACCOUNT, AccountState
from companies.models import BankAccount, Supplier
from core.domain.errors import RuleBroken
from people.models import User
from people.permissions import require, require_for

TAIL = 4


def encrypt_number(number: str) -> bytes:
    """How an account number is kept."""
    return gateways.lock(number)


def decrypt_number(sealed: bytes | memoryview) -> str:
    """The number itself, for the bank file only; it is never shown or logged."""
    return gateways.unlock(bytes(sealed))


@transaction.atomic
def register_account(
    *, supplier: Supplier, bank_code: str, number: str, holder: str, by: User, at: datetime
) -> BankAccount:
    """A new account replaces the one before; no money moves until the treasurer confirms it."""
    require_for(by, "account.register", supplier.organization)
    Supplier.objects.select_for_update().get(pk=supplier.pk)
    bank, digits = bank_named(bank_code), account_number(number)
    _check_is_another(supplier, bank.code, digits, holder.strip())
    replaced = _replace_current(supplier, by=by, at=at)
    account = BankAccount.objects.create(
        supplier=supplier,
        bank_code=bank.code,
        holder=holder.strip(),
        number_encrypted=gateways.lock(digits),
        number_tail=digits[-TAIL:],
        fingerprint=gateways.fingerprint(digits),
        registered_by=by,
    )
    record(
        action="account.register",
        subject=account,
        by=by.email,
        at=at,
        bank=bank.code,
        number=f"****{account.number_tail}",
    )
    for old in replaced:
        _tell(old, account, at)
    return account


@transaction.atomic
def confirm_account(*, account_id: int, by: User, at: datetime) -> BankAccount:
    """The treasurer has compared it with the supplier's papers; money may go there."""
    require(by, "account.confirm")
    account = BankAccount.objects.select_for_update(of=("self",)).get(pk=account_id)
    account.state = BANK_ACCOUNT.after("confirm", AccountState(account.state))
    if account.registered_by_id == by.pk:
        raise RuleBroken("You registered this account yourself. Another person confirms it.")
    account.confirmed_by, account.confirmed_at = by, at
    account.save()
    record(action="account.confirm", subject=account, by=by.email, at=at)
    return account


@transaction.atomic
def rotate_keys(*, at: datetime) -> int:
    """Put every number under the newest key, so that an old key can be thrown away."""
    count = 0
    for account in BankAccount.objects.select_for_update().order_by("pk"):
        number = gateways.unlock(bytes(account.number_encrypted))
        account.number_encrypted = gateways.reseal(bytes(account.number_encrypted))
        account.fingerprint = gateways.fingerprint(number)
        account.save(update_fields=["number_encrypted", "fingerprint", "updated_at"])
        record(action="account.reseal", subject=account, by=SYSTEM, at=at)
        count += 1
    return count


def _check_is_another(supplier: Supplier, bank_code: str, digits: str, holder: str) -> None:
    """A second click, or a second person, must not undo what the treasurer has confirmed."""
    same = BankAccount.objects.filter(
        supplier=supplier,
        bank_code=bank_code,
        holder=holder,
        fingerprint__in=gateways.fingerprints(digits),
    )
    if same.exclude(state=AccountState.REPLACED).exists():
        raise RuleBroken(
            "This account is registered already. Nothing needs to be done.", field="number"
        )


def _replace_current(supplier: Supplier, *, by: User, at: datetime) -> list[BankAccount]:
    current = BankAccount.objects.select_for_update(of=("self",)).filter(supplier=supplier)
    olds = list(current.exclude(state=AccountState.REPLACED).select_related("registered_by"))
    for old in olds:
        old.state = BANK_ACCOUNT.after("replace", AccountState(old.state))
        old.save(update_fields=["state", "updated_at"])
        record(action="account.replace", subject=old, by=by.email, at=at)
    return olds


def _tell(old: BankAccount, account: BankAccount, at: datetime) -> None:
    """After the transaction; a mail server that is away does not undo the change."""
    to = old.registered_by
    replacement = gateways.Replacement(
        to=to.email,
        supplier=account.supplier.organization.name,
        before=str(old),
        after=str(account),
        by=account.registered_by.name,
        at=at,
        language=to.language,
    )
    transaction.on_commit(lambda: gateways.tell_of_another_account(replacement), robust=True)
