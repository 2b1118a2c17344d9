"""Work on calls, applications, recommendations, commitments and agreements."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from companies.models import Supplier
from companies.selectors import organizations_to_register
from core.domain.words import say
from people.domain.roles import Role
from people.models import Organization, User
from people.permissions import organizations_of
from programs.domain.lifecycle import (
    AgreementState,
    ApplicationState,
    CallState,
    CommitmentState,
    Party,
    ProgramState,
    RecommendationState,
    ReviewState,
)
from programs.models import (
    Agreement,
    Application,
    Call,
    Commitment,
    CommitmentAmendment,
    Program,
    Recommendation,
    Review,
    Signature,
    TermSheet,
)
from programs.selectors import applications_for, recommendations_for, reviews_for
from reports.selectors.inbox.pile import Pile

APPLICATIONS = say("Applications")
RECOMMENDATIONS = say("Recommendations")
AGREEMENTS = say("Agreements")
MONEY = say("Commitments")


def _to_register(viewer: User, _at: datetime) -> QuerySet[Organization]:
    return organizations_to_register(viewer)


def _open_calls(viewer: User, at: datetime) -> QuerySet[Call]:
    """Open calls that the viewer's firm has not answered."""
    mine = organizations_of(viewer, [Role.EDITOR])
    answered = Application.objects.filter(call=OuterRef("pk"), supplier__organization__in=mine)
    registered = Supplier.objects.filter(organization__in=mine)
    return Call.objects.filter(
        ~Exists(answered),
        Exists(registered),
        state=CallState.OPEN,
        opens_at__lte=at,
        closes_at__gt=at,
    ).order_by("closes_at")


def _ended_calls(viewer: User, at: datetime) -> QuerySet[Call]:
    agency = organizations_of(viewer, [Role.AGENCY_OFFICER])
    return Call.objects.filter(
        state=CallState.OPEN, closes_at__lte=at, program__agency__in=agency
    ).order_by("closes_at")


def _to_commit(viewer: User, _at: datetime) -> QuerySet[Program]:
    funder = organizations_of(viewer, [Role.PREPARER])
    return Program.objects.filter(
        state=ProgramState.OPEN, commitment=None, funder__in=funder
    ).order_by("pk")


def _drafts(viewer: User, _at: datetime) -> QuerySet[Application]:
    return applications_for(viewer).filter(state=ApplicationState.DRAFT, call__state="open")


def _to_check(viewer: User, _at: datetime) -> QuerySet[Application]:
    return applications_for(viewer).filter(state=ApplicationState.SUBMITTED)


def _eligible(viewer: User) -> QuerySet[Application]:
    """Eligible and not recommended yet; reviewers who stepped back do not count."""
    live = Recommendation.objects.filter(application=OuterRef("pk")).exclude(
        state=RecommendationState.RETURNED
    )
    return (
        applications_for(viewer)
        .filter(~Exists(live), state=ApplicationState.ELIGIBLE)
        .annotate(
            asked=Count("reviews", filter=~Q(reviews__state=ReviewState.CONFLICTED), distinct=True),
            scored=Count("reviews", filter=Q(reviews__state=ReviewState.SCORED), distinct=True),
        )
    )


def _to_assign(viewer: User, _at: datetime) -> QuerySet[Application]:
    return _eligible(viewer).filter(asked__lt=F("call__program__reviewers_needed"))


def _to_recommend(viewer: User, _at: datetime) -> QuerySet[Application]:
    return _eligible(viewer).filter(
        scored__gte=F("call__program__reviewers_needed"), scored=F("asked")
    )


def _to_declare(viewer: User, _at: datetime) -> QuerySet[Review]:
    return reviews_for(viewer).filter(state=ReviewState.ASSIGNED)


def _to_score(viewer: User, _at: datetime) -> QuerySet[Review]:
    return reviews_for(viewer).filter(state=ReviewState.DECLARED)


def _to_confirm(viewer: User, _at: datetime) -> QuerySet[Recommendation]:
    found = recommendations_for(viewer).filter(state=RecommendationState.RECOMMENDED)
    return found.exclude(recommended_by=viewer)


def _to_select(viewer: User, _at: datetime) -> QuerySet[Recommendation]:
    return recommendations_for(viewer).filter(state=RecommendationState.CONFIRMED)


def _to_propose(viewer: User, _at: datetime) -> QuerySet[Recommendation]:
    return recommendations_for(viewer).filter(state=RecommendationState.SELECTED, agreement=None)


def _to_sign(viewer: User, _at: datetime) -> QuerySet[Agreement]:
    """Proposed agreements that lack the viewer's own party; nobody signs for two."""
    sheets = TermSheet.objects.filter(agreement=OuterRef("pk")).order_by("-version")
    signed = Signature.objects.filter(agreement=OuterRef("pk"), digest=OuterRef("newest"))
    lacking = Q(
        ~Exists(signed.filter(party=Party.AGENCY)),
        program__agency__in=organizations_of(viewer, [Role.AGENCY_OFFICER]),
    )
    lacking |= Q(
        ~Exists(signed.filter(party=Party.FUNDER)),
        program__funder__in=organizations_of(viewer, [Role.APPROVER]),
    )
    lacking |= Q(
        ~Exists(signed.filter(party=Party.SUPPLIER)),
        supplier__organization__in=organizations_of(viewer, [Role.CERTIFIER]),
    )
    return (
        Agreement.objects.filter(state=AgreementState.PROPOSED)
        .annotate(newest=Subquery(sheets.values("digest")[:1]))
        .filter(lacking, ~Exists(signed.filter(signed_by=viewer)))
        .select_related("supplier__organization", "program")
        .order_by("pk")
    )


