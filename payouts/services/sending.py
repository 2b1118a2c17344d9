"""One sealed file of a pay run, sent and posted: a few statements for thousands of payouts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import connection
from django.utils.timezone import localtime

from audit.selectors import is_unsealed, log_head
from audit.services import record, record_alike
from companies.models import BankAccount
from companies.services import decrypt_number
from core.domain.errors import RuleBroken
from core.domain.money import Money
from core.domain.words import Sentence
from core.models import array_of
from ledger.services import Transfers, post_transfers
from payouts.domain.bank_file import Heading, Instruction
from payouts.domain.lifecycle import BATCH, BatchState
from payouts.domain.postings import POSTINGS
from payouts.gateways import sealed
from payouts.models import BankBatch, Payout, PayRunChunk
from payouts.selectors.layouts import current_layout, form_of
from payouts.selectors.runs import Due, kept_accounts, locked_due, why_not_sent

VERB = "send"

# the attempts first: the database lets nothing be sent that no attempt pays
ATTEMPTS = """
INSERT INTO payouts_disbursement
    (created_at, updated_at, payout_id, batch_id, attempt, key, amount, state, reason)
SELECT %s, %s, line.payout, %s, line.attempt, line.key, line.amount, 'sent', ''
    FROM unnest(%s::bigint[], %s::smallint[], %s::text[], %s::bigint[])
        AS line (payout, attempt, key, amount)
"""
MOVE_ON = "UPDATE payouts_payout SET state = 'sent', updated_at = %s WHERE id = ANY(%s::bigint[])"


class NotSealedYet(RuleBroken):
    """An approval came in after the log was sealed; the head in a file stands for all it pays."""


def send_keys(*, chunk: PayRunChunk, keys: Sequence[int], at: datetime) -> dict[int, Sentence]:
    """Build, send and post one file of these payouts; why some of them cannot be in it."""
    due = locked_due(keys)
    _check_sealed(due)
    accounts = kept_accounts({one.account for one in due})
    refused = why_not_sent(due, accounts, chunk.run.opened_by)
    going = [one for one in due if one.pk not in refused]
    chunk.done, chunk.total, chunk.batch = len(going), sum(one.amount for one in going), None
    if going:
        chunk.batch = _built(chunk, going, accounts, at)
        _move_on(chunk.batch, going, at)
        _send(chunk.batch, going, at)
    return refused


def _check_sealed(due: Sequence[Due]) -> None:
    label = Payout._meta.label
    if is_unsealed("payout.approved", [f"{label}:{one.pk}" for one in due]):
        raise NotSealedYet("Approvals wait for their seal. Seal the log, then send.")


def _built(
    chunk: PayRunChunk, due: Sequence[Due], accounts: Mapping[int, BankAccount], at: datetime
) -> BankBatch:
    """The sealed file; what differs from `build_batch` is how many it holds."""
    head, program = log_head(), chunk.run.program
    number, layout = f"{chunk.run.number}-{chunk.place:04d}", current_layout(program.funder)
    heading = Heading(number, at, localtime(at).date(), head)
    numbers = {key: decrypt_number(one.number_encrypted) for key, one in accounts.items()}
    lines = [_line(one, accounts[one.account], numbers[one.account]) for one in due]
    file = form_of(layout).write(lines, heading)
    return BankBatch.objects.create(
        number=number,
        program=program,
        layout=layout,
        lines=file.lines,
        total=file.total.won,
        content_encrypted=sealed(file.content),
        sha256=file.sha256,
        log_head=head,
        built_by=chunk.run.opened_by,
        built_at=at,
    )


def _line(due: Due, account: BankAccount, number: str) -> Instruction:
    return Instruction(
        key=due.key,
        bank_code=account.bank_code,
        account=number,
        holder=account.holder,
        amount=Money(due.amount),
        memo=due.number,
    )


def _move_on(batch: BankBatch, due: Sequence[Due], at: datetime) -> None:
    """Attempts, states and books, each in one statement for all."""
    keys, amounts = array_of([one.pk for one in due]), [one.amount for one in due]
    attempts, names = array_of([one.attempt for one in due]), [one.key for one in due]
    with connection.cursor() as cursor:
        cursor.execute(ATTEMPTS, [at, at, batch.pk, keys, attempts, names, array_of(amounts)])
        cursor.execute(MOVE_ON, [at, keys])
    arrow = POSTINGS[VERB]
    transfers = Transfers(
        reference=[f"payout:{one.number}:{VERB}{one.turn}" for one in due],
        memo=[f"{one.number}: {VERB}" for one in due],
        out_of=[arrow.out_of.format(agreement=one.agreement, part=one.part) for one in due],
        into=[arrow.into.format(agreement=one.agreement, part=one.part) for one in due],
        amount=amounts,
    )
    post_transfers(transfers=transfers, at=at)


def _send(batch: BankBatch, due: Sequence[Due], at: datetime) -> None:
    batch.state = BATCH.after("send", BatchState(batch.state))
    batch.sent_by, batch.sent_at = batch.built_by, at
    batch.save(update_fields=["state", "sent_by", "sent_at", "updated_at"])
    by, keys = batch.built_by.email, [one.pk for one in due]
    record(
        action="batch.build",
        subject=batch,
        by=by,
        at=at,
        number=batch.number,
        lines=batch.lines,
        total=batch.total,
        sha256=batch.sha256,
        first=due[0].number,
        last=due[-1].number,
    )
    record_alike(action="payout.send", about=Payout, keys=keys, by=by, at=at, batch=batch.number)
    record(action="batch.send", subject=batch, by=by, at=at, sha256=batch.sha256)
