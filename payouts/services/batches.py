"""Files that tell the bank whom to pay: built once, sealed, then sent or withdrawn."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from audit.selectors import log_head
from audit.services import next_number, record
from companies.domain.lifecycle import AccountState
from companies.models import BankAccount
from companies.services import decrypt_number
from core.domain.errors import IllegalMove, RuleBroken
from payouts.domain.bank_file import BankFile, Instruction, bank_file
from payouts.domain.hands import check_new_hand
from payouts.domain.lifecycle import BATCH, DISBURSEMENT, PAYOUT, BatchState, DisbursementState
from payouts.domain.lifecycle import PayoutState as State
from payouts.gateways import sealed, unsealed
from payouts.models import BankBatch, Disbursement, Payout
from payouts.selectors.hands import before_sending
from payouts.selectors.lists import payouts_left_out, payouts_to_batch
from payouts.selectors.locks import locked_account, locked_batch, locked_payouts
from payouts.services.books import PayoutBooks
from people.models import User
from people.permissions import require_for
from programs.models import Program


@transaction.atomic
def build_batch(*, program_id: int, by: User, at: datetime) -> BankBatch:
    """One sealed file of every payout that is approved for an account that is still current."""
    program = Program.objects.select_for_update(of=("self",)).get(pk=program_id)
    require_for(by, "batch.build", program.funder)
    ready = _ready(program, by)
    head = log_head()
    file = bank_file([_instruction(payout, account, head) for payout, account in ready])
    batch = BankBatch.objects.create(
        number=next_number(series="BF", at=at),
        program=program,
        lines=file.lines,
        total=file.total.won,
        content_encrypted=sealed(file.content),
        sha256=file.sha256,
        log_head=head,
        built_by=by,
        built_at=at,
    )
    Disbursement.objects.bulk_create(_disbursement(batch, payout) for payout, _ in ready)
    record(
        action="batch.build",
        subject=batch,
        by=by.email,
        at=at,
        number=batch.number,
        lines=batch.lines,
        total=batch.total,
        sha256=batch.sha256,
        payouts=[payout.number for payout, _ in ready],
    )
    return batch


def _ready(program: Program, by: User) -> list[tuple[Payout, BankAccount]]:
    payouts = locked_payouts(list(payouts_to_batch(program).values_list("pk", flat=True)))
    found = [(payout, locked_account(payout)) for payout in payouts]
    ready = [pair for pair in found if _may_be_sent(*pair)]
    if not ready:
        raise _nothing_ready(program)
    for payout, _account in ready:
        check_new_hand(by.pk, before_sending(payout), number=payout.number)
    return ready


def _may_be_sent(payout: Payout, account: BankAccount) -> bool:
    """Looked at again under the lock: somebody may have been quicker."""
    return payout.state == State.APPROVED and account.state == AccountState.CONFIRMED


def _nothing_ready(program: Program) -> RuleBroken:
    left_out = ", ".join(payouts_left_out(program).values_list("number", flat=True))
    if left_out:
        return RuleBroken(
            "The bank accounts of %(numbers)s were replaced after these payouts were prepared. "
            "They have to be prepared and approved again first.",
            numbers=left_out,
        )
    return RuleBroken("No approved payout waits for a bank file. Approve a payout first.")


def _instruction(payout: Payout, account: BankAccount, head: str) -> Instruction:
    return Instruction(
        key=_key(payout),
        bank_code=account.bank_code,
        account=decrypt_number(bytes(account.number_encrypted)),
        holder=account.holder,
        amount=payout.money,
        memo=payout.number,
        log_head=head,
    )


def _disbursement(batch: BankBatch, payout: Payout) -> Disbursement:
    return Disbursement(
        payout=payout,
        batch=batch,
        attempt=_attempt(payout),
        key=_key(payout),
        amount=payout.amount,
    )


def _attempt(payout: Payout) -> int:
    return payout.disbursements.count() + 1


def _key(payout: Payout) -> str:
    """What the bank recognises a repeat by."""
    return f"{payout.number}-{_attempt(payout)}"


@transaction.atomic
def send_batch(*, batch_id: int, by: User, at: datetime) -> BankBatch:
    """The file goes to the bank: from here its payouts can no longer be stopped on our side."""
    batch = locked_batch(batch_id)
    require_for(by, "batch.send", batch.program.funder)
    batch.state = BATCH.after("send", BatchState(batch.state))
    for payout in locked_payouts(_payout_ids(batch)):
        _check_account_current(payout)
        payout.state = PAYOUT.after("send", State(payout.state))
        payout.save()
        PayoutBooks(payout, at).post("send")
        record(action="payout.send", subject=payout, by=by.email, at=at, batch=batch.number)
    batch.sent_by, batch.sent_at = by, at
    batch.save()
    record(action="batch.send", subject=batch, by=by.email, at=at, sha256=batch.sha256)
    return batch


def _check_account_current(payout: Payout) -> None:
    account = locked_account(payout)
    if account.state != AccountState.CONFIRMED:
        raise RuleBroken(
            "The bank account of %(number)s was replaced after the file was built. "
            "Withdraw the file and build it again.",
            number=payout.number,
        )


@transaction.atomic
def withdraw_batch(*, batch_id: int, reason: str, by: User, at: datetime) -> BankBatch:
    """A file that was not sent is taken back; its payouts wait for the next one."""
    batch = locked_batch(batch_id)
    require_for(by, "batch.withdraw", batch.program.funder)
    batch.state = BATCH.after("withdraw", BatchState(batch.state))
    if not reason.strip():
        raise RuleBroken("Say why the file is withdrawn.", field="reason")
    for disbursement in batch.disbursements.select_for_update(of=("self",)).order_by("pk"):
        disbursement.state = DISBURSEMENT.after("fail", DisbursementState(disbursement.state))
        disbursement.reason = reason.strip()[:200]
        disbursement.save()
    batch.save()
    record(action="batch.withdraw", subject=batch, by=by.email, at=at, reason=reason.strip())
    return batch


@transaction.atomic
def download_batch(*, batch_id: int, by: User, at: datetime) -> BankFile:
    """The sealed bytes, for the treasurer only, and only once the file counts as sent."""
    batch = locked_batch(batch_id)
    require_for(by, "batch.download", batch.program.funder)
    if batch.state not in {BatchState.SENT, BatchState.ANSWERED}:
        raise IllegalMove("Mark the file as sent first; only then is it handed out.")
    file = BankFile(unsealed(batch.content_encrypted), batch.lines, batch.money)
    if file.sha256 != batch.sha256:
        raise RuleBroken("The stored file is not the one that was built. Call the auditor.")
    record(action="batch.download", subject=batch, by=by.email, at=at, sha256=batch.sha256)
    return file


def _payout_ids(batch: BankBatch) -> list[int]:
    return list(batch.disbursements.values_list("payout", flat=True))