def _commitments(viewer: User, _at: datetime) -> QuerySet[Commitment]:
    mine = organizations_of(viewer, [Role.APPROVER])
    found = Commitment.objects.filter(state=CommitmentState.PROPOSED, program__funder__in=mine)
    return found.exclude(proposed_by=viewer).select_related("program")


def _amendments(viewer: User, _at: datetime) -> QuerySet[CommitmentAmendment]:
    mine = organizations_of(viewer, [Role.APPROVER])
    found = CommitmentAmendment.objects.filter(
        state=CommitmentState.PROPOSED, commitment__program__funder__in=mine
    )
    return found.exclude(proposed_by=viewer).select_related("commitment__program")


SUPPLIER = "supplier.organization.name"
APPLICANT = "application.supplier.organization.name"

PILES = (
    Pile(
        action="supplier.register",
        stage=APPLICATIONS,
        todo=say("Say who your firm is"),
        rows=_to_register,
        route="companies:supplier_register",
        about="name",
        since="created_at",
        key="",
    ),
    Pile(
        action="application.edit",
        stage=APPLICATIONS,
        todo=say("Apply to the open call"),
        rows=_open_calls,
        route="programs:application_start",
        about="title",
        since="opens_at",
        due="closes_at",
    ),
    Pile(
        action="call.close",
        stage=APPLICATIONS,
        todo=say("The deadline has passed: close the call"),
        rows=_ended_calls,
        route="admin:programs_call_change",
        about="title",
        since="closes_at",
    ),
    Pile(
        action="application.edit",
        stage=APPLICATIONS,
        todo=say("Finish the application and hand it in"),
        rows=_drafts,
        route="programs:application",
        about="call.title",
        since="created_at",
        due="call.closes_at",
    ),
    Pile(
        action="application.check",
        stage=APPLICATIONS,
        todo=say("Check whether the firm is eligible"),
        rows=_to_check,
        route="admin:programs_application_change",
        about=SUPPLIER,
        since="submitted_at",
    ),
    Pile(
        action="review.assign",
        stage=APPLICATIONS,
        todo=say("Ask reviewers for their scores"),
        rows=_to_assign,
        route="admin:programs_application_change",
        about=SUPPLIER,
        since="updated_at",
    ),
    Pile(
        action="review.declare",
        stage=APPLICATIONS,
        todo=say("Say whether you have a conflict of interest"),
        rows=_to_declare,
        route="programs:review",
        about=APPLICANT,
        since="created_at",
    ),
    Pile(
        action="review.score",
        stage=APPLICATIONS,
        todo=say("Score the application"),
        rows=_to_score,
        route="programs:review",
        about=APPLICANT,
        since="declared_at",
    ),
    Pile(
        action="recommendation.recommend",
        stage=RECOMMENDATIONS,
        todo=say("All scores are in: recommend, or leave it"),
        rows=_to_recommend,
        route="admin:programs_application_change",
        about=SUPPLIER,
        since="updated_at",
    ),
    Pile(
        action="recommendation.confirm",
        stage=RECOMMENDATIONS,
        todo=say("Confirm or return what a colleague recommends"),
        rows=_to_confirm,
        route="admin:programs_recommendation_change",
        about=APPLICANT,
        since="recommended_at",
    ),
    Pile(
        action="recommendation.select",
        stage=RECOMMENDATIONS,
        todo=say("Select or decline the recommended firm"),
        rows=_to_select,
        route="programs:recommendation",
        about=APPLICANT,
        since="confirmed_at",
    ),
    Pile(
        action="agreement.propose",
        stage=AGREEMENTS,
        todo=say("Propose the agreement and its payment terms"),
        rows=_to_propose,
        route="admin:programs_recommendation_change",
        about=APPLICANT,
        since="decided_at",
    ),
    Pile(
        action="agreement.sign",
        stage=AGREEMENTS,
        todo=say("Read the terms and sign"),
        rows=_to_sign,
        route="programs:agreement",
        about=SUPPLIER,
        since="created_at",
    ),
    Pile(
        action="commitment.commit",
        stage=MONEY,
        todo=say("Commit the money of the programme"),
        rows=_to_commit,
        route="programs:commitment_commit",
        about="name",
        since="created_at",
    ),
    Pile(
        action="commitment.confirm",
        stage=MONEY,
        todo=say("Confirm what a colleague committed"),
        rows=_commitments,
        route="programs:commitment",
        about="program.name",
        since="created_at",
    ),
    Pile(
        action="commitment.confirm",
        stage=MONEY,
        todo=say("Confirm a change of the commitment"),
        rows=_amendments,
        route="programs:commitment",
        about="commitment.program.name",
        since="created_at",
        key="commitment_id",
    ),
)
