"""Delegation for absence: given by the absent person, or by two others."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import localtime

from audit.services import record
from core.domain.errors import IllegalMove, RuleBroken
from core.models import said_as
from payouts.domain.delegations import Absence, check_second_person
from payouts.domain.lifecycle import PROPOSAL, ProposalState
from payouts.models import Delegation
from payouts.selectors.delegations import approvers_of, colleagues_at, overlapping_chain
from people.models import Organization, User
from people.permissions import require_for


@transaction.atomic
def propose_delegation(*, absence: Absence, by: User, at: datetime) -> Delegation:
    """Name who stands in; from the absent person it counts at once, from others once confirmed."""
    bank = Organization.objects.select_for_update(no_key=True).get(pk=absence.organization)
    require_for(by, "delegation.propose", bank)
    absence.check(by=by.pk, today=localtime(at).date())
    _check_people(absence, bank)
    delegation = Delegation(
        organization=bank,
        absent_id=absence.absent,
        delegate_id=absence.delegate,
        days=DateRange(absence.period.first, absence.period.last + timedelta(days=1)),
        reason=absence.reason.strip(),
        proposed_by=by,
        proposed_at=at,
    )
    if by.pk == absence.absent:
        _confirm(delegation, by, at)
    else:
        delegation.save()
    record(
        action="delegation.propose",
        subject=delegation,
        by=by.email,
        at=at,
        absent=delegation.absent.email,
        delegate=delegation.delegate.email,
        first_day=absence.period.first.isoformat(),
        last_day=absence.period.last.isoformat(),
        reason=delegation.reason,
        state=delegation.state,
    )
    return delegation


def _check_people(absence: Absence, bank: Organization) -> None:
    if not approvers_of(bank).filter(pk=absence.absent).exists():
        raise RuleBroken(
            "Whoever is away has to be an approver of this bank. Choose one.", field="absent"
        )
    if not colleagues_at(bank).filter(pk=absence.delegate).exists():
        raise RuleBroken(
            "Whoever stands in has to work at the same bank. Choose a colleague.",
            field="delegate",
        )


@transaction.atomic
def confirm_delegation(*, delegation_id: int, by: User, at: datetime) -> Delegation:
    """The second of two others says yes."""
    delegation = _locked(delegation_id)
    require_for(by, "delegation.confirm", delegation.organization)
    PROPOSAL.after("confirm", ProposalState(delegation.state))
    check_second_person(
        by.pk,
        proposed_by=delegation.proposed_by_id,
        absent=delegation.absent_id,
        delegate=delegation.delegate_id,
    )
    _confirm(delegation, by, at)
    record(action="delegation.confirm", subject=delegation, by=by.email, at=at)
    return delegation


def _confirm(delegation: Delegation, by: User, at: datetime) -> None:
    if (other := overlapping_chain(delegation).first()) is not None:
        raise RuleBroken(
            "Over these days %(delegate)s stands in for %(absent)s. A delegation is never passed "
            "on. Choose somebody else, or other days.",
            delegate=other.delegate,
            absent=other.absent,
        )
    delegation.state = ProposalState.CONFIRMED
    delegation.decided_by, delegation.decided_at = by, at
    with said_as(delegation_one_at_a_time=_somebody_stands_in()):
        delegation.save()


def _somebody_stands_in() -> RuleBroken:
    return RuleBroken(
        "Somebody stands in for this person on some of these days already. End that first."
    )


@transaction.atomic
def end_delegation(*, delegation_id: int, by: User, at: datetime) -> Delegation:
    """Back earlier, or never meant: from here on nobody stands in; what was approved stays."""
    delegation = _locked(delegation_id)
    if by.pk not in {delegation.absent_id, delegation.delegate_id}:
        require_for(by, "delegation.end", delegation.organization)
    if delegation.state == ProposalState.WITHDRAWN:
        raise IllegalMove("It has ended already.")
    if delegation.state == ProposalState.PROPOSED:
        delegation.decided_by, delegation.decided_at = by, at
    delegation.state = ProposalState.WITHDRAWN
    delegation.ended_by, delegation.ended_at = by, at
    delegation.save()
    record(action="delegation.end", subject=delegation, by=by.email, at=at)
    return delegation


def _locked(delegation_id: int) -> Delegation:
    """The bank first, as whoever proposes does, so that two never wait for each other."""
    banks = Organization.objects.filter(delegations=delegation_id)
    banks.select_for_update(of=("self",), no_key=True).get()
    return (
        Delegation.objects.select_for_update(of=("self",))
        .select_related("organization", "absent", "delegate")
        .get(pk=delegation_id)
    )
