"""Files that tell the bank whom to pay: built once, sealed, then sent or withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from audit.selectors import log_head
from audit.services import next_number, record, record_each, seal_log
from companies.domain.lifecycle import AccountState
from companies.models import BankAccount
from companies.services import decrypt_number
from core.domain.errors import RuleBroken
from core.models import said_as
from payouts.domain.bank_file import Heading, Instruction
from payouts.domain.hands import check_new_hand
from payouts.domain.lifecycle import BATCH, DISBURSEMENT, PAYOUT, BatchState, DisbursementState
from payouts.domain.lifecycle import PayoutState as State
from payouts.gateways import sealed
from payouts.models import BankBatch, Disbursement, Payout, Receipt
from payouts.selectors.asides import why_any_aside
from payouts.selectors.batches import attempts_so_far
from payouts.selectors.freezes import check_not_frozen
from payouts.selectors.hands import before_sending
from payouts.selectors.holds import why_any_on_hold
from payouts.selectors.layouts import current_layout, form_of
from payouts.selectors.lists import payouts_left_out, payouts_to_batch
from payouts.selectors.locks import (
    locked_accounts,
    locked_batch,
    locked_disbursements,
    locked_payouts,
)
from payouts.selectors.reversals import why_any_reversed
from payouts.services.books import PayoutBooks
from payouts.services.receipts import Page
from people.models import User
from people.permissions import require_for
from programs.models import Program


@dataclass(frozen=True, slots=True)
class _Ready:
    """A payout that is held together with its account, and which attempt to pay it this is."""

    payout: Payout
    account: BankAccount
    attempt: int

    @property
    def may_be_sent(self) -> bool:
        """Looked at again under the lock: somebody may have been quicker."""
        is_current = self.account.state == AccountState.CONFIRMED
        return is_current and self.payout.state == State.APPROVED

    @property
    def key(self) -> str:
        """What the bank recognises a repeat by."""
        return f"{self.payout.number}-{self.attempt}"

    def instruction(self) -> Instruction:
        """The line of the file; the number of the account is in clear nowhere else."""
        return Instruction(
            key=self.key,
            bank_code=self.account.bank_code,
            account=decrypt_number(bytes(self.account.number_encrypted)),
            holder=self.account.holder,
            amount=self.payout.net,
            memo=self.payout.number,
        )

    def disbursement(self, batch: BankBatch) -> Disbursement:
        """The attempt, as it is followed up."""
        return Disbursement(
            payout=self.payout,
            batch=batch,
            attempt=self.attempt,
            key=self.key,
            amount=self.payout.net.won,
        )


@transaction.atomic
def build_batch(*, program_id: int, by: User, at: datetime, key: UUID | None = None) -> BankBatch:
    """One sealed file of every payout that is approved for an account that is still current."""
    program = Program.objects.select_for_update(of=("self",)).get(pk=program_id)
    require_for(by, "batch.build", program.funder)
    page = Page(key, "batch.build", by)
    if (there := page.receipt()) is not None:
        return _same(there, program)
    ready = _ready(program, by)
    seal_log(at=at)  # so that the head in the file stands for the very approvals it pays
    head = log_head()
    number, layout = next_number(series="BF", at=at), current_layout(program.funder)
    heading = Heading(number, at, localtime(at).date(), head)
    file = form_of(layout).write([one.instruction() for one in ready], heading)
    batch = BankBatch.objects.create(
        number=number,
        program=program,
        layout=layout,
        lines=file.lines,
        total=file.total.won,
        content_encrypted=sealed(file.content),
        sha256=file.sha256,
        log_head=head,
        built_by=by,
        built_at=at,
    )
    page.keep(at, batch=batch)
    Disbursement.objects.bulk_create(one.disbursement(batch) for one in ready)
    record(
        action="batch.build",
        subject=batch,
        by=by.email,
        at=at,
        number=batch.number,
        lines=batch.lines,
        total=batch.total,
        sha256=batch.sha256,
        layout=layout.version if layout else None,
        payouts=[one.payout.number for one in ready],
    )
    return batch


def _same(there: Receipt, program: Program) -> BankBatch:
    made = there.batch
    if made is None or made.program_id != program.pk:
        raise RuleBroken("This page was used for something else. Open it again.")
    return made


def _ready(program: Program, by: User) -> list[_Ready]:
    waiting = payouts_to_batch(program).values_list("pk", flat=True)
    payouts = locked_payouts(list(waiting))
    accounts, attempts = locked_accounts(payouts), attempts_so_far(payouts)
    found = [_Ready(p, accounts[p.pk], attempts[p.pk] + 1) for p in payouts]
    ready = [one for one in found if one.may_be_sent]
    if not ready:
        raise _nothing_ready(program)
    hands = before_sending([one.payout for one in ready])
    for one in ready:
        check_new_hand(by.pk, hands[one.payout.pk], number=one.payout.number)
    return ready


def _nothing_ready(program: Program) -> RuleBroken:
    left_out = ", ".join(payouts_left_out(program).values_list("number", flat=True))
    if left_out:
        return RuleBroken(
            "The bank accounts of %(numbers)s were replaced after these payouts were prepared. "
            "They have to be prepared and approved again first.",
            numbers=left_out,
        )
    return RuleBroken("No approved payout waits for a bank file. Approve a payout first.")


@transaction.atomic
def send_batch(*, batch_id: int, by: User, at: datetime, key: UUID | None = None) -> BankBatch:
    """The file goes to the bank: from here its payouts can no longer be stopped on our side."""
    batch = locked_batch(batch_id)
    require_for(by, "batch.send", batch.program.funder)
    page = Page(key, "batch.send", by)
    if page.was_about(batch):
        return batch
    batch.state = BATCH.after("send", BatchState(batch.state))
    check_not_frozen(batch.program, at)
    payouts = locked_payouts(_payout_ids(batch))
    _check_accounts_current(payouts)
    _check_no_hold(payouts)
    hands = before_sending(payouts)
    for payout in payouts:
        check_new_hand(by.pk, hands[payout.pk], number=payout.number)
        payout.state = PAYOUT.after("send", State(payout.state))
    sent = Payout.objects.filter(pk__in=[payout.pk for payout in payouts])
    sent.update(state=State.SENT, updated_at=at)
    PayoutBooks(payouts, at).post("send")
    about = [(payout, {"batch": batch.number}) for payout in payouts]
    record_each(action="payout.send", about=about, by=by.email, at=at)
    batch.sent_by, batch.sent_at = by, at
    with said_as(nothing_moves_while_frozen=_just_frozen()):
        batch.save()
    page.keep(at, batch=batch)
    record(action="batch.send", subject=batch, by=by.email, at=at, sha256=batch.sha256)
    return batch


def _just_frozen() -> RuleBroken:
    return RuleBroken("The programme was frozen this very moment. Nothing was sent.")


def _check_accounts_current(payouts: Sequence[Payout]) -> None:
    accounts = locked_accounts(payouts)
    for payout in payouts:
        if accounts[payout.pk].state != AccountState.CONFIRMED:
            raise RuleBroken(
                "The bank account of %(number)s was replaced after the file was built. "
                "Withdraw the file and build it again.",
                number=payout.number,
            )


def _check_no_hold(payouts: Sequence[Payout]) -> None:
    if sentence := (
        why_any_on_hold(payouts) or why_any_reversed(payouts) or why_any_aside(payouts)
    ):
        raise RuleBroken.saying(sentence)


@transaction.atomic
def withdraw_batch(
    *, batch_id: int, reason: str, by: User, at: datetime, key: UUID | None = None
) -> BankBatch:
    """A file that was not sent is taken back; its payouts wait for the next one."""
    batch = locked_batch(batch_id)
    require_for(by, "batch.withdraw", batch.program.funder)
    page = Page(key, "batch.withdraw", by)
    if page.was_about(batch):
        return batch
    batch.state = BATCH.after("withdraw", BatchState(batch.state))
    if not reason.strip():
        raise RuleBroken("Say why the file is withdrawn.", field="reason")
    for disbursement in locked_disbursements(batch).values():
        DISBURSEMENT.after("fail", DisbursementState(disbursement.state))
    batch.disbursements.update(
        state=DisbursementState.FAILED, reason=reason.strip()[:200], updated_at=at
    )
    batch.save()
    page.keep(at, batch=batch)
    record(action="batch.withdraw", subject=batch, by=by.email, at=at, reason=reason.strip())
    return batch


def _payout_ids(batch: BankBatch) -> list[int]:
    return list(batch.disbursements.values_list("payout", flat=True))
