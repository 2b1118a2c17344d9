"""Everything an approver is shown, as facts under one hash."""

from __future__ import annotations

from typing import Any

from payouts.domain.approvals import shown_digest
from payouts.models import Payout


def shown(payout: Payout) -> dict[str, Any]:
    """What an approval binds to: any change of it is another hash."""
    account = payout.bank_account
    return {
        "schema": "boram.payout/1",
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
    }


def digest_of_shown(payout: Payout) -> str:
    """The hash of what is there now."""
    return shown_digest(shown(payout))
