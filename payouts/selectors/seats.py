"""Which seat a person takes when they approve: everybody counts for one role only, and once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from payouts.domain.bands import open_seats
from payouts.models import Delegation, Payout
from payouts.selectors.delegations import delegations_to
from payouts.selectors.hands import approved_by, before_approving
from people.domain.roles import Role
from people.models import Organization, User
from people.permissions import APPROVERS, allowed, require_for

SOMEBODY_ELSE: Mapping[Role, Sentence] = {
    Role.APPROVER: say(
        "The seats of your role are taken or not asked for. What is missing is an approver."
    ),
    Role.SENIOR_APPROVER: say(
        "The seats of your role are taken or not asked for. What is missing is a senior approver."
    ),
}


@dataclass(frozen=True, slots=True)
class Seat:
    """As what somebody approves; with a delegation, for the one who is away."""

    role: Role
    delegation: Delegation | None = None


def may_approve_somewhere(viewer: User, at: datetime) -> bool:
    """Whether the table says yes, or a colleague who is away has named this person."""
    return allowed(viewer, "payout.approve") or delegations_to(viewer, at).exists()


def require_approver(by: User, bank: Organization, at: datetime) -> None:
    """Refuse whoever is no approver of this bank and stands in for none."""
    if not delegations_to(by, at).filter(organization=bank).exists():
        require_for(by, "payout.approve", bank)


def seats_left(payout: Payout) -> dict[Role, int]:
    """How many people of each role still have to agree."""
    given = payout.approvals.filter(voided_at=None).values_list("role", flat=True)
    return open_seats(payout.needed, given)


def seat_for(payout: Payout, by: User, at: datetime) -> Seat:
    """The seat this person takes, in their own name first; or a refusal that says why none."""
    found = seats_for(payout, by, at)
    if not found:
        raise RuleBroken.saying(next(_why_none(payout, by, at)))
    return found[0]


def seats_for(payout: Payout, by: User, at: datetime) -> list[Seat]:
    """Every seat this person could take."""
    left, bank = seats_left(payout), payout.agreement.program.funder
    own = [Seat(role) for role in left if role in approving_roles(by, bank)]
    return own + [
        Seat(role, delegation)
        for delegation in _delegations(payout, by, at)
        if not _why_not_for(payout, delegation)
        for role in left
        if role in approving_roles(delegation.absent, bank)
    ]


def why_no_seat(payout: Payout, viewer: User, at: datetime) -> tuple[Sentence, ...]:
    """Why this person can take none of the seats that are left."""
    if not seats_left(payout) or seats_for(payout, viewer, at):
        return ()
    return tuple(_why_none(payout, viewer, at))


def _why_none(payout: Payout, by: User, at: datetime) -> Iterator[Sentence]:
    for delegation in _delegations(payout, by, at):
        yield from _why_not_for(payout, delegation)
    yield SOMEBODY_ELSE[next(iter(seats_left(payout)))]


def _delegations(payout: Payout, by: User, at: datetime) -> list[Delegation]:
    bank = payout.agreement.program.funder_id
    return list(delegations_to(by, at).filter(organization=bank))


def _why_not_for(payout: Payout, delegation: Delegation) -> tuple[Sentence, ...]:
    """Nobody is stood in for on a payout that they have acted on themselves."""
    hands = {**before_approving(payout), "approved": approved_by(payout)}
    return tuple(
        say(
            "You stand in for %(absent)s, who has acted on this payout already (%(stage)s).",
            absent=delegation.absent,
            stage=stage,
        )
        for stage, people in hands.items()
        if delegation.absent_id in people
    )


def approving_roles(person: User, bank: Organization) -> frozenset[Role]:
    """As what somebody may approve at this bank today."""
    held = person.memberships.filter(organization=bank, ended_at=None, role__in=APPROVERS)
    return frozenset(Role(role) for role in held.values_list("role", flat=True))
