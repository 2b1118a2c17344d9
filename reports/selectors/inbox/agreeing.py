"""Work on commitments and agreements."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from core.domain.words import say
from people.domain.roles import Role
from people.models import User
from people.permissions import organizations_of
from programs.domain.lifecycle import (
    AgreementState,
    CommitmentState,
    Party,
    ProgramState,
    RecommendationState,
)
from programs.models import (
    Agreement,
    Commitment,
    CommitmentAmendment,
    Program,
    Recommendation,
    Signature,
    TermSheet,
)
from programs.selectors import recommendations_for
from reports.selectors.inbox.pile import Pile

AGREEMENTS = say("Agreements")
MONEY = say("Commitments")


def _to_commit(viewer: User, _at: datetime) -> QuerySet[Program]:
    funder = organizations_of(viewer, [Role.PREPARER])
    return Program.objects.filter(
        state=ProgramState.OPEN, commitment=None, funder__in=funder
    ).order_by("pk")


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


SUPPLIER = "supplier__organization__name"
APPLICANT = "application__supplier__organization__name"

PILES = (
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
        about="name_ko",
        about_en="name_en",
        since="created_at",
    ),
    Pile(
        action="commitment.confirm",
        stage=MONEY,
        todo=say("Confirm what a colleague committed"),
        rows=_commitments,
        route="programs:commitment",
        about="program__name_ko",
        about_en="program__name_en",
        since="created_at",
    ),
    Pile(
        action="commitment.confirm",
        stage=MONEY,
        todo=say("Confirm a change of the commitment"),
        rows=_amendments,
        route="programs:commitment",
        about="commitment__program__name_ko",
        about_en="commitment__program__name_en",
        since="created_at",
        key="commitment_id",
    ),
)
