"""Outside experts: assigned, free of conflict, and only then heard."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction

from audit.services import record
from core.domain.errors import RuleBroken
from people.domain.roles import Role
from people.models import Membership, User
from people.permissions import require, require_for, roles_of
from programs.domain.lifecycle import REVIEW, ApplicationState, ReviewState
from programs.domain.scoring import check_mark
from programs.models import Application, Review
from programs.selectors.recommendations import has_live_recommendation


@transaction.atomic
def assign_reviewer(*, application_id: int, reviewer: User, by: User, at: datetime) -> Review:
    """Ask an expert who has no tie to the applying firm."""
    application = Application.objects.select_for_update(of=("self",)).get(pk=application_id)
    require_for(by, "review.assign", application.call.program.agency)
    if application.state != ApplicationState.ELIGIBLE:
        raise RuleBroken("Only an eligible application is reviewed. Decide on eligibility first.")
    if has_live_recommendation(application):
        raise RuleBroken("This application is recommended already; its reviews are closed.")
    _check_reviewer(application, reviewer)
    review = Review.objects.create(application=application, reviewer=reviewer, assigned_by=by)
    record(action="review.assign", subject=review, by=by.email, at=at, reviewer=reviewer.email)
    return review


def _check_reviewer(application: Application, reviewer: User) -> None:
    if Role.REVIEWER not in roles_of(reviewer):
        raise RuleBroken(
            "%(person)s is not a reviewer. Choose a person with that role.",
            field="reviewer",
            person=reviewer,
        )
    if application.reviews.filter(reviewer=reviewer).exists():
        raise RuleBroken(
            "%(person)s is already assigned to this application. Choose somebody else.",
            field="reviewer",
            person=reviewer,
        )
    _check_no_tie(application, reviewer)


def _check_no_tie(application: Application, reviewer: User) -> None:
    """Whoever ever acted for the firm has a tie, also after leaving it."""
    ties = Membership.objects.filter(user=reviewer, organization=application.supplier.organization)
    if ties.exists():
        raise RuleBroken(
            "%(person)s acts or acted for %(firm)s and may not review its application. "
            "Choose somebody else.",
            field="reviewer",
            person=reviewer,
            firm=application.supplier,
        )


@transaction.atomic
def declare_no_conflict(*, review_id: int, statement: str, by: User, at: datetime) -> Review:
    """The reviewer's own word that nothing ties them to the firm; kept with the score."""
    review = _own(review_id, "review.declare", by)
    review.state = REVIEW.after("declare", ReviewState(review.state))
    _check_statement(statement)
    _check_no_tie(review.application, by)
    review.statement, review.declared_at = statement, at
    review.save()
    record(action="review.declare", subject=review, by=by.email, at=at, statement=statement)
    return review


@transaction.atomic
def recuse_reviewer(*, review_id: int, statement: str, by: User, at: datetime) -> Review:
    """The reviewer steps aside; somebody else has to be asked."""
    review = _own(review_id, "review.declare", by)
    review.state = REVIEW.after("recuse", ReviewState(review.state))
    _check_statement(statement)
    review.statement = statement
    review.save()
    record(action="review.recuse", subject=review, by=by.email, at=at, statement=statement)
    return review


@transaction.atomic
def score_application(
    *, review_id: int, score: Decimal, comment: str, by: User, at: datetime
) -> Review:
    """One score from 0 to 100, with its reason, after the declaration and never changed."""
    review = _own(review_id, "review.score", by)
    review.state = REVIEW.after("score", ReviewState(review.state))
    _check_no_tie(review.application, by)
    _check_score(score, comment)
    review.score, review.comment, review.scored_at = score, comment, at
    review.save()
    record(action="review.score", subject=review, by=by.email, at=at, score=str(score))
    return review


def _check_statement(statement: str) -> None:
    if not statement.strip():
        raise RuleBroken("Say in a sentence how you stand to this firm.", field="statement")


def _check_score(score: Decimal, comment: str) -> None:
    check_mark(score)
    if not comment.strip():
        raise RuleBroken("Say in a sentence why you give this score.", field="comment")


def _own(review_id: int, action: str, by: User) -> Review:
    require(by, action)
    review = Review.objects.select_for_update(of=("self",)).get(pk=review_id)
    if review.reviewer_id != by.pk:
        raise PermissionDenied("a review belongs to its reviewer")
    return review
