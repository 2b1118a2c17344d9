"""Lists of payouts: each person sees what is theirs, and what waits for them."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from companies.domain.lifecycle import AccountState
from outcomes.models import Measurement
from payouts.domain.bands import SEATS
from payouts.domain.lifecycle import DisbursementState, PayoutState
from payouts.models import Approval, Delegation, Disbursement, Payout
from payouts.selectors.delegations import delegations_to
from payouts.selectors.holds import is_on_hold
from payouts.selectors.reversals import reversed_since
from people.domain.roles import Role
from people.models import User
from people.permissions import (
    APPROVERS,
    BANK,
    SUPPLIER,
    WATCHERS,
    allowed,
    organizations_of,
    roles_of,
)
from programs.models import Program

ALIVE = (DisbursementState.SENT, DisbursementState.PAID)


@dataclass(frozen=True, slots=True)
class PayoutFilter:
    """What the address of the list asks for; empty asks for everything."""

    state: str = ""
    program: int | None = None
    part: str = ""
    text: str = ""


def payouts_for(viewer: User) -> QuerySet[Payout]:
    """What the viewer may see: one's own firm's, one's own programmes', or all."""
    found = Payout.objects.select_related(
        "agreement__supplier__organization", "agreement__program", "term_sheet"
    ).order_by("-pk")
    if roles_of(viewer) & WATCHERS:
        return found
    return found.filter(
        Q(agreement__supplier__organization__in=organizations_of(viewer, SUPPLIER))
        | Q(agreement__program__agency__in=organizations_of(viewer, [Role.AGENCY_OFFICER]))
        | Q(agreement__program__funder__in=organizations_of(viewer, BANK))
        | Q(verification__organization__in=organizations_of(viewer, [Role.VERIFIER]))
    )


def payouts_found(viewer: User, asked: PayoutFilter) -> QuerySet[Payout]:
    """The list with its filters."""
    found = payouts_for(viewer)
    if asked.state:
        found = found.filter(state=asked.state)
    if asked.program:
        found = found.filter(agreement__program=asked.program)
    if asked.part:
        found = found.filter(part=asked.part)
    if asked.text:
        found = found.filter(
            Q(number__icontains=asked.text)
            | Q(agreement__number__icontains=asked.text)
            | Q(agreement__supplier__organization__name__icontains=asked.text)
        )
    return found


def payouts_to_prepare(viewer: User) -> QuerySet[Payout]:
    """Computed and not prepared yet, or prepared for an account that was replaced since."""
    if not allowed(viewer, "payout.prepare"):
        return Payout.objects.none()
    waiting = payouts_for(viewer).filter(
        Q(state=PayoutState.COMPUTED)
        | Q(state__in=[PayoutState.PREPARED, PayoutState.APPROVED])
        & Q(bank_account__state=AccountState.REPLACED)
        & ~in_an_open_file()
    )
    return waiting.filter(~claimed_or_verified_by(viewer), ~_approved_by(viewer))


def payouts_to_approve(viewer: User) -> QuerySet[Payout]:
    """Prepared by others, for an account that is still current, not yet approved by the viewer."""
    if not allowed(viewer, "payout.approve"):
        return Payout.objects.none()
    return _open_to(APPROVERS & roles_of(viewer), _not_by(viewer, viewer))


def payouts_to_approve_for_others(viewer: User, at: datetime) -> QuerySet[Payout]:
    """The same where the viewer stands in for one who is away; the acts of both count."""
    found = Q(pk__in=())
    for delegation in delegations_to(viewer, at):
        seats = frozenset(Role(role) for role in _roles_at_the_bank(delegation))
        waiting = _open_to(seats & APPROVERS, _not_by(viewer, delegation.absent))
        theirs = waiting.filter(agreement__program__funder=delegation.organization_id)
        found |= Q(pk__in=theirs.order_by().values("pk"))
    return payouts_for(viewer).filter(found)


def _roles_at_the_bank(delegation: Delegation) -> QuerySet[Any]:
    held = delegation.absent.memberships.filter(ended_at=None)
    return held.filter(organization=delegation.organization_id).values_list("role", flat=True)


def _not_by(viewer: User, principal: User) -> QuerySet[Payout]:
    """Waiting for approval, and neither of the two has had a hand in it."""
    waiting = payouts_for(viewer).filter(
        state=PayoutState.PREPARED, bank_account__state=AccountState.CONFIRMED
    )
    for person in {viewer, principal}:
        hers = Q(approver=person) | Q(delegation__absent=person)
        agreed = Approval.objects.filter(hers, payout=OuterRef("pk"), voided_at=None)
        waiting = waiting.exclude(prepared_by=person).filter(
            ~Exists(Approval.objects.filter(payout=OuterRef("pk"), maker=person)),
            ~Exists(agreed),
            ~claimed_or_verified_by(person),
        )
    return waiting


def _open_to(roles: AbstractSet[Role], waiting: QuerySet[Payout]) -> QuerySet[Payout]:
    """Those on which a seat of one of these roles is free."""
    senior, approver = (_taken(role) for role in SEATS)
    free = waiting.alias(
        senior_approver_seats=F("seniors_needed") - senior,
        approver_seats=F("approvals_needed") - F("seniors_needed") - approver,
    )
    return free.filter(Q(*[(f"{role}_seats__gt", 0) for role in roles], _connector=Q.OR))


def payouts_on_hold(viewer: User) -> QuerySet[Payout]:
    """Stopped for a reason, waiting for somebody to release them."""
    if not allowed(viewer, "payout.release"):
        return Payout.objects.none()
    return payouts_for(viewer).filter(state=PayoutState.HELD)


def payouts_to_retry(viewer: User) -> QuerySet[Payout]:
    """The bank could not pay, or sent the money back."""
    if not allowed(viewer, "payout.retry"):
        return Payout.objects.none()
    return payouts_for(viewer).filter(state__in=[PayoutState.FAILED, PayoutState.RETURNED])


def payouts_to_batch(program: Program) -> QuerySet[Payout]:
    """Approved, for a current account, in no open bank file, on no hold, of a standing result."""
    ready = payouts_approved(program)
    return (
        ready.filter(~is_on_hold(), bank_account__state=AccountState.CONFIRMED)
        .exclude(pk__in=reversed_since(ready).order_by().values("pk"))
        .select_related("agreement__supplier__organization", "bank_account")
    )


def payouts_left_out(program: Program) -> QuerySet[Payout]:
    """Approved for an account that was replaced since; they have to be prepared again."""
    return payouts_approved(program).exclude(bank_account__state=AccountState.CONFIRMED)


def payouts_approved(program: Program) -> QuerySet[Payout]:
    """Approved and in no open bank file, whatever else may stop them."""
    return (
        Payout.objects.filter(state=PayoutState.APPROVED, agreement__program=program)
        .filter(~in_an_open_file())
        .order_by("pk")
    )


def is_in_open_file(payout: Payout) -> bool:
    """Whether a bank file that was not withdrawn or answered carries it."""
    return payout.disbursements.filter(state__in=ALIVE).exists()


def in_an_open_file() -> Exists:
    """For a list of payouts: whether a bank file that was not withdrawn or answered has each."""
    return Exists(Disbursement.objects.filter(payout=OuterRef("pk"), state__in=ALIVE))


def _taken(role: Role) -> Coalesce:
    """How many of that role have agreed."""
    given = Approval.objects.filter(payout=OuterRef("pk"), role=role, voided_at=None)
    counted = given.order_by().values("payout").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def _approved_by(viewer: User) -> Exists:
    return Exists(Approval.objects.filter(payout=OuterRef("pk"), approver=viewer))


def claimed_or_verified_by(viewer: User) -> Q:
    """For a list of payouts: whether this person had a hand in the results behind each."""
    measured = Measurement.objects.filter(
        Q(measured_by=viewer) | Q(certified_by=viewer),
        target=OuterRef("verification__target"),
    )
    return Q(verification__verified_by=viewer) | Q(Exists(measured))
