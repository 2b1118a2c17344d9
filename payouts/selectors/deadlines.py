"""Prepared payouts that wait too long, and the people who should hear of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Exists, F, OuterRef, QuerySet

from payouts.domain.deadlines import Circle, Deadline
from payouts.domain.lifecycle import PayoutState
from payouts.models import Payout, Reminder, ReminderLetter
from payouts.selectors.hands import before_approving
from payouts.selectors.lists import payouts_for
from people.models import Membership, User
from people.permissions import MAY, allowed

MOMENTS: Mapping[Circle, str] = {
    Circle.APPROVERS: "approve_by",
    Circle.OTHERS: "escalate_at",
}


def with_deadlines(payouts: QuerySet[Payout]) -> QuerySet[Payout]:
    """Each with `due_at`, by when it should be approved."""
    return payouts.annotate(due_at=F(MOMENTS[Circle.APPROVERS]))


def deadline_for(payout: Payout) -> Deadline | None:
    """The two moments of a payout that is prepared; nothing before and nothing after."""
    if payout.state != PayoutState.PREPARED or payout.approve_by is None:
        return None
    assert payout.escalate_at is not None  # noqa: S101 - both or none: a constraint of the table
    return Deadline(payout.approve_by, payout.escalate_at)


def payouts_overdue(circle: Circle, at: datetime) -> QuerySet[Payout]:
    """Due for this circle by now and not told yet: whatever the clock has missed is found."""
    due = {f"{MOMENTS[circle]}__lte": at}
    return Payout.objects.filter(~_told(circle), state=PayoutState.PREPARED, **due).order_by("pk")


def payouts_escalated(viewer: User) -> QuerySet[Payout]:
    """Overdue for so long that those who work beside the approvers were told."""
    if not allowed(viewer, "overdue.see"):
        return Payout.objects.none()
    found = payouts_for(viewer).filter(_told(Circle.OTHERS), state=PayoutState.PREPARED)
    return with_deadlines(found)


def people_to_tell(payout: Payout, circle: Circle) -> list[User]:
    """Approvers who have not acted on it; later everybody at the bank who may ask after it."""
    if circle == Circle.OTHERS:
        return _seats(payout, "overdue.see", frozenset())
    acted: frozenset[int] = frozenset().union(*before_approving(payout).values())
    given = payout.approvals.filter(voided_at=None).values_list("approver", flat=True)
    return _seats(payout, "payout.approve", acted | frozenset(given))


def letters_to_send() -> QuerySet[ReminderLetter]:
    """What the mail server has not taken yet, oldest first."""
    return ReminderLetter.objects.filter(sent=None).order_by("pk")


def _seats(payout: Payout, action: str, without: frozenset[int]) -> list[User]:
    seats = Membership.objects.filter(
        organization=payout.agreement.program.funder_id, role__in=MAY[action], ended_at=None
    )
    people = User.objects.filter(pk__in=seats.values("user"), is_active=True)
    return list(people.exclude(pk__in=without).order_by("pk"))


def _told(circle: Circle) -> Exists:
    same = Reminder.objects.filter(
        payout=OuterRef("pk"), preparation=OuterRef("preparations"), circle=circle
    )
    return Exists(same)
