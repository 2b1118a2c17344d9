"""What each step of a payout moves in the books."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ledger.services import post_entry
from payouts.domain.postings import postings
from payouts.models import Payout
from programs.domain.lifecycle import Part


@dataclass(frozen=True, slots=True)
class PayoutBooks:
    """Posts the steps of one payout: each step once for each time it was prepared."""

    payout: Payout
    at: datetime

    def post(self, verb: str) -> None:
        """The balanced entry of one verb."""
        again = self.payout.preparations
        turn = f":{again}" if again > 1 else ""
        post_entry(
            reference=f"payout:{self.payout.number}:{verb}{turn}",
            memo=f"{self.payout.number}: {verb}",
            postings=postings(
                verb,
                self.payout.money,
                agreement=self.payout.agreement_id,
                part=Part(self.payout.part),
            ),
            at=self.at,
        )
