"""Whether the account of a payout belongs to its firm, as the bank of the account says."""

from __future__ import annotations

from companies.domain.accounts import Holding
from companies.domain.lifecycle import AccountState
from companies.models import BankAccount, HolderCheck
from companies.selectors import holder_check_of
from core.domain.words import Sentence, say
from payouts.models import Payout


def account_behind(payout: Payout) -> BankAccount | None:
    """The account it was prepared for, or the one it would be prepared for now."""
    return (
        payout.bank_account
        or BankAccount.objects.filter(
            supplier=payout.agreement.supplier, state=AccountState.CONFIRMED
        ).first()
    )


def holder_said(payout: Payout) -> HolderCheck | None:
    """What the bank said last, if anybody asked."""
    account = account_behind(payout)
    return holder_check_of(account) if account else None


def why_holder_stops(payout: Payout) -> Sentence | None:
    """Somebody else holds the account: nothing goes there."""
    account = account_behind(payout)
    return why_not_to(account) if account else None


def why_not_to(account: BankAccount) -> Sentence | None:
    """What stops money from going to this account, or nothing."""
    said = holder_check_of(account)
    if said is None or said.result != Holding.OTHER:
        return None
    return say(
        "The bank said on %(day)s that account %(account)s belongs to somebody else. The supplier "
        "registers the right one.",
        day=f"{said.asked_at:%Y-%m-%d}",
        account=account,
    )
