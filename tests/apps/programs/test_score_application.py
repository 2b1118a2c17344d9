"""Outside experts: asked, free of conflict, heard once."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from core.domain.errors import IllegalMove, RuleBroken
from people.domain.roles import Role
from people.models import Membership, User
from programs.domain.lifecycle import ReviewState
from programs.models import Application, Review
from programs.selectors import reviews_for
from programs.services import (
    assign_reviewer,
    declare_no_conflict,
    recuse_reviewer,
    score_application,
)
from tests.factories.people import the
from tests.factories.programs import a_review

pytestmark = pytest.mark.django_db


def test_rita_is_assigned_declares_and_scores(
    application: Application, agnes: User, rita: User, noon: datetime
) -> None:
    review = assign_reviewer(application_id=application.pk, reviewer=rita, by=agnes, at=noon)
    assert list(reviews_for(rita)) == [review]
    declare_no_conflict(review_id=review.pk, statement="No tie.", by=rita, at=noon)
    done = _score(review, "87.5", rita, noon)
    assert (done.state, done.score, done.scored_at) == (ReviewState.SCORED, Decimal("87.5"), noon)


def test_only_a_reviewer_is_assigned(
    application: Application, agnes: User, victor: User, noon: datetime
) -> None:
    with pytest.raises(RuleBroken, match="Victor is not a reviewer") as refusal:
        assign_reviewer(application_id=application.pk, reviewer=victor, by=agnes, at=noon)
    assert refusal.value.field == "reviewer"


def test_nobody_is_assigned_twice(
    application: Application, agnes: User, rita: User, noon: datetime
) -> None:
    a_review(application=application)
    with pytest.raises(RuleBroken, match="already assigned"):
        assign_reviewer(application_id=application.pk, reviewer=rita, by=agnes, at=noon)


def acted_for_the_firm(name: str, application: Application, at: datetime) -> None:
    """A tie of the past: nobody acts for a firm and reviews at the same time."""
    Membership.objects.create(
        user=the(name),
        organization=application.supplier.organization,
        role=Role.EDITOR,
        ended_at=at,
    )


def test_whoever_acted_for_the_firm_is_not_assigned(
    application: Application, agnes: User, rita: User, noon: datetime
) -> None:
    acted_for_the_firm("rita", application, noon)
    with pytest.raises(RuleBroken, match="acts or acted for Hanbit"):
        assign_reviewer(application_id=application.pk, reviewer=rita, by=agnes, at=noon)


def test_a_tie_that_comes_later_stops_the_reviewer_too(
    application: Application, rita: User, noon: datetime
) -> None:
    assigned = a_review(application=application)
    declared = a_review(application=application, reviewer="ravi", state=ReviewState.DECLARED)
    for who in ("rita", "ravi"):
        acted_for_the_firm(who, application, noon)
    with pytest.raises(RuleBroken, match="may not review"):
        declare_no_conflict(review_id=assigned.pk, statement="No tie.", by=rita, at=noon)
    with pytest.raises(RuleBroken, match="may not review"):
        _score(declared, "50", the("ravi"), noon)


def test_a_review_belongs_to_its_reviewer(application: Application, noon: datetime) -> None:
    review, ravi = a_review(application=application), the("ravi")
    for act in (declare_no_conflict, recuse_reviewer):
        with pytest.raises(PermissionDenied):
            act(review_id=review.pk, statement="x", by=ravi, at=noon)
    with pytest.raises(PermissionDenied):
        _score(review, "50", ravi, noon)


def test_nobody_scores_before_declaring_or_after_stepping_aside(
    application: Application, rita: User, noon: datetime
) -> None:
    review = a_review(application=application)
    with pytest.raises(IllegalMove):
        _score(review, "50", rita, noon)
    recuse_reviewer(review_id=review.pk, statement="A friend owns it.", by=rita, at=noon)
    with pytest.raises(IllegalMove):
        _score(review, "50", rita, noon)


def test_a_declaration_says_something(application: Application, rita: User, noon: datetime) -> None:
    review = a_review(application=application)
    for act in (declare_no_conflict, recuse_reviewer):
        with pytest.raises(RuleBroken, match="how you stand to this firm"):
            act(review_id=review.pk, statement=" ", by=rita, at=noon)


@pytest.mark.parametrize("score", ["-1", "100.01", "50.005", "NaN", "Infinity"])
def test_a_score_is_a_number_from_0_to_100(
    score: str, application: Application, rita: User, noon: datetime
) -> None:
    review = a_review(application=application, state=ReviewState.DECLARED)
    with pytest.raises(RuleBroken, match="Give 0 to 100 points") as refusal:
        _score(review, score, rita, noon)
    assert refusal.value.field == "score"


def test_a_score_has_its_reason(application: Application, rita: User, noon: datetime) -> None:
    review = a_review(application=application, state=ReviewState.DECLARED)
    with pytest.raises(RuleBroken, match="why you give this score"):
        _score(review, "50", rita, noon, comment=" ")


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("review_score_range", {"state": "scored", "score": Decimal(101)}),
        ("review_scored_after_declaring", {"state": "scored", "score": 88, "declared_at": None}),
        ("review_scored_after_declaring", {"state": "scored"}),
        ("review_scored_after_declaring", {"state": "conflicted", "score": 88}),
    ],
)
def test_the_database_refuses_an_impossible_review(name: str, change: dict[str, Any]) -> None:
    review = a_review(state=ReviewState.DECLARED)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(**change)


@pytest.mark.parametrize(
    "change",
    [{"score": 90}, {"comment": "Better."}, {"statement": "A tie."}, {"state": "declared"}],
)
def test_the_database_lets_nobody_score_twice(change: dict[str, Any]) -> None:
    review = a_review(state=ReviewState.SCORED)
    with pytest.raises(IntegrityError, match="review_scored_once"), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(**change)
    with pytest.raises(IntegrityError, match="review_scored_once"), transaction.atomic():
        review.delete()


def test_the_database_asks_nobody_twice(application: Application) -> None:
    a_review(application=application)
    with pytest.raises(IntegrityError, match="review_once"), transaction.atomic():
        a_review(application=application)


def _score(
    review: Review, score: str, by: User, at: datetime, *, comment: str = "Clear."
) -> Review:
    return score_application(
        review_id=review.pk, score=Decimal(score), comment=comment, by=by, at=at
    )
