"""A supplier writes its application, and hands it in before the deadline."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from audit.services import record
from companies.models import Supplier
from core.domain.errors import IllegalMove, RuleBroken
from people.models import User
from people.permissions import require_for
from programs.domain.applications import ApplicationDraft, OwnTarget, missing_in
from programs.domain.eligibility import CHECKS
from programs.domain.lifecycle import APPLICATION, ApplicationState
from programs.models import Application, ApplicationTarget, Call, EligibilityCheck
from programs.selectors.applications import draft_of, opening_of


@transaction.atomic
def start_application(*, call_id: int, supplier: Supplier, by: User, at: datetime) -> Application:
    """An empty draft in answer to a call; one for each supplier and call."""
    require_for(by, "application.edit", supplier.organization)
    call = Call.objects.select_for_update(of=("self",)).get(pk=call_id)
    opening_of(call).check(at)
    if call.applications.filter(supplier=supplier).exists():
        raise RuleBroken("Your firm has already begun an application to this call. Go on with it.")
    application = Application.objects.create(call=call, supplier=supplier, started_by=by)
    record(action="application.start", subject=application, by=by.email, at=at)
    return application


@transaction.atomic
def save_application(
    *, application_id: int, draft: ApplicationDraft, by: User, at: datetime
) -> Application:
    """Keep what is written so far; nothing has to be complete."""
    application = _own_draft(application_id, by)
    _check_numbers(draft)
    _check_choices(application, draft)
    application.technology_id = draft.technology_id
    application.plan = draft.plan
    application.worksites_planned = draft.worksites_planned
    application.amount_requested = draft.amount_requested
    application.save()
    application.hazards.set(draft.hazard_ids)
    if draft.own_targets is not None:
        application.own_targets.all().delete()
        for target in draft.own_targets:
            _add_target(application, target)
    record(action="application.save", subject=application, by=by.email, at=at)
    return application


def _check_numbers(draft: ApplicationDraft) -> None:
    if draft.amount_requested is not None and draft.amount_requested <= 0:
        raise RuleBroken("Ask for at least ₩1, or leave the amount empty.", field="amount")
    if draft.worksites_planned is not None and draft.worksites_planned <= 0:
        raise RuleBroken("Plan at least one worksite, or leave it empty.", field="worksites")


def _check_choices(application: Application, draft: ApplicationDraft) -> None:
    own = application.supplier.technologies.values_list("pk", flat=True)
    if draft.technology_id is not None and draft.technology_id not in own:
        raise RuleBroken(
            "This technology is not one of your firm's. Choose one from the list.",
            field="technology",
        )
    known = set(application.call.program.hazards.values_list("pk", flat=True))
    if not known.issuperset(draft.hazard_ids):
        raise RuleBroken(
            "This hazard is not part of the programme. Choose from the list.", field="hazards"
        )


@transaction.atomic
def add_own_target(
    *, application_id: int, target: OwnTarget, by: User, at: datetime
) -> ApplicationTarget:
    """One indicator, one goal, and how it will be measured."""
    application = _own_draft(application_id, by)
    row = _add_target(application, target)
    record(action="application.add_target", subject=application, by=by.email, at=at, target=row.pk)
    return row


def _add_target(application: Application, target: OwnTarget) -> ApplicationTarget:
    _check_target(application, target)
    return ApplicationTarget.objects.create(
        application=application,
        indicator_id=target.indicator_id,
        baseline=target.baseline,
        goal=target.goal,
        how=target.how,
    )


def _check_target(application: Application, target: OwnTarget) -> None:
    if not application.call.program.indicators.filter(pk=target.indicator_id).exists():
        raise RuleBroken(
            "This indicator is not part of the programme. Choose from the list.", field="indicator"
        )
    if target.goal < 0 or (target.baseline or 0) < 0:
        raise RuleBroken(
            "What is counted is zero or more. Mend the goal or where it stands today.", field="goal"
        )
    if application.own_targets.filter(indicator_id=target.indicator_id).exists():
        raise RuleBroken(
            "There is already a target for this indicator. Remove it first.", field="indicator"
        )


@transaction.atomic
def remove_own_target(*, target_id: int, by: User, at: datetime) -> Application:
    """Take a target out of the draft."""
    target = ApplicationTarget.objects.get(pk=target_id)
    application = _own_draft(target.application_id, by)
    record(
        action="application.remove_target",
        subject=application,
        by=by.email,
        at=at,
        indicator=target.indicator.code,
        goal=str(target.goal),
    )
    target.delete()
    return application


@transaction.atomic
def submit_application(*, application_id: int, by: User, at: datetime) -> Application:
    """Hand it in: complete, in time, and from now on read by the agency."""
    application = _locked(application_id)
    require_for(by, "application.submit", application.supplier.organization)
    state = APPLICATION.after("submit", ApplicationState(application.state))
    opening_of(application.call).check(at)
    for gap in missing_in(draft_of(application), targets=application.own_targets.count()):
        raise RuleBroken(gap.sentence.text, field=gap.field)
    application.state = state
    application.submitted_by, application.submitted_at = by, at
    application.returned_reason = ""
    application.save()
    _ask_questions(application)
    record(action="application.submit", subject=application, by=by.email, at=at)
    return application


def _ask_questions(application: Application) -> None:
    """Every question of the catalogue, unanswered: what is handed in anew is looked at anew."""
    for question in CHECKS:
        EligibilityCheck.objects.update_or_create(
            application=application,
            key=question.key,
            defaults={"passed": None, "note": "", "checked_by": None, "checked_at": None},
        )


@transaction.atomic
def return_application(*, application_id: int, reason: str, by: User, at: datetime) -> Application:
    """Give it back for mending, while there is still time to hand it in again."""
    application = _locked(application_id)
    require_for(by, "application.check", application.call.program.agency)
    state = APPLICATION.after("return", ApplicationState(application.state))
    if not reason.strip():
        raise RuleBroken("Say what the supplier has to mend.", field="reason")
    opening_of(application.call).check(at)
    application.state, application.returned_reason = state, reason
    application.save(update_fields=["state", "returned_reason", "updated_at"])
    record(action="application.return", subject=application, by=by.email, at=at, reason=reason)
    return application


def _locked(application_id: int) -> Application:
    return Application.objects.select_for_update(of=("self",)).get(pk=application_id)


def _own_draft(application_id: int, by: User) -> Application:
    application = _locked(application_id)
    require_for(by, "application.edit", application.supplier.organization)
    if application.state != ApplicationState.DRAFT:
        raise IllegalMove(
            "This application is handed in and can no longer be changed. "
            "The agency can return it while the call is open."
        )
    return application
