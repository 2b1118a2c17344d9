"""camt.053 and camt.054: what moved on the bank's account; money that came back is a credit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.domain.tables import CellError
from core.domain.words import say
from payouts.domain.answer_line import Answer, AnswerKind, AnswerLine
from payouts.domain.lifecycle import DisbursementState
from payouts.domain.message_values import (
    LONGEST_REASON,
    account_of,
    amount_errors,
    amount_of,
    day_of,
    reason_of,
)
from payouts.domain.xml_message import Element

BOOKED, PENDING = "BOOK", "PDNG"
DEBIT, CREDIT = "DBIT", "CRDT"
NO_KEY = {"", "NOTPROVIDED"}
NOTHING = Element("")


@dataclass(frozen=True, slots=True)
class _Movement:
    """One payment inside an entry, or the entry itself where it says nothing of any."""

    row: int
    entry: Element
    details: Element

    @property
    def key(self) -> str:
        """Our key, which the bank carries from end to end."""
        return self.details.says("Refs/EndToEndId", "Refs/InstrId")

    @property
    def amount(self) -> Element:
        """Its own amount; that of the entry only where the entry is nothing else."""
        own = self.details.first("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt")
        return own if own.name or self.is_one_of_many else self.entry.first("Amt")

    @property
    def is_one_of_many(self) -> bool:
        """Whether the entry sums up several payments."""
        return len(self.entry.all("NtryDtls/TxDtls")) > 1

    @property
    def direction(self) -> str:
        """Out of the account or into it."""
        return self.details.says("CdtDbtInd") or self.entry.says("CdtDbtInd")

    @property
    def status(self) -> str:
        """Booked, or only announced; the older and the newer place of the word."""
        return self.entry.says("Sts", "Sts/Cd")

    @property
    def outcome(self) -> DisbursementState:
        """What is only announced has not moved yet."""
        if self.status == PENDING:
            return DisbursementState.SENT
        return DisbursementState.PAID if self.direction == DEBIT else DisbursementState.RETURNED

    @property
    def account(self) -> str:
        """Whose account the payment was for; of money that came back both ways of telling it."""
        others = [self.details.first("RltdPties/CdtrAcct")]
        if self.direction == CREDIT:
            others.append(self.details.first("RltdPties/DbtrAcct"))
        return next((number for one in others if (number := account_of(one))), "")

    @property
    def reason(self) -> str:
        """Why it came back, in a code or in what the bank wrote beside it."""
        if self.direction == DEBIT:
            return ""
        told = reason_of(self.details.first("RtrInf"))
        return told or self.details.says("AddtlTxInf")[:LONGEST_REASON]

    def line(self) -> AnswerLine:
        """As every answer tells it."""
        day = day_of(
            *(self.entry.says(f"{name}/Dt", f"{name}/DtTm") for name in ("BookgDt", "ValDt"))
        )
        return AnswerLine(
            self.row,
            self.key,
            self.account,
            amount_of(self.amount),
            self.outcome,
            self.reason,
            day,
        )


def statement_in(root: Element, kind: AnswerKind) -> Answer:
    """Each payment in an entry is a row, counted from one in the order of the file."""
    lines: list[AnswerLine] = []
    errors: list[CellError] = []
    keys: dict[int, str] = {}
    for movement in _movements(root):
        if wrong := tuple(_errors(movement)):
            errors.extend(wrong)
            keys[movement.row] = movement.key
        else:
            lines.append(movement.line())
    return Answer(tuple(lines), tuple(errors), kind, keys=keys)


def _movements(root: Element) -> Iterator[_Movement]:
    row = 0
    for entry in root.walk("Ntry"):
        for details in entry.all("NtryDtls/TxDtls") or [NOTHING]:
            row += 1
            yield _Movement(row, entry, details)


def _errors(one: _Movement) -> Iterator[CellError]:
    if one.key in NO_KEY:
        said = say("This movement names no payment of ours (no EndToEndId). It may be a fee.")
        yield CellError(one.row, "EndToEndId", said, "PO-2026-00001-1")
    if one.status not in {BOOKED, PENDING}:
        said = say("“%(state)s” is not a state that is known here.", state=one.status[:40])
        yield CellError(one.row, "Sts", said, f"{BOOKED}, {PENDING}")
    if one.direction not in {DEBIT, CREDIT}:
        said = say("It is neither money out (DBIT) nor money in (CRDT).")
        yield CellError(one.row, "CdtDbtInd", said, f"{DEBIT}, {CREDIT}")
    if one.entry.says("RvslInd") == "true" and one.direction == DEBIT:
        said = say("Money that had come back was taken away again. Ask the bank.")
        yield CellError(one.row, "RvslInd", said)
    yield from amount_errors(one.row, one.amount)
