"""Sent twice, done once: what a page did is kept under the key that it was drawn with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core.domain.errors import RuleBroken
from core.models import said_as
from payouts.models import Adjustment, BankBatch, Payout, Receipt
from people.models import User


@dataclass(frozen=True, slots=True)
class Page:
    """The page that asks for a verb; a caller that draws no page has no key and no receipt.

    Ask it after the lock: of two sendings at once the second waits, then finds the first.
    """

    key: UUID | None
    action: str
    by: User

    def receipt(self) -> Receipt | None:
        """What it did when it was sent before; somebody else's page is not answered with it."""
        there = Receipt.objects.filter(key=self.key).first() if self.key else None
        if there is not None and (there.action, there.by_id) != (self.action, self.by.pk):
            raise self.used()
        return there

    def was_about(self, thing: Payout | BankBatch) -> bool:
        """Whether it has done this already, to this very payout or file."""
        there = self.receipt()
        if there is None:
            return False
        if thing not in {there.payout, there.batch}:
            raise self.used()
        return True

    def keep(self, at: datetime, **about: Payout | BankBatch | Adjustment) -> None:
        """From here on, sending the page again changes nothing."""
        if self.key:
            with said_as(payouts_receipt_key_key=self.used()):
                Receipt.objects.create(key=self.key, action=self.action, by=self.by, at=at, **about)

    def used(self) -> RuleBroken:
        """Same key, other contents."""
        return RuleBroken("This page was used for something else. Open it again.")
