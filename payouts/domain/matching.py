"""Three ways at once: what we sent, what the bank says, and what state our line is in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from companies.domain.accounts import masked
from core.domain.money import Money
from core.domain.tables import CellError
from core.domain.words import Sentence, say
from payouts.domain.answer_line import OF_AN_ACCOUNT, AnswerKind, AnswerLine
from payouts.domain.duplicates import says_it_was_paid_before
from payouts.domain.lifecycle import DISBURSEMENT, DisbursementState

VERBS = {
    DisbursementState.PAID: "settle",
    DisbursementState.FAILED: "fail",
    DisbursementState.RETURNED: "return",
}
ONCE = [DisbursementState.PAID, DisbursementState.RETURNED]  # one file may tell both, in this order
Told = tuple[str, str]  # the kind of an earlier answer, and what it said


@dataclass(frozen=True, slots=True)
class Expected:
    """One line that was sent, and what earlier answers have said about it."""

    account: str
    amount: Money
    state: DisbursementState
    told: AbstractSet[Told] = frozenset()
    owed_back: bool = False  # a confirmed correction has asked for part of it already


@dataclass(frozen=True, slots=True)
class Matched:
    """Lines that agree in everything, a table of those that do not, and keys without an answer.

    `waiting` are under way at the bank, `repeats` say in another form what is known already, and
    `elsewhere` were sent in other files of ours; none of these changes anything. `open` is every
    payment that waits for its answer, and `keys` what the rows that are not understood name.
    """

    lines: tuple[AnswerLine, ...]
    errors: tuple[CellError, ...]
    unanswered: tuple[str, ...]
    waiting: tuple[AnswerLine, ...] = ()
    repeats: tuple[AnswerLine, ...] = ()
    elsewhere: tuple[AnswerLine, ...] = ()
    has_rows: bool = True
    open: tuple[str, ...] = ()
    keys: Mapping[int, str] = field(default_factory=dict)

    @property
    def says_something(self) -> bool:
        """Whether any row is about this file."""
        return bool(self.lines or self.waiting or self.repeats)

    @property
    def is_understood(self) -> bool:
        """Whether it can be applied as a whole."""
        return self.says_something and not self.errors


@dataclass(frozen=True, slots=True)
class Matching:
    """What the lines of one answer are held against; `others` are keys of other files of ours."""

    expected: Mapping[str, Expected]
    kind: AnswerKind = AnswerKind.TABLE
    others: Mapping[str, str] = field(default_factory=dict)

    def is_elsewhere(self, line: AnswerLine) -> bool:
        """A statement is about an account: it also tells what was sent in other files."""
        return self.kind in OF_AN_ACCOUNT and line.key in self.others

    def is_repeat(self, line: AnswerLine) -> bool:
        """Told before in another form of file. In the same form it would be a second movement."""
        told = self.expected[line.key].told
        return bool(_forms(told, line.outcome) - {self.kind.value}) and (
            (self.kind.value, line.outcome.value) not in told
        )


def match(lines: Sequence[AnswerLine], expected: Mapping[str, Expected]) -> Matched:
    """Compare each line of a table with the line that was sent."""
    return matched(lines, Matching(expected))


def matched(lines: Sequence[AnswerLine], against: Matching) -> Matched:
    """Compare each answered line with the line that was sent."""
    lines = [_as_meant(line, against) for line in lines]
    told: dict[str, list[DisbursementState]] = defaultdict(list)
    for line in lines:
        if line.outcome in VERBS:
            told[line.key].append(line.outcome)
    errors: list[CellError] = []
    sorted_out: dict[str, list[AnswerLine]] = defaultdict(list)
    for line in lines:
        if against.is_elsewhere(line):
            sorted_out["elsewhere"].append(line)
        elif wrong := _difference(line, against, told[line.key]):
            errors.append(wrong)
        else:
            full = _filled(line, against.expected[line.key])
            sorted_out[_place(full, against)].append(full)
    return Matched(
        tuple(sorted_out["lines"]),
        tuple(errors),
        _unanswered(against.expected, told),
        tuple(sorted_out["waiting"]),
        tuple(sorted_out["repeats"]),
        tuple(sorted_out["elsewhere"]),
        open=_unanswered(against.expected, {}),
        keys={line.row: line.key for line in lines},
    )


def all_refused(reason: str, expected: Mapping[str, Expected]) -> tuple[AnswerLine, ...]:
    """The bank refused the file as a whole: as if it had refused each payment that waits."""
    waiting = (key for key, one in expected.items() if one.state == DisbursementState.SENT)
    return tuple(
        AnswerLine(row, key, "", None, DisbursementState.FAILED, reason, None)
        for row, key in enumerate(waiting, start=1)
    )


def waves(lines: Sequence[AnswerLine]) -> tuple[tuple[AnswerLine, ...], ...]:
    """What came back in the same file that says it was paid is booked after it was paid."""
    paid = {line.key for line in lines if line.outcome == DisbursementState.PAID}
    later = tuple(
        line for line in lines if line.outcome == DisbursementState.RETURNED and line.key in paid
    )
    return tuple(
        wave for wave in (tuple(line for line in lines if line not in later), later) if wave
    )


def _as_meant(line: AnswerLine, against: Matching) -> AnswerLine:
    """A status report has no word for money that came back: it refuses what it had settled."""
    sent = against.expected.get(line.key)
    refused = against.kind == AnswerKind.REPORT and line.outcome == DisbursementState.FAILED
    if sent is None or not refused:
        return line
    was_paid = sent.state in {DisbursementState.PAID, DisbursementState.RETURNED}
    return replace(line, outcome=DisbursementState.RETURNED) if was_paid else line


def _unanswered(expected: Mapping[str, Expected], told: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(
        key
        for key, one in expected.items()
        if one.state == DisbursementState.SENT and not told.get(key)
    )


def _filled(line: AnswerLine, sent: Expected) -> AnswerLine:
    """What a message leaves out of a payment that did not happen is as it was sent."""
    return replace(
        line,
        account=line.account or sent.account,
        amount=sent.amount if line.amount is None else line.amount,
    )


def _place(line: AnswerLine, against: Matching) -> str:
    if line.outcome not in VERBS:
        is_open = against.expected[line.key].state == DisbursementState.SENT
        return "waiting" if is_open else "repeats"
    return "repeats" if against.is_repeat(line) else "lines"


def _forms(told: AbstractSet[Told], outcome: DisbursementState) -> set[str]:
    return {kind for kind, said in told if said == outcome.value}


def _difference(
    line: AnswerLine, against: Matching, told: Sequence[DisbursementState]
) -> CellError | None:
    sent = against.expected.get(line.key)
    if sent is None:
        return _unknown(line, against.others)
    if len(told) > 1 and list(told) != ONCE:
        return _wrong(
            line,
            "key",
            say("This payment is answered %(times)s times. Ask the bank.", times=len(told)),
        )
    return (
        _account_differs(line, sent)
        or _amount_differs(line, sent)
        or _state_differs(line, against, told)
        or _owed_back(line, sent)
        or _known_before(line)
    )


def _owed_back(line: AnswerLine, sent: Expected) -> CellError | None:
    """It would count as back twice: by the bank as a whole, and by the supplier in part."""
    said = say(
        "A correction has asked the supplier for part of this payment already, so it cannot come "
        "back as a whole as well. Set the row aside and ask the bank."
    )
    is_twice = sent.owed_back and line.outcome == DisbursementState.RETURNED
    return _wrong(line, "state", said) if is_twice else None


def _known_before(line: AnswerLine) -> CellError | None:
    """Refused as a duplicate: the money may have moved, and trying it again would pay twice."""
    if line.outcome != DisbursementState.FAILED or not says_it_was_paid_before(line.reason):
        return None
    said = say(
        "The bank refuses it as a duplicate, so it may have paid it before. That is not a failure. "
        "Set the row aside and ask the bank for the answer to the first one."
    )
    return _wrong(line, "reason", said)


def _unknown(line: AnswerLine, others: Mapping[str, str]) -> CellError:
    if line.key in others:
        said = say(
            "This payment was sent in file %(number)s. Read its answer there.",
            number=others[line.key],
        )
        return _wrong(line, "key", said)
    return _wrong(line, "key", say("No payment with this key was sent in this file."))


def _account_differs(line: AnswerLine, sent: Expected) -> CellError | None:
    if line.account == sent.account:
        return None
    if line.account:
        said = say("The bank names another account than the one that was sent.")
        return _wrong(line, "account", said, masked(sent.account))
    if line.outcome == DisbursementState.PAID:
        said = say("The bank does not say which account it paid. Ask the bank.")
        return _wrong(line, "account", said, masked(sent.account))
    return None


def _amount_differs(line: AnswerLine, sent: Expected) -> CellError | None:
    said = _said_of_amount(line, sent)
    return _wrong(line, "amount", said, str(sent.amount.won)) if said else None


def _said_of_amount(line: AnswerLine, sent: Expected) -> Sentence | None:
    moved = line.outcome in {DisbursementState.PAID, DisbursementState.RETURNED}
    if line.amount is None:
        return say("The bank does not say how much moved. Ask the bank.") if moved else None
    if line.amount == sent.amount:
        return None
    if moved and line.amount < sent.amount:
        return say(
            "The bank moved only a part: %(answered)s of %(sent)s, and %(rest)s is missing. A part "
            "is never booked as the whole. Set the row aside and ask the bank.",
            answered=line.amount,
            sent=sent.amount,
            rest=sent.amount - line.amount,
        )
    return say(
        "The bank says %(answered)s, but %(sent)s was sent.",
        answered=line.amount,
        sent=sent.amount,
    )


def _state_differs(
    line: AnswerLine, against: Matching, told: Sequence[DisbursementState]
) -> CellError | None:
    sent = against.expected[line.key]
    verb = VERBS.get(line.outcome)
    if verb is None or DISBURSEMENT.allows(verb, sent.state) or against.is_repeat(line):
        return None
    if line.outcome == DisbursementState.RETURNED and _paid_before_it(sent, told):
        return None
    if (against.kind.value, line.outcome.value) in sent.told:
        said = say(
            "An answer of this kind has said “%(outcome)s” before. Ask the bank whether "
            "money moved twice.",
            outcome=line.outcome.value,
        )
    else:
        said = say(
            "The bank says “%(outcome)s”, but here the payment is “%(state)s”.",
            outcome=line.outcome.value,
            state=sent.state.value,
        )
    return _wrong(line, "state", said)


def _paid_before_it(sent: Expected, told: Sequence[DisbursementState]) -> bool:
    """The same file says first that it was paid, and then that it came back."""
    return sent.state == DisbursementState.SENT and list(told) == ONCE


def _wrong(line: AnswerLine, column: str, reason: Sentence, example: str = "") -> CellError:
    return CellError(line.row, column, reason, example)
