"""Which seat a person takes when they approve: everybody counts for one role only."""

from __future__ import annotations

from collections.abc import Mapping

from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from payouts.domain.bands import open_seats
from payouts.models import Payout
from people.domain.roles import Role
from people.models import Organization, User
from people.permissions import APPROVERS

SOMEBODY_ELSE: Mapping[Role, Sentence] = {
    Role.APPROVER: say(
        "The seats of your role are taken or not asked for. What is missing is an approver."
    ),
    Role.SENIOR_APPROVER: say(
        "The seats of your role are taken or not asked for. What is missing is a senior approver."
    ),
}


def seats_left(payout: Payout) -> dict[Role, int]:
    """How many people of each role still have to agree."""
    given = payout.approvals.filter(voided_at=None).values_list("role", flat=True)
    return open_seats(payout.needed, given)


def seat_for(payout: Payout, by: User) -> Role:
    """The seat this person takes, or a refusal that says who is missing."""
    left = seats_left(payout)
    held = approving_roles(by, payout.agreement.program.funder)
    seat = next((role for role in left if role in held), None)
    if seat is None:
        raise RuleBroken.saying(SOMEBODY_ELSE[next(iter(left))])
    return seat


def why_no_seat(payout: Payout, viewer: User) -> tuple[Sentence, ...]:
    """Who is missing instead, when the seats of this person's roles are taken."""
    left = seats_left(payout)
    held = approving_roles(viewer, payout.agreement.program.funder)
    if not left or left.keys() & held:
        return ()
    return (SOMEBODY_ELSE[next(iter(left))],)


def approving_roles(person: User, bank: Organization) -> frozenset[Role]:
    """As what somebody may approve at this bank today."""
    held = person.memberships.filter(organization=bank, ended_at=None, role__in=APPROVERS)
    return frozenset(Role(role) for role in held.values_list("role", flat=True))
