"""What somebody else pays at a worksite is declared, so that nothing is paid for twice."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from audit.services import record
from companies.models import Worksite
from core.domain.errors import RuleBroken
from core.domain.periods import Period
from core.models import said_as
from outcomes.domain.lifecycle import SUBSIDY, SubsidyState
from outcomes.models import Subsidy
from outcomes.models.matches import days_of
from outcomes.selectors.coverages import claimed_meanwhile, why_not_free
from people.models import User
from people.permissions import require, require_for_or_officer
from programs.models import Hazard


@transaction.atomic
def declare_subsidy(
    *, worksite_id: int, hazard_id: int, period: Period, giver: str, by: User, at: datetime
) -> Subsidy:
    """The supplier or the agency knows of another subsidy; no match may run over its days."""
    worksite = Worksite.objects.select_related("registered_by__organization").get(pk=worksite_id)
    require_for_or_officer(by, "subsidy.declare", worksite.registered_by.organization)
    hazard = Hazard.objects.get(pk=hazard_id)
    if not giver.strip():
        raise RuleBroken("Say who gives this subsidy.", field="giver")
    if refusal := why_not_free(worksite, hazard, period, worksite.registered_by):
        raise RuleBroken.saying(refusal, field="hazard")
    meanwhile = RuleBroken.saying(claimed_meanwhile(worksite, hazard), field="hazard")
    with said_as(coverage_once=meanwhile):
        subsidy = Subsidy.objects.create(
            worksite=worksite,
            hazard=hazard,
            days=days_of(period),
            giver=giver.strip(),
            declared_by=by,
            declared_at=at,
        )
    record(
        action="subsidy.declare",
        subject=subsidy,
        by=by.email,
        at=at,
        worksite=worksite.pk,
        hazard=hazard.code,
        days=str(period),
        giver=subsidy.giver,
    )
    return subsidy


@transaction.atomic
def withdraw_subsidy(*, subsidy_id: int, reason: str, by: User, at: datetime) -> Subsidy:
    """The agency has looked: it was declared by mistake, or for other days."""
    require(by, "subsidy.withdraw")
    subsidy = Subsidy.objects.select_for_update(of=("self",)).get(pk=subsidy_id)
    subsidy.state = SUBSIDY.after("withdraw", SubsidyState(subsidy.state))
    if not reason.strip():
        raise RuleBroken("Say what you looked at and what you found.", field="reason")
    subsidy.save()
    record(action="subsidy.withdraw", subject=subsidy, by=by.email, at=at, reason=reason.strip())
    return subsidy
