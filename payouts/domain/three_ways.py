"""Approval = bank = books: what was signed, what the bank says it paid, what the ledger holds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.domain.money import NOTHING, Money, total
from core.domain.words import Sentence, say
from payouts.domain.lifecycle import PayoutState


class Tie(StrEnum):
    """How the three stand to each other."""

    TIED = "tied"
    AT_THE_BANK = "at_the_bank"
    UNPAID = "unpaid"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Ways:
    """One payout in three ways; what came back counts as not paid."""

    key: int
    number: str
    approved: Money
    bank: Money
    books: Money
    state: PayoutState

    @property
    def tie(self) -> Tie:
        """Paid is all three the same; anything else is nothing at the bank and in the books."""
        is_paid = self.state == PayoutState.PAID
        if not self.bank == self.books == (self.approved if is_paid else NOTHING):
            return Tie.APART
        if is_paid:
            return Tie.TIED
        return Tie.AT_THE_BANK if self.state == PayoutState.SENT else Tie.UNPAID

    @property
    def sentence(self) -> Sentence:
        """The three in words."""
        said = {
            Tie.TIED: say(
                "%(approved)s was approved, the bank says %(bank)s, the books say %(books)s: they "
                "agree.",
                approved=self.approved,
                bank=self.bank,
                books=self.books,
            ),
            Tie.AT_THE_BANK: say(
                "%(approved)s was approved and is at the bank; nothing is answered yet.",
                approved=self.approved,
            ),
            Tie.UNPAID: say(
                "%(approved)s was approved; the bank and the books say that nothing is paid.",
                approved=self.approved,
            ),
            Tie.APART: say(
                "%(approved)s was approved, the bank says %(bank)s, the books say %(books)s: they "
                "differ. Stop paying and call the auditor.",
                approved=self.approved,
                bank=self.bank,
                books=self.books,
            ),
        }
        return said[self.tie]


@dataclass(frozen=True, slots=True)
class Together:
    """All payouts of one file."""

    rows: tuple[Ways, ...]

    @property
    def approved(self) -> Money:
        """What was signed."""
        return total(one.approved for one in self.rows)

    @property
    def bank(self) -> Money:
        """What the bank says it paid and kept."""
        return total(one.bank for one in self.rows)

    @property
    def books(self) -> Money:
        """What the ledger holds as paid."""
        return total(one.books for one in self.rows)

    def count(self, tie: Tie) -> int:
        """How many stand so."""
        return sum(one.tie == tie for one in self.rows)

    @property
    def sentence(self) -> Sentence:
        """The file in words: what differs first, then what waits."""
        if apart := self.count(Tie.APART):
            return say(
                "%(apart)s of %(all)s payments differ between approval, bank and books. "
                "Stop paying and call the auditor.",
                apart=apart,
                all=len(self.rows),
            )
        return say(
            "Approval, bank and books agree on %(tied)s payments; %(waiting)s are at the bank and "
            "%(unpaid)s are not paid.",
            tied=self.count(Tie.TIED),
            waiting=self.count(Tie.AT_THE_BANK),
            unpaid=self.count(Tie.UNPAID),
        )
