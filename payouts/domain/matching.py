"""Three ways at once: what we sent, what the bank says, and what state our line is in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from companies.domain.accounts import masked
from core.domain.money import Money
from core.domain.tables import CellError
from core.domain.words import Sentence, say
from payouts.domain.bank_answer import AnswerLine
from payouts.domain.lifecycle import DISBURSEMENT, DisbursementState

VERBS = {
    DisbursementState.PAID: "settle",
    DisbursementState.FAILED: "fail",
    DisbursementState.RETURNED: "return",
}


@dataclass(frozen=True, slots=True)
class Expected:
    """One line that was sent."""

    account: str
    amount: Money
    state: DisbursementState


@dataclass(frozen=True, slots=True)
class Matched:
    """Lines that agree in everything, a table of those that do not, and keys without an answer."""

    lines: tuple[AnswerLine, ...]
    errors: tuple[CellError, ...]
    unanswered: tuple[str, ...]


def match(lines: Sequence[AnswerLine], expected: Mapping[str, Expected]) -> Matched:
    """Compare each answered line with the line that was sent."""
    seen = Counter(line.key for line in lines)
    errors, agreed = [], []
    for line in lines:
        if wrong := _difference(line, expected.get(line.key), seen[line.key]):
            errors.append(wrong)
        else:
            agreed.append(line)
    open_keys = tuple(
        key
        for key, one in expected.items()
        if one.state == DisbursementState.SENT and key not in seen
    )
    return Matched(tuple(agreed), tuple(errors), open_keys)


def _difference(line: AnswerLine, sent: Expected | None, times: int) -> CellError | None:
    if sent is None:
        return _wrong(line, "key", say("No payment with this key was sent in this file."))
    if times > 1:
        return _wrong(
            line, "key", say("This payment is answered %(times)s times. Ask the bank.", times=times)
        )
    if line.account != sent.account:
        return _wrong(
            line,
            "account",
            say("The bank names another account than the one that was sent."),
            masked(sent.account),
        )
    if line.amount != sent.amount:
        return _wrong(
            line,
            "amount",
            say(
                "The bank says %(answered)s, but %(sent)s was sent.",
                answered=line.amount,
                sent=sent.amount,
            ),
            str(sent.amount.won),
        )
    if not DISBURSEMENT.allows(VERBS[line.outcome], sent.state):
        return _wrong(
            line,
            "state",
            say(
                "The bank says “%(outcome)s”, but here the payment is “%(state)s”.",
                outcome=line.outcome.value,
                state=sent.state.value,
            ),
        )
    return None


def _wrong(line: AnswerLine, column: str, reason: Sentence, example: str = "") -> CellError:
    return CellError(line.row, column, reason, example)
