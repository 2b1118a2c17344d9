"""Questions about programmes and their calls."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from people.models import User
from people.permissions import MAY, SUPPLIER, WATCHERS, allowed, organizations_of, roles_of
from programs.domain.lifecycle import ProgramState
from programs.models import Application, Call, Commitment, Program


def programs_for(viewer: User) -> QuerySet[Program]:
    """Open and closed ones for everybody; drafts for the agency and the bank that make them."""
    makers = organizations_of(viewer)
    return (
        Program.objects.filter(
            ~Q(state=ProgramState.DRAFT) | Q(agency__in=makers) | Q(funder__in=makers)
        )
        .select_related("agency", "funder")
        .order_by("-starts_on", "-pk")
    )


def programs_run_by(viewer: User) -> QuerySet[Program]:
    """The officer's own agency's programmes that are not over, newest first."""
    own = organizations_of(viewer, MAY["call.draft"])
    return Program.objects.filter(agency__in=own).exclude(state=ProgramState.CLOSED).order_by("-pk")


def calls_for(viewer: User) -> QuerySet[Call]:
    """Calls of the programmes that the viewer sees."""
    return Call.objects.filter(program__in=programs_for(viewer)).order_by("-closes_at", "-pk")


def commitments_for(viewer: User) -> QuerySet[Commitment]:
    """The promises that the viewer may look into."""
    found = Commitment.objects.select_related(
        "program__agency", "program__funder", "proposed_by", "confirmed_by"
    ).order_by("-pk")
    if not allowed(viewer, "commitment.see"):
        return found.none()
    if roles_of(viewer) & WATCHERS:
        return found
    own = organizations_of(viewer)
    return found.filter(Q(program__agency__in=own) | Q(program__funder__in=own))


def own_applications_to(call: Call, viewer: User) -> QuerySet[Application]:
    """What the viewer's firm has begun or handed in to this call."""
    return call.applications.filter(
        supplier__organization__in=organizations_of(viewer, SUPPLIER)
    ).order_by("pk")


def may_commit_to(program: Program, viewer: User) -> bool:
    """Whether the viewer may write down the bank's promise to this programme."""
    preparing = organizations_of(viewer, MAY["commitment.commit"])
    return program.state != ProgramState.CLOSED and program.funder_id in preparing
