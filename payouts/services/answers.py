"""What the bank says happened: read as a whole, and applied as a whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from audit.services import record
from core.domain.errors import IllegalMove, RuleBroken
from payouts.domain.bank_answer import Answer, AnswerLine
from payouts.domain.bank_answer import read_answer as lines_of
from payouts.domain.lifecycle import (
    BATCH,
    DISBURSEMENT,
    PAYOUT,
    BatchState,
    DisbursementState,
    PayoutState,
)
from payouts.domain.matching import VERBS, Expected, Matched, match
from payouts.domain.sent_file import accounts_in
from payouts.gateways import unsealed
from payouts.models import BankAnswer, BankBatch, BankLine, Disbursement
from payouts.selectors.locks import locked_batch, locked_payout
from payouts.services.books import PayoutBooks
from people.models import User
from people.permissions import require_for
from programs.domain.lifecycle import Part
from programs.services import give_back_reserve, spend_reserve


def read_answer(*, batch_id: int, content: bytes, by: User) -> Matched:
    """A dry run: which rows are understood, which are not and why; nothing is applied."""
    batch = BankBatch.objects.select_related("program__funder").get(pk=batch_id)
    require_for(by, "batch.answer", batch.program.funder)
    _check_sent(batch)
    return _matched(batch, lines_of(content))


@transaction.atomic
def apply_answer(*, batch_id: int, content: bytes, name: str, by: User, at: datetime) -> BankAnswer:
    """Settle, fail or return every line of an answer that is understood in full.

    The same file again gives the answer that is there: nothing is applied twice.
    """
    batch = locked_batch(batch_id)
    require_for(by, "batch.answer", batch.program.funder)
    sha256 = hashlib.sha256(content).hexdigest()
    there = BankAnswer.objects.filter(sha256=sha256).first()
    if there is not None:
        return _same(there, batch)
    _check_sent(batch)
    matched = _matched(batch, lines_of(content))
    _check_understood(matched)
    answer = BankAnswer.objects.create(
        batch=batch, name=name[-200:], sha256=sha256, read_by=by, read_at=at
    )
    for line in matched.lines:
        _apply(line, answer, batch, at)
    if batch.state == BatchState.SENT and not matched.unanswered:
        batch.state = BATCH.after("answer", BatchState(batch.state))
        batch.save()
    record(
        action="batch.answer",
        subject=batch,
        by=by.email,
        at=at,
        sha256=sha256,
        lines=len(matched.lines),
        unanswered=len(matched.unanswered),
    )
    return answer


def _check_sent(batch: BankBatch) -> None:
    if batch.state not in {BatchState.SENT, BatchState.ANSWERED}:
        raise IllegalMove(
            "File %(number)s was not sent, so the bank cannot have answered it.",
            number=batch.number,
        )


def _same(there: BankAnswer, batch: BankBatch) -> BankAnswer:
    if there.batch_id != batch.pk:
        raise RuleBroken("This answer was applied to file %(number)s.", number=there.batch.number)
    return there


def _matched(batch: BankBatch, answer: Answer) -> Matched:
    matched = match(answer.lines, _expected(batch))
    errors = sorted((*answer.errors, *matched.errors), key=lambda error: error.row)
    return Matched(matched.lines, tuple(errors), matched.unanswered)


def _expected(batch: BankBatch) -> dict[str, Expected]:
    """What was sent: the accounts from the sealed file itself, the state from our lines."""
    accounts = accounts_in(unsealed(batch.content_encrypted))
    return {
        line.key: Expected(accounts[line.key], line.money, DisbursementState(line.state))
        for line in batch.disbursements.all()
    }


def _check_understood(matched: Matched) -> None:
    if matched.errors:
        raise RuleBroken(
            "%(count)s places of the file are not understood, so nothing was applied. "
            "Mend them or ask the bank, then send the file again.",
            field="file",
            count=len(matched.errors),
        )
    if not matched.lines:
        raise RuleBroken("The file answers nothing. Choose the bank's answer.", field="file")


def _apply(line: AnswerLine, answer: BankAnswer, batch: BankBatch, at: datetime) -> None:
    disbursement = batch.disbursements.select_for_update(of=("self",)).get(key=line.key)
    payout = locked_payout(disbursement.payout_id)
    verb = VERBS[line.outcome]
    payout.state = PAYOUT.after(verb, PayoutState(payout.state))
    disbursement.state = DISBURSEMENT.after(verb, DisbursementState(disbursement.state))
    _keep(line, answer, disbursement)
    payout.state_reason = line.reason
    payout.save()
    if verb in MOVES:
        reserve = {"agreement_id": payout.agreement_id, "part": Part(payout.part)}
        MOVES[verb](**reserve, amount=payout.money, by=answer.read_by, at=at)
    PayoutBooks(payout, at).post(verb)
    record(
        action=f"payout.{verb}",
        subject=payout,
        by=answer.read_by.email,
        at=at,
        key=line.key,
        reason=line.reason,
    )


def _keep(line: AnswerLine, answer: BankAnswer, disbursement: Disbursement) -> None:
    if line.settled_on:
        disbursement.settled_on = line.settled_on
    disbursement.reason = line.reason
    disbursement.save()
    BankLine.objects.create(
        answer=answer,
        disbursement=disbursement,
        row=line.row,
        outcome=line.outcome,
        amount=line.amount.won,
        reason=line.reason,
        settled_on=line.settled_on,
    )


# A payment that failed never left the reserve.
MOVES: dict[str, Callable[..., None]] = {"settle": spend_reserve, "return": give_back_reserve}
