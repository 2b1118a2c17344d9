"""Everything an approver is shown, as facts under one hash."""

from __future__ import annotations

from typing import Any

from payouts.domain.approvals import shown_digest
from payouts.models import ApprovalBand, Payout
from payouts.selectors.clawbacks import taken_for


def shown(payout: Payout) -> dict[str, Any]:
    """What an approval binds to: any change of it is another hash."""
    account = payout.bank_account
    return {
        "schema": "boram.payout/2" if payout.band else "boram.payout/1",
        "number": payout.number,
        "agreement": payout.agreement.number,
        "supplier": payout.agreement.supplier.business_number,
        "clause": payout.clause_key,
        "part": payout.part,
        "amount": payout.amount,
        "working": payout.working,
        "inputs": payout.inputs,
        "approvals_needed": payout.approvals_needed,
        "account": account
        and {
            "id": account.pk,
            "bank": account.bank_code,
            "holder": account.holder,
            "tail": account.number_tail,
        },
        "prepared_by": payout.prepared_by_id,
        "preparation": payout.preparations,
        **_band(payout.band),
        **_offsets(payout),
    }


def _offsets(payout: Payout) -> dict[str, Any]:
    """What the supplier does not get, because it owes as much; where nothing is owed, nothing."""
    taken = list(taken_for(payout).values_list("clawback__number", "amount"))
    if not taken:
        return {}
    return {"offsets": [list(one) for one in taken], "net": payout.net.won}


def _band(band: ApprovalBand | None) -> dict[str, Any]:
    """Who has to agree, and by which version; what was prepared before bands has none."""
    if band is None:
        return {}
    return {
        "band": {
            "version": band.table.version,
            "from": band.amounts.lower,
            "below": band.amounts.upper,
            "approvers": band.approvers,
            "senior_approvers": band.senior_approvers,
        }
    }


def digest_of_shown(payout: Payout) -> str:
    """The hash of what is there now."""
    return shown_digest(shown(payout))
