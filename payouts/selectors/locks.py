"""Rows held for a change: whoever comes second waits and then sees what the first did."""

from __future__ import annotations

from companies.models import BankAccount
from payouts.models import BankBatch, Payout


def locked_payout(payout_id: int) -> Payout:
    """The payout as it is now, and nobody else's to move until this transaction ends."""
    return (
        Payout.objects.select_for_update(of=("self",))
        .select_related("agreement__program__funder", "agreement__supplier", "bank_account")
        .get(pk=payout_id)
    )


def locked_batch(batch_id: int) -> BankBatch:
    """The bank file, and nobody else's to move until this transaction ends."""
    return (
        BankBatch.objects.select_for_update(of=("self",))
        .select_related("program__funder")
        .get(pk=batch_id)
    )


def locked_payouts(payout_ids: list[int]) -> list[Payout]:
    """Several payouts in the order of their keys, so that two never wait for each other."""
    return list(
        Payout.objects.select_for_update(of=("self",))
        .select_related("agreement__supplier__organization", "bank_account")
        .filter(pk__in=payout_ids)
        .order_by("pk")
    )


def locked_account(payout: Payout) -> BankAccount:
    """The account a payout was prepared for; nobody replaces it meanwhile."""
    return BankAccount.objects.select_for_update(of=("self",)).get(payouts=payout)
