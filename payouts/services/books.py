"""What each step of a payout moves in the books."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ledger.domain.entries import Draft
from ledger.services import post_entries
from payouts.domain.postings import postings
from payouts.models import Payout
from programs.domain.lifecycle import Part


@dataclass(frozen=True, slots=True)
class PayoutBooks:
    """Posts the steps of payouts: each step once for each time a payout was prepared."""

    payouts: Sequence[Payout]
    at: datetime

    def post(self, verb: str) -> None:
        """The balanced entries of one verb, one for each payout."""
        post_entries(drafts=[_draft(payout, verb) for payout in self.payouts], at=self.at)


def _draft(payout: Payout, verb: str) -> Draft:
    again = payout.preparations
    turn = f":{again}" if again > 1 else ""
    # what is offset is owed, and never sent
    amount = payout.rest if verb in {"owe", "cancel"} else payout.net
    return Draft(
        f"payout:{payout.number}:{verb}{turn}",
        f"{payout.number}: {verb}",
        postings(verb, amount, agreement=payout.agreement_id, part=Part(payout.part)),
    )
