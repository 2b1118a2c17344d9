"""Which site is improved by whom: proposed by the supplier, agreed to by the site itself."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from audit.services import record
from companies.models import Worksite
from core.domain.errors import RuleBroken
from core.models import said_as
from outcomes.domain.lifecycle import MATCH, MatchState
from outcomes.models import Match
from outcomes.selectors.locks import locked_agreement, locked_match
from people.models import User
from people.permissions import require_for
from programs.domain.lifecycle import AgreementState
from programs.models import Agreement, Hazard


@transaction.atomic
def propose_match(
    *, agreement_id: int, worksite_id: int, hazard_id: int, by: User, at: datetime
) -> Match:
    """The supplier names a site and a hazard; nobody may claim the same twice."""
    agreement = locked_agreement(agreement_id)
    require_for(by, "match.propose", agreement.supplier.organization)
    worksite = Worksite.objects.get(pk=worksite_id)
    hazard = Hazard.objects.get(pk=hazard_id)
    _check_signed(agreement)
    _check_own(agreement, worksite)
    _check_hazard(agreement, hazard)
    _check_free(agreement, worksite, hazard)
    with said_as(match_site_and_hazard_once=_claimed_already(worksite, hazard)):
        match = Match.objects.create(
            agreement=agreement,
            program=agreement.program,
            worksite=worksite,
            hazard=hazard,
            proposed_by=by,
        )
    record(
        action="match.propose",
        subject=match,
        by=by.email,
        at=at,
        worksite=worksite.pk,
        hazard=hazard.code,
    )
    return match


@transaction.atomic
def record_before_state(*, match_id: int, text: str, by: User, at: datetime) -> Match:
    """What was there before, written down while it can still be seen."""
    match = locked_match(match_id)
    require_for(by, "match.record", match.agreement.supplier.organization)
    match.state = MATCH.after("record", MatchState(match.state))
    if not text.strip():
        raise RuleBroken("Say what is there now, before anything is improved.", field="text")
    match.before_state, match.before_recorded_at = text.strip(), at
    match.save()
    record(action="match.record", subject=match, by=by.email, at=at)
    return match


def _check_signed(agreement: Agreement) -> None:
    if agreement.state != AgreementState.SIGNED:
        raise RuleBroken(
            "The agreement %(number)s is not in force. Worksites are matched once all three "
            "parties have signed, and until it is closed.",
            field="agreement",
            number=agreement.number,
        )


def _check_own(agreement: Agreement, worksite: Worksite) -> None:
    if worksite.registered_by_id != agreement.supplier_id:
        raise RuleBroken(
            "%(worksite)s was registered by another supplier. Choose a worksite of your own.",
            field="worksite",
            worksite=worksite.name,
        )


def _check_hazard(agreement: Agreement, hazard: Hazard) -> None:
    if not agreement.program.hazards.filter(pk=hazard.pk).exists():
        raise RuleBroken(
            "The hazard “%(hazard)s” is not part of this programme. Choose one of its hazards.",
            field="hazard",
            hazard=hazard.name,
        )


def _check_free(agreement: Agreement, worksite: Worksite, hazard: Hazard) -> None:
    claimed = Match.objects.filter(program=agreement.program, worksite=worksite, hazard=hazard)
    if claimed.exclude(state=MatchState.REFUSED).exists():
        raise _claimed_already(worksite, hazard)


def _claimed_already(worksite: Worksite, hazard: Hazard) -> RuleBroken:
    return RuleBroken(
        "%(worksite)s is already matched against “%(hazard)s” in this programme. One site "
        "and hazard count once; choose another site or hazard.",
        field="worksite",
        worksite=worksite.name,
        hazard=hazard.name,
    )
