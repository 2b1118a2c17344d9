"""Rows held for a change: whoever comes second waits and then sees what the first did."""

from __future__ import annotations

from collections.abc import Collection

from companies.models import BankAccount
from payouts.domain.clawbacks import UNDER_WAY, OffsetState
from payouts.models import BankBatch, Clawback, Disbursement, Offset, Payout
from programs.models import Agreement


def locked_payout(payout_id: int) -> Payout:
    """The payout as it is now, and nobody else's to move until this transaction ends."""
    return (
        Payout.objects.select_for_update(of=("self",))
        .select_related(
            "agreement__program__funder", "agreement__supplier", "bank_account", "verification"
        )
        .get(pk=payout_id)
    )


def locked_agreements(keys: Collection[int]) -> dict[int, Agreement]:
    """Agreements whose payouts are computed, in the order of their keys."""
    rows = Agreement.objects.select_for_update(of=("self",)).select_related("program")
    return {agreement.pk: agreement for agreement in rows.filter(pk__in=keys).order_by("pk")}


def locked_clawback(clawback_id: int) -> Clawback:
    """What a supplier owes, and nobody else's to lower until this transaction ends."""
    return (
        Clawback.objects.select_for_update(of=("self",))
        .select_related("agreement__program__funder", "adjustment__payout")
        .get(pk=clawback_id)
    )


def locked_clawbacks(supplier: int, program: int) -> list[Clawback]:
    """What a supplier still owes under a programme, the oldest first, held for one payout."""
    rows = Clawback.objects.select_for_update(of=("self",)).filter(
        agreement__supplier=supplier, agreement__program=program, state__in=UNDER_WAY
    )
    return list(rows.order_by("pk"))


def locked_offsets(payouts: Collection[int]) -> list[Offset]:
    """What was taken of these payouts, held with what is owed: before any reserve."""
    taken = Offset.objects.filter(payout__in=payouts, state=OffsetState.TAKEN)
    owed = Clawback.objects.select_for_update(of=("self",)).filter(offsets__in=taken.values("pk"))
    held = {clawback.pk: clawback for clawback in owed.order_by("pk")}
    rows = list(taken.select_related("payout").order_by("clawback", "pk"))
    for offset in rows:
        offset.clawback = held[offset.clawback_id]
    return rows


def locked_batch(batch_id: int) -> BankBatch:
    """The bank file, and nobody else's to move until this transaction ends."""
    return (
        BankBatch.objects.select_for_update(of=("self",))
        .select_related("program__funder")
        .get(pk=batch_id)
    )


def locked_payouts(payout_ids: Collection[int]) -> list[Payout]:
    """Several payouts in the order of their keys, so that two never wait for each other."""
    return list(
        Payout.objects.select_for_update(of=("self",))
        .select_related("agreement__supplier__organization", "verification")
        .filter(pk__in=payout_ids)
        .order_by("pk")
    )


def locked_disbursements(batch: BankBatch) -> dict[str, Disbursement]:
    """The payments of a bank file by their key."""
    rows = batch.disbursements.select_for_update(of=("self",)).order_by("pk")
    return {disbursement.key: disbursement for disbursement in rows}


def locked_accounts(payouts: Collection[Payout]) -> dict[int, BankAccount]:
    """By payout, the account it was prepared for; nobody replaces it meanwhile."""
    of = {p.pk: p.bank_account_id for p in payouts if p.bank_account_id is not None}
    rows = BankAccount.objects.select_for_update(of=("self",)).filter(pk__in=of.values())
    accounts = {account.pk: account for account in rows.order_by("pk")}
    return {payout: accounts[account] for payout, account in of.items()}
