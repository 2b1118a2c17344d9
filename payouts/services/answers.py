"""What the bank says happened: read as a whole, and applied as a whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from audit.services import record, record_each
from core.domain.errors import IllegalMove
from payouts.domain.answer_file import answer_in
from payouts.domain.answer_line import AnswerLine
from payouts.domain.asides import Aside, Choice, parted
from payouts.domain.lifecycle import (
    BATCH,
    DISBURSEMENT,
    PAYOUT,
    BatchState,
    DisbursementState,
    PayoutState,
)
from payouts.domain.matching import VERBS, Matched, waves
from payouts.gateways import sealed
from payouts.models import AsideRow, BankAnswer, BankBatch, BankLine, Disbursement, Payout
from payouts.selectors.answers import matched_with
from payouts.selectors.locks import (
    locked_batch,
    locked_disbursements,
    locked_offsets,
    locked_payouts,
)
from payouts.services.books import PayoutBooks
from payouts.services.offsets import settle_offsets
from people.models import User
from people.permissions import require_for
from programs.domain.lifecycle import Part
from programs.services import Payment, give_back_reserves, hold_reserves, spend_reserves

# A payment that failed never left the reserve.
# What comes back is in reserve before it is spent anew: one file may say both of one agreement.
BOOKED = ("return", "settle", "fail")
RESERVES: dict[str, Callable[..., None]] = {
    "settle": spend_reserves,
    "return": give_back_reserves,
}
SETTLED = ("state", "reason", "settled_on", "updated_at")
MOVED = ("state", "state_reason", "updated_at")
CHUNK = 500


def read_answer(*, batch_id: int, content: bytes, by: User) -> Matched:
    """A dry run: which rows are understood, which are not and why; nothing is applied."""
    batch = BankBatch.objects.select_related("program__funder").get(pk=batch_id)
    require_for(by, "batch.answer", batch.program.funder)
    _check_sent(batch)
    return matched_with(batch, answer_in(content))


@transaction.atomic
def apply_answer(
    *, batch_id: int, content: bytes, name: str, by: User, at: datetime, rows: Choice | None = None
) -> BankAnswer:
    """Settle, fail or return every line of an answer that is understood in full.

    Or, where the officer says so, the `rows` that were ticked; the others are set aside. The same
    file again gives the answer that is there: nothing is applied twice.
    """
    batch = locked_batch(batch_id)
    require_for(by, "batch.answer", batch.program.funder)
    sha256 = hashlib.sha256(content).hexdigest()
    there = BankAnswer.objects.filter(batch=batch, sha256=sha256).first()
    if there is not None:
        return there
    _check_sent(batch)
    read = answer_in(content)
    matched = matched_with(batch, read)
    chosen = parted(matched, rows)
    answer = BankAnswer.objects.create(
        batch=batch,
        name=name[-200:],
        kind=read.kind,
        content_encrypted=sealed(content),
        sha256=sha256,
        read_by=by,
        read_at=at,
    )
    _keep_as_said([*matched.waiting, *matched.repeats], answer)
    _set_aside(chosen.asides, answer)
    unanswered = set(matched.open) - {line.key for line in chosen.lines}
    apply_lines(lines=chosen.lines, answer=answer, unanswered=unanswered, by=by, at=at)
    record(
        action="batch.answer",
        subject=batch,
        by=by.email,
        at=at,
        sha256=sha256,
        kind=read.kind,
        lines=len(chosen.lines),
        set_aside=[aside.row for aside in chosen.asides],
        unanswered=len(unanswered),
    )
    return answer


def _check_sent(batch: BankBatch) -> None:
    if batch.state not in {BatchState.SENT, BatchState.ANSWERED}:
        raise IllegalMove(
            "File %(number)s was not sent, so the bank cannot have answered it.",
            number=batch.number,
        )


def _set_aside(asides: Sequence[Aside], answer: BankAnswer) -> None:
    """Their payouts are held meanwhile: nobody tries one again who has not seen its row."""
    keys = [aside.key for aside in asides if aside.key]
    about = {d.key: d for d in answer.batch.disbursements.filter(key__in=keys)} if keys else {}
    if about:
        locked_payouts([disbursement.payout_id for disbursement in about.values()])
    AsideRow.objects.bulk_create(
        AsideRow(
            answer=answer,
            disbursement=about.get(aside.key),
            row=aside.row,
            key=aside.key[:80],
            reasons=[
                {"column": one.column, "reason": one.reason.as_json(), "example": one.example}
                for one in aside.reasons
            ],
        )
        for aside in asides
    )


def apply_lines(
    *,
    lines: Sequence[AnswerLine],
    answer: BankAnswer,
    unanswered: Collection[str],
    by: User,
    at: datetime,
) -> None:
    """Move payments, payouts, reserves and books by lines that agree in everything.

    A file is answered when no payment in it is unanswered any more.
    """
    for wave in waves(lines):
        _apply(wave, answer, by, at)
    batch = answer.batch
    if batch.state == BatchState.SENT and not unanswered:
        batch.state = BATCH.after("answer", BatchState(batch.state))
        batch.save()


def _apply(lines: Sequence[AnswerLine], answer: BankAnswer, by: User, at: datetime) -> None:
    told = _held(lines, answer.batch)
    for one in told:
        one.move_on()
    _keep(told, answer, at)
    offsets = locked_offsets([one.payout.pk for one in told if one.verb == "settle"])
    owing = {one.clawback.agreement_id for one in offsets}
    hold_reserves({one.payout.agreement_id for one in told} | owing)
    for verb in BOOKED:
        if moved := [one for one in told if one.verb == verb]:
            _book(verb, moved, by, at)
    if offsets:
        settle_offsets(offsets=offsets, by=by, at=at)


@dataclass(frozen=True, slots=True)
class _Told:
    """A line of the answer with what it is about, held until the answer is applied as a whole."""

    line: AnswerLine
    disbursement: Disbursement
    payout: Payout

    @property
    def verb(self) -> str:
        """What the line does."""
        return VERBS[self.line.outcome]

    def move_on(self) -> None:
        """Both tables know where a payment may go next; nothing is stored yet."""
        line, disbursement, payout = self.line, self.disbursement, self.payout
        payout.state = PAYOUT.after(self.verb, PayoutState(payout.state))
        payout.state_reason = line.reason
        disbursement.state = DISBURSEMENT.after(self.verb, DisbursementState(disbursement.state))
        disbursement.settled_on = line.settled_on or disbursement.settled_on
        disbursement.reason = line.reason


def _bank_line(line: AnswerLine, about: Disbursement, answer: BankAnswer) -> BankLine:
    """What the bank said, to be kept as it was said."""
    return BankLine(
        answer=answer,
        disbursement=about,
        row=line.row,
        outcome=line.outcome,
        amount=(line.amount or about.money).won,
        reason=line.reason,
        settled_on=line.settled_on,
    )


def _keep_as_said(lines: Sequence[AnswerLine], answer: BankAnswer) -> None:
    """Nothing moves by these; but what the bank said, and when, is known later."""
    keys = [line.key for line in lines]
    about = {d.key: d for d in answer.batch.disbursements.filter(key__in=keys)}
    BankLine.objects.bulk_create(_bank_line(line, about[line.key], answer) for line in lines)


def _held(lines: Sequence[AnswerLine], batch: BankBatch) -> list[_Told]:
    disbursements = locked_disbursements(batch)
    about = [disbursements[line.key] for line in lines]
    payouts = {p.pk: p for p in locked_payouts([one.payout_id for one in about])}
    return [_Told(line, d, payouts[d.payout_id]) for line, d in zip(lines, about, strict=True)]


def _keep(told: Sequence[_Told], answer: BankAnswer, at: datetime) -> None:
    """The payout before its reserve moves: the database looks at what still waits for it."""
    for one in told:
        one.payout.updated_at = one.disbursement.updated_at = at
    Disbursement.objects.bulk_update([one.disbursement for one in told], SETTLED, CHUNK)
    Payout.objects.bulk_update([one.payout for one in told], MOVED, CHUNK)
    BankLine.objects.bulk_create(_bank_line(one.line, one.disbursement, answer) for one in told)


def _book(verb: str, told: Sequence[_Told], by: User, at: datetime) -> None:
    payouts = [one.payout for one in told]
    if verb in RESERVES:
        RESERVES[verb](payments=[_payment(payout) for payout in payouts], by=by, at=at)
    PayoutBooks(payouts, at).post(verb)
    about = [(one.payout, {"key": one.line.key, "reason": one.line.reason}) for one in told]
    record_each(action=f"payout.{verb}", about=about, by=by.email, at=at)


def _payment(payout: Payout) -> Payment:
    return Payment(payout.agreement_id, Part(payout.part), payout.net)
