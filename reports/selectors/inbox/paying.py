"""Work on bank accounts, payouts and bank files."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from companies.domain.lifecycle import AccountState
from companies.models import BankAccount
from companies.selectors import accounts_to_confirm
from core.domain.words import say
from payouts.domain.lifecycle import BatchState
from payouts.models import AsideRow, BankBatch, BankLayout, Payout
from payouts.selectors.adjustments import payouts_to_correct, payouts_with_correction
from payouts.selectors.asides import open_asides
from payouts.selectors.deadlines import payouts_escalated, with_deadlines
from payouts.selectors.layouts import layouts_to_confirm
from payouts.selectors.lists import (
    payouts_on_hold,
    payouts_to_approve,
    payouts_to_batch,
    payouts_to_prepare,
    payouts_to_retry,
)
from people.domain.roles import Role
from people.models import User
from people.permissions import organizations_of
from programs.domain.lifecycle import AgreementState
from programs.models import Agreement, Program
from reports.selectors.inbox.pile import Pile

ACCOUNTS = say("Bank accounts")
PAYOUTS = say("Payouts")
FILES = say("Bank files")


def _accounts(_viewer: User, _at: datetime) -> QuerySet[BankAccount]:
    return accounts_to_confirm()


def _without_account(viewer: User, _at: datetime) -> QuerySet[Agreement]:
    """Own signed agreements whose money has nowhere to go."""
    current = BankAccount.objects.filter(supplier=OuterRef("supplier")).exclude(
        state=AccountState.REPLACED
    )
    mine = organizations_of(viewer, [Role.EDITOR])
    found = Agreement.objects.filter(
        ~Exists(current), state=AgreementState.SIGNED, supplier__organization__in=mine
    )
    return found.order_by("pk")


def _to_prepare(viewer: User, _at: datetime) -> QuerySet[Payout]:
    return payouts_to_prepare(viewer)


def _to_approve(viewer: User, _at: datetime) -> QuerySet[Payout]:
    return with_deadlines(payouts_to_approve(viewer))


def _escalated(viewer: User, _at: datetime) -> QuerySet[Payout]:
    return payouts_escalated(viewer)


def _to_correct(viewer: User, _at: datetime) -> QuerySet[Payout]:
    return payouts_to_correct(viewer)


def _corrected(viewer: User, _at: datetime) -> QuerySet[Payout]:
    return payouts_with_correction(viewer)


def _on_hold(viewer: User, _at: datetime) -> QuerySet[Payout]:
    return payouts_on_hold(viewer)


def _to_retry(viewer: User, _at: datetime) -> QuerySet[Payout]:
    return payouts_to_retry(viewer)


def _own_programs(viewer: User) -> QuerySet[Program]:
    return Program.objects.filter(funder__in=organizations_of(viewer, [Role.TREASURER]))


def _to_batch(viewer: User, _at: datetime) -> QuerySet[Payout]:
    waiting = [payouts_to_batch(program).values("pk") for program in _own_programs(viewer)]
    found = Payout.objects.none()
    for rows in waiting:
        found |= Payout.objects.filter(pk__in=rows)
    return found.select_related("agreement__supplier__organization").order_by("pk")


def _layouts(viewer: User, _at: datetime) -> QuerySet[BankLayout]:
    return layouts_to_confirm(viewer)


def _files(viewer: User, state: BatchState) -> QuerySet[BankBatch]:
    found = BankBatch.objects.filter(program__in=_own_programs(viewer), state=state)
    return found.order_by("pk")


def _to_send(viewer: User, _at: datetime) -> QuerySet[BankBatch]:
    return _files(viewer, BatchState.BUILT)


def _set_aside(viewer: User, _at: datetime) -> QuerySet[AsideRow]:
    return open_asides(viewer)


def _to_read(viewer: User, _at: datetime) -> QuerySet[BankBatch]:
    return _files(viewer, BatchState.SENT).filter(alarm=None)


def _overdue(viewer: User, _at: datetime) -> QuerySet[BankBatch]:
    return _files(viewer, BatchState.SENT).filter(alarm__isnull=False)


PAYEE = "agreement__supplier__organization__name"

PILES = (
    Pile(
        action="payout.correct",
        stage=PAYOUTS,
        todo=say("A paid result was reversed: compute the correction"),
        rows=_to_correct,
        route="payouts:payout_correct",
        about="number",
        since="computed_at",
    ),
    Pile(
        action="payout.confirm_correction",
        stage=PAYOUTS,
        todo=say("Confirm a computed correction"),
        rows=_corrected,
        route="payouts:payout_confirm_correction",
        about="number",
        since="computed_at",
    ),
    Pile(
        action="account.register",
        stage=ACCOUNTS,
        todo=say("Register the account that money goes to"),
        rows=_without_account,
        route="companies:account_register",
        about="number",
        since="signed_at",
        key="",
    ),
    Pile(
        action="account.confirm",
        stage=ACCOUNTS,
        todo=say("Confirm that the account belongs to the firm"),
        rows=_accounts,
        route="companies:account_confirm",
        about="supplier__organization__name",
        since="created_at",
    ),
    Pile(
        action="payout.prepare",
        stage=PAYOUTS,
        todo=say("Check the working and prepare the payment"),
        rows=_to_prepare,
        route="payouts:payout",
        about="number",
        also=PAYEE,
        since="computed_at",
    ),
    Pile(
        action="payout.approve",
        stage=PAYOUTS,
        todo=say("Look at the working, then approve or send back"),
        rows=_to_approve,
        route="payouts:payout",
        about="number",
        also=PAYEE,
        since="prepared_at",
        due_at="due_at",
    ),
    Pile(
        action="overdue.see",
        stage=PAYOUTS,
        todo=say("Overdue: ask the approvers, or have somebody invited who can approve"),
        rows=_escalated,
        route="payouts:payout",
        about="number",
        also=PAYEE,
        since="prepared_at",
        due_at="due_at",
    ),
    Pile(
        action="payout.release",
        stage=PAYOUTS,
        todo=say("On hold: release it, or leave it held"),
        rows=_on_hold,
        route="payouts:payout",
        about="number",
        also=PAYEE,
        since="updated_at",
    ),
    Pile(
        action="payout.retry",
        stage=PAYOUTS,
        todo=say("The bank could not pay: find out why and try again"),
        rows=_to_retry,
        route="payouts:payout",
        about="number",
        also=PAYEE,
        since="updated_at",
    ),
    Pile(
        action="layout.confirm",
        stage=FILES,
        todo=say("Confirm how the bank wants its file"),
        rows=_layouts,
        route="payouts:layout",
        about="bank__name",
        since="proposed_at",
    ),
    Pile(
        action="batch.build",
        stage=FILES,
        todo=say("Approved: put it into a bank file"),
        rows=_to_batch,
        route="payouts:batch_build",
        about="number",
        also=PAYEE,
        since="updated_at",
        key="agreement__program_id",
    ),
    Pile(
        action="batch.send",
        stage=FILES,
        todo=say("Send the file to the bank"),
        rows=_to_send,
        route="payouts:batch",
        about="number",
        since="built_at",
    ),
    Pile(
        action="batch.answer",
        stage=FILES,
        todo=say("The bank has not answered in time: ask it, then read its answer"),
        rows=_overdue,
        route="payouts:batch",
        about="number",
        since="sent_at",
        due_on="alarm__due_on",
    ),
    Pile(
        action="row.resolve",
        stage=FILES,
        todo=say("A row of the bank's answer is set aside: ask the bank, then resolve it"),
        rows=_set_aside,
        route="payouts:batch",
        key="answer__batch_id",
        about="answer__batch__number",
        also="key",
        since="answer__read_at",
    ),
    Pile(
        action="batch.answer",
        stage=FILES,
        todo=say("Read the bank's answer"),
        rows=_to_read,
        route="payouts:batch",
        about="number",
        since="sent_at",
    ),
)
