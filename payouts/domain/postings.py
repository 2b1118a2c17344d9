"""What each verb of a payout moves in the books, and with it the chart of all that ever moves."""

from __future__ import annotations

from core.domain.money import Money
from ledger.domain.arrows import Arrow
from ledger.domain.entries import Posting
from programs.domain.lifecycle import Part
from programs.domain.postings import ARROWS as ARROWS_OF_PROGRAMS
from programs.domain.postings import RESERVED

OWED = "agreement:{agreement}:{part}:owed"  # approved and not sent
SENT = "agreement:{agreement}:{part}:sent"  # in a file at the bank, and not answered
PAID = "agreement:{agreement}:{part}:paid"  # settled by the bank
DUE_BACK = "agreement:{agreement}:{part}:due_back"  # paid and not earned: the supplier owes it
WRITTEN_OFF = "agreement:{agreement}:{part}:written_off"  # paid, not earned, and given up


def _of_payout(verb: str, *, out_of: str, into: str, when: str) -> Arrow:
    """Each verb once for each time that a payout is prepared: the turn is counted from two on."""
    return Arrow(verb, out_of, into, when, f"payout:{{number}}:{verb}[:{{turn}}]")


# Every arrow of a payout. A new one is a line here, and then in docs/books.md.
ARROWS = (
    _of_payout("owe", out_of=RESERVED, into=OWED, when="the last approval"),
    _of_payout("send", out_of=OWED, into=SENT, when="the bank file leaves the house"),
    _of_payout("settle", out_of=SENT, into=PAID, when="the bank says it is paid"),
    _of_payout(
        "fail", out_of=SENT, into=OWED, when="the bank says it could not pay; it is still owed"
    ),
    _of_payout("return", out_of=PAID, into=OWED, when="the money came back after it was paid"),
    _of_payout("cancel", out_of=OWED, into=RESERVED, when="held or begun again before it was sent"),
    Arrow(
        "demand",
        out_of=PAID,
        into=DUE_BACK,
        when="a second person confirms a correction that takes away: the supplier owes it",
        reference="clawback:{clawback}:demand",
    ),
    Arrow(
        "claw_back",
        out_of=DUE_BACK,
        into=RESERVED,
        when="the supplier paid back what was not earned",
        reference="recovery:{recovery}:claw_back",
    ),
    Arrow(
        "set_off",
        out_of=OWED,
        into=PAID,
        when="a payout is settled: what of it was offset counts as paid",
        reference="offset:{offset}:settle",
    ),
    Arrow(
        "recover",
        out_of=DUE_BACK,
        into=RESERVED,
        when="with it as much of what the supplier owed is back",
        reference="offset:{offset}:settle",
    ),
    Arrow(
        "write_off",
        out_of=DUE_BACK,
        into=WRITTEN_OFF,
        when="a second person confirms that it is given up",
        reference="recovery:{recovery}:write_off",
    ),
)
POSTINGS = {arrow.verb: arrow for arrow in ARROWS}
CHART = (*ARROWS_OF_PROGRAMS, *ARROWS)


def postings(verb: str, amount: Money, *, agreement: object, part: Part) -> tuple[Posting, ...]:
    """The balanced entry of one verb."""
    return POSTINGS[verb].legs(amount, agreement=agreement, part=part.value)
