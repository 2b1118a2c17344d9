"""What each verb of a payout moves in the books of its agreement."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from core.domain.money import Money
from ledger.domain.entries import Posting, transfer
from programs.domain.lifecycle import Part
from programs.domain.postings import reserved

Account = Callable[[object, Part], str]


def owed(agreement: object, part: Part) -> str:
    """Approved and not sent."""
    return f"agreement:{agreement}:{part.value}:owed"


def sent(agreement: object, part: Part) -> str:
    """In a file at the bank, and not answered."""
    return f"agreement:{agreement}:{part.value}:sent"


def paid(agreement: object, part: Part) -> str:
    """Settled by the bank."""
    return f"agreement:{agreement}:{part.value}:paid"


# verb: out of, into
POSTINGS: Mapping[str, tuple[Account, Account]] = {
    "owe": (reserved, owed),  # the last approval
    "send": (owed, sent),  # the bank file leaves the house
    "settle": (sent, paid),  # the bank says it is paid
    "fail": (sent, owed),  # the bank says it could not; it is still owed
    "return": (paid, owed),  # it came back after it was paid
    "cancel": (owed, reserved),  # held or computed again before it was sent
    "claw_back": (paid, reserved),  # the supplier paid back what was not earned
}


def postings(verb: str, amount: Money, *, agreement: object, part: Part) -> tuple[Posting, ...]:
    """The balanced entry of one verb."""
    out_of, into = POSTINGS[verb]
    return transfer(amount, out_of=out_of(agreement, part), into=into(agreement, part))
