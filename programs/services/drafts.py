"""Payment terms are written part by part before anybody is offered them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from audit.services import record
from core.domain.canonical import digest_of
from core.domain.errors import IllegalMove, RuleBroken, Stale
from people.models import User
from people.permissions import require_for
from programs.domain.drafts import Change, Document, readable
from programs.domain.library import template_named
from programs.domain.terms import document_of
from programs.models import Agreement, Recommendation, TermsDraft
from programs.selectors.agreements import current_terms
from programs.selectors.drafts import why_not_write
from programs.services.agreements import propose_agreement, revise_agreement


@transaction.atomic
def start_draft(
    *, recommendation_id: int, template: str, document: Any, by: User, at: datetime
) -> TermsDraft:
    """Begin with a template, with a document, or with neither: then with the terms as they are."""
    recommendation = _locked(recommendation_id, by)
    _check_open(recommendation)
    if TermsDraft.objects.filter(recommendation=recommendation).exists():
        raise RuleBroken("There is a draft already. Go on with it, or discard it first.")
    draft = TermsDraft.objects.create(
        recommendation=recommendation,
        document=_beginning(recommendation, template, document),
        started_by=by,
        started_at=at,
        changed_by=by,
        changed_at=at,
    )
    _told("draft.start", draft, by, at, template=template)
    return draft


def _beginning(recommendation: Recommendation, template: str, document: Any) -> Document:
    if template:
        return template_named(template).document()
    if document is not None:
        return readable(document)
    agreement = Agreement.objects.filter(recommendation=recommendation).first()
    if agreement is None:
        raise RuleBroken("There are no terms yet to begin with. Choose a template.")
    return document_of(current_terms(agreement).rule)


@transaction.atomic
def edit_draft(
    *, recommendation_id: int, revision: int, change: Change, by: User, at: datetime
) -> TermsDraft:
    """One part of it becomes another; the result may still be wrong, and the check tells."""
    draft = _draft(recommendation_id, revision, by)
    draft.document = readable(change.applied(draft.document))
    draft.revision += 1
    draft.changed_by, draft.changed_at = by, at
    draft.save(update_fields=["document", "revision", "changed_by", "changed_at"])
    _told("draft.edit", draft, by, at, **change.said)
    return draft


@transaction.atomic
def discard_draft(*, recommendation_id: int, revision: int, by: User, at: datetime) -> None:
    """Nobody was offered it, so nothing but the log remembers it."""
    draft = _draft(recommendation_id, revision, by)
    _told("draft.discard", draft, by, at)
    draft.delete()


@transaction.atomic
def propose_draft(*, recommendation_id: int, revision: int, by: User, at: datetime) -> Agreement:
    """It becomes the terms on offer: the first ones, or a new version until all have signed."""
    draft = _draft(recommendation_id, revision, by)
    agreement = Agreement.objects.filter(recommendation_id=recommendation_id).first()
    document = draft.document
    _told("draft.propose", draft, by, at)
    draft.delete()
    if agreement is None:
        return propose_agreement(
            recommendation_id=recommendation_id, document=document, by=by, at=at
        )
    return revise_agreement(agreement_id=agreement.pk, document=document, by=by, at=at)


def _locked(recommendation_id: int, by: User) -> Recommendation:
    """All drafts of one recommendation wait for each other here."""
    recommendation = Recommendation.objects.select_for_update(of=("self",)).get(
        pk=recommendation_id
    )
    require_for(by, "agreement.propose", recommendation.application.call.program.agency)
    return recommendation


def _check_open(recommendation: Recommendation) -> None:
    for reason in why_not_write(recommendation):
        raise IllegalMove(reason.text)


def _draft(recommendation_id: int, revision: int, by: User) -> TermsDraft:
    recommendation = _locked(recommendation_id, by)
    _check_open(recommendation)
    draft = TermsDraft.objects.filter(recommendation=recommendation).first()
    if draft is None or draft.revision != revision:
        raise Stale(
            "The draft has changed since you opened the page. Look at it again, then change it."
        )
    return draft


def _told(action: str, draft: TermsDraft, by: User, at: datetime, **details: Any) -> None:
    """The log speaks of the recommendation, which stays; drafts come and go."""
    record(
        action=action,
        subject=draft.recommendation,
        by=by.email,
        at=at,
        revision=draft.revision,
        digest=digest_of(draft.document),
        **details,
    )
