"""Which site is improved by whom: proposed by the supplier, agreed to by the site itself."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from audit.services import record
from companies.models import Worksite
from core.domain.errors import RuleBroken
from core.domain.periods import Period
from core.models import said_as
from outcomes.domain.lifecycle import MATCH, MatchState
from outcomes.models import Match
from outcomes.models.matches import days_of
from outcomes.selectors.coverages import claimed_meanwhile, why_not_free
from outcomes.selectors.locks import locked_agreement, locked_match
from people.models import User
from people.permissions import require_for
from programs.domain.lifecycle import AgreementState
from programs.models import Agreement, Hazard, Program


@transaction.atomic
def propose_match(
    *,
    agreement_id: int,
    worksite_id: int,
    hazard_id: int,
    by: User,
    at: datetime,
    period: Period | None = None,
) -> Match:
    """The supplier names a site, a hazard and the days; nobody may claim the same twice.

    Without days of its own a match runs as long as the programme.
    """
    agreement = locked_agreement(agreement_id)
    require_for(by, "match.propose", agreement.supplier.organization)
    worksite = Worksite.objects.get(pk=worksite_id)
    hazard = Hazard.objects.get(pk=hazard_id)
    _check_signed(agreement)
    _check_own(agreement, worksite)
    _check_hazard(agreement, hazard)
    period = _within(agreement.program, period)
    if refusal := why_not_free(worksite, hazard, period, agreement.supplier):
        raise RuleBroken.saying(refusal, field="worksite")
    meanwhile = RuleBroken.saying(claimed_meanwhile(worksite, hazard), field="worksite")
    with said_as(coverage_once=meanwhile):
        match = Match.objects.create(
            agreement=agreement,
            program=agreement.program,
            worksite=worksite,
            hazard=hazard,
            days=days_of(period),
            proposed_by=by,
        )
    record(
        action="match.propose",
        subject=match,
        by=by.email,
        at=at,
        worksite=worksite.pk,
        hazard=hazard.code,
        days=str(period),
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


def _within(program: Program, period: Period | None) -> Period:
    whole = Period(program.starts_on, program.ends_on)
    if period is None:
        return whole
    if period.first < whole.first or period.last > whole.last:
        raise RuleBroken(
            "The programme runs from %(first)s to %(last)s. Choose days within it.",
            field="first_day" if period.first < whole.first else "last_day",
            first=whole.first,
            last=whole.last,
        )
    return period
