"""The approval line of a payout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from audit.selectors import events_about
from core.domain.words import Sentence, say
from core.templatetags.boram import kst
from payouts.domain.lifecycle import PayoutState
from payouts.models import Approval, Payout
from payouts.selectors.deadlines import deadline_for

AGAIN = say("It was prepared again, or its bank account was replaced.")


@dataclass(frozen=True, slots=True)
class Step:
    """A place on the approval line."""

    role: str
    state: str
    who: str = ""
    at: datetime | None = None
    note: Sentence | None = None
    until: datetime | None = None


def steps_of(payout: Payout) -> tuple[Step, ...]:
    """The approval line: who has acted, whose turn it is, who comes after."""
    return tuple(_steps(payout))


def _steps(payout: Payout) -> Iterator[Step]:
    yield from _before_the_bank(payout)
    stopped = payout.state in {PayoutState.HELD, PayoutState.REJECTED, PayoutState.NOTHING_DUE}
    if payout.prepared_by:
        yield Step("prepared", "done", str(payout.prepared_by), payout.prepared_at)
    elif not stopped:
        yield Step("prepared", "now")
    yield from _void(payout)
    given = payout.approvals.filter(voided_at=None).order_by("pk")
    for approval in given.select_related("approver", "delegation__absent"):
        yield Step(
            "approved", "done", str(approval.approver), approval.approved_at, _said(approval)
        )
    if stopped:
        yield Step(payout.state, "stopped", at=payout.updated_at)
        return
    missing = payout.approvals_needed - len(given)
    deadline = deadline_for(payout)
    due = deadline.due_at if deadline else None
    for place in range(missing):
        is_next = bool(payout.prepared_by) and place == 0
        yield Step("approved", "now" if is_next else "todo", until=due if is_next else None)
    yield from _at_the_bank(payout)


def _void(payout: Payout) -> Iterator[Step]:
    """Approvals that hold no longer stay in sight, with the reason."""
    void = payout.approvals.filter(voided_at__isnull=False).select_related("approver")
    if not void:
        return
    said = {event.happened_at: event.details.get("reason") for event in events_about(payout)}
    for one in void.order_by("pk"):
        reason = said.get(one.voided_at) if one.voided_at else None
        why = say("%(reason)s", reason=reason) if reason else AGAIN
        note = say("Void since %(at)s: %(why)s", at=kst(one.voided_at), why=why)
        yield Step("void", "void", str(one.approver), one.approved_at, note)


def _said(approval: Approval) -> Sentence | None:
    """For whom, when somebody was away, and the comment."""
    if approval.delegation:
        return say(
            "In place of %(absent)s. %(comment)s",
            absent=approval.delegation.absent,
            comment=approval.comment,
        )
    return say("%(comment)s", comment=approval.comment) if approval.comment else None


def _before_the_bank(payout: Payout) -> Iterator[Step]:
    result = payout.verification
    if result:
        yield Step("verified", "done", str(result.verified_by), result.verified_at)
    yield Step("computed", "done", at=payout.computed_at)


def _at_the_bank(payout: Payout) -> Iterator[Step]:
    last = payout.disbursements.select_related("batch").order_by("-attempt").first()
    sent = last.batch.sent_at if last else None
    yield Step("sent", "done" if sent else "todo", at=sent)
    if payout.state in {PayoutState.FAILED, PayoutState.RETURNED}:
        yield Step(payout.state, "stopped", at=payout.updated_at)
    else:
        is_paid = payout.state == PayoutState.PAID
        yield Step("paid", "done" if is_paid else "todo", at=payout.updated_at if is_paid else None)
