"""Questions about applications."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from people.domain.roles import Role
from people.models import User
from people.permissions import BANK, MAY, SUPPLIER, WATCHERS, organizations_of, roles_of
from programs.domain.applications import ApplicationDraft, Missing, Opening, missing_in
from programs.domain.eligibility import CHECK, Check
from programs.domain.lifecycle import ApplicationState, CallState, ReviewState
from programs.models import Application, Call


def opening_of(call: Call) -> Opening:
    """When a call takes applications."""
    return Opening(CallState(call.state), call.opens_at, call.closes_at)


def draft_of(application: Application) -> ApplicationDraft:
    """The application as far as it is written."""
    return ApplicationDraft(
        technology_id=application.technology_id,
        plan=application.plan,
        worksites_planned=application.worksites_planned,
        amount_requested=application.amount_requested,
        hazard_ids=tuple(application.hazards.values_list("pk", flat=True)),
    )


def missing_from(application: Application) -> tuple[Missing, ...]:
    """What still has to be written before it can be handed in."""
    return missing_in(draft_of(application), targets=application.own_targets.count())


def applications_for(viewer: User) -> QuerySet[Application]:
    """What the viewer may see: the own firm's, one's own reviews, one's own programmes, or all."""
    roles = roles_of(viewer)
    found = Application.objects.select_related(
        "call__program", "supplier__organization", "technology"
    ).order_by("-pk")
    if roles & WATCHERS:
        return found.exclude(state=ApplicationState.DRAFT)
    return found.filter(_own(viewer) | (_handed_in(viewer) & ~Q(state=ApplicationState.DRAFT)))


def _own(viewer: User) -> Q:
    return Q(supplier__organization__in=organizations_of(viewer, SUPPLIER))


def _handed_in(viewer: User) -> Q:
    """A draft is nobody's business but the firm's; a reviewer reads after declaring no conflict."""
    declared = viewer.reviews_of_applications.filter(
        state__in=[ReviewState.DECLARED, ReviewState.SCORED]
    )
    agency = organizations_of(viewer, [Role.AGENCY_OFFICER])
    bank = organizations_of(viewer, BANK)
    return (
        Q(call__program__agency__in=agency)
        | Q(call__program__funder__in=bank)
        | Q(pk__in=declared.values("application"))
    )


def may_edit(application: Application, viewer: User) -> bool:
    """Whether the viewer writes this application: an editor of the firm, while it is a draft."""
    editing = organizations_of(viewer, MAY["application.edit"])
    is_draft = application.state == ApplicationState.DRAFT
    return is_draft and application.supplier.organization_id in editing


@dataclass(frozen=True, slots=True)
class Answer:
    """One question of the agency and what became of it."""

    question: Check
    passed: bool | None
    note: str


def answers_of(application: Application, viewer: User) -> tuple[Answer, ...]:
    """The agency's questions: for those who ask or watch, and for the firm once it is decided."""
    decided = application.state not in {ApplicationState.DRAFT, ApplicationState.SUBMITTED}
    if not (decided or roles_of(viewer) & (WATCHERS | MAY["application.check"])):
        return ()
    return every_answer(application)


def every_answer(application: Application) -> tuple[Answer, ...]:
    """The agency's questions that were asked about this application, in their order."""
    rows = {row.key: row for row in application.checks.all()}
    return tuple(
        Answer(CHECK[key], rows[key].passed, rows[key].note) for key in CHECK if key in rows
    )
