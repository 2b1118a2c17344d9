"""Scenario 14: the score is the declared rule and nothing else, or nothing is recommended on it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from core.domain.errors import RuleBroken, Stale
from people.domain.roles import Kind, Role
from people.models import User
from programs.domain.lifecycle import ReviewState
from programs.domain.scoring import places_of
from programs.models import Application, Recommendation, Review
from programs.selectors.recommendations import score_of
from programs.services import (
    assign_reviewer,
    confirm_recommendation,
    declare_no_conflict,
    recommend_application,
    recuse_reviewer,
    score_application,
)
from tests.factories.companies import a_supplier
from tests.factories.people import AGENCY, a_member, an_organization, the
from tests.factories.programs import a_review, an_application

pytestmark = pytest.mark.django_db
REVIEWERS = ("rita", "ravi", "rosa", "rob")


def scored_by(application: Application, at: datetime, **marks: str) -> None:
    """Each is asked by agnes, declares and gives points."""
    for name, mark in marks.items():
        review = asked(application, the(name), at)
        declare_no_conflict(review_id=review.pk, statement="No tie.", by=the(name), at=at)
        score_application(
            review_id=review.pk, score=Decimal(mark), comment="Clear.", by=the(name), at=at
        )


def remy() -> User:
    """A fifth expert."""
    agency = an_organization(kind=Kind.AGENCY, name=AGENCY)
    return a_member(name="remy", role=Role.REVIEWER, organization=agency)


def asked(application: Application, reviewer: User, at: datetime) -> Review:
    return assign_reviewer(application_id=application.pk, reviewer=reviewer, by=the("agnes"), at=at)


def recommended(application: Application, at: datetime) -> Recommendation:
    return recommend_application(
        application_id=application.pk, reason="Strong plan.", by=the("agnes"), at=at
    )


def test_the_highest_and_the_lowest_do_not_count(noon: datetime) -> None:
    application = an_application()
    scored_by(application, noon, rita="60", ravi="87.5", rosa="88", rob="100")
    assert recommended(application, noon).score == Decimal("87.75")


def test_of_equal_marks_one_is_dropped_and_not_both(noon: datetime) -> None:
    application = an_application()
    scored_by(application, noon, rita="90", ravi="90", rosa="70", rob="70")
    scored = score_of(application)
    assert (scored.kept, scored.value) == ((Decimal(70), Decimal(90)), Decimal(80))
    assert recommended(application, noon).score == Decimal(80)


def test_two_firms_with_the_same_score_share_a_place(noon: datetime) -> None:
    first = an_application()
    second, third = (an_application(supplier=a_supplier(name=name)) for name in ("Ace", "Bora"))
    scored_by(first, noon, rita="10", ravi="80", rosa="90", rob="99")
    scored_by(second, noon, rita="20", ravi="85", rosa="85", rob="85")
    scored_by(third, noon, rita="50", ravi="60", rosa="60", rob="60")
    found = {one.pk: recommended(one, noon).score for one in (first, second, third)}
    assert places_of(found) == {first.pk: 1, second.pk: 1, third.pk: 3}


@pytest.mark.parametrize("number", [0, 1, 2])
def test_with_two_reviewers_nothing_is_left_to_count(number: int, noon: datetime) -> None:
    application = an_application()
    scored_by(application, noon, **dict.fromkeys(REVIEWERS[:number], "95"))
    with pytest.raises(RuleBroken, match=f"There are {number} marks"):
        recommended(application, noon)
    assert not Recommendation.objects.exists()


def test_points_that_are_missing_are_waited_for_and_never_zero(noon: datetime) -> None:
    application = an_application()
    scored_by(application, noon, rita="80", ravi="87", rosa="88", rob="95")
    last = asked(application, remy(), noon)
    with pytest.raises(RuleBroken, match="1 assigned reviewers have not finished"):
        recommended(application, noon)
    recuse_reviewer(review_id=last.pk, statement="I know the owner.", by=remy(), at=noon)
    assert recommended(application, noon).score == Decimal("87.50")  # and not less


def test_a_total_that_does_not_come_out_again_is_neither_confirmed_nor_selected(
    noon: datetime,
) -> None:
    application = an_application()
    scored_by(application, noon, rita="80", ravi="87", rosa="88", rob="95")
    given = recommended(application, noon)
    with pytest.raises(IntegrityError, match="recommendation_"), transaction.atomic():
        Recommendation.objects.filter(pk=given.pk).update(score=Decimal("97.50"))
    a_review(application=application, reviewer="victor", state=ReviewState.SCORED, score="91")
    with pytest.raises(Stale, match=r"now give 88\.67, but 87\.50 was recommended"):
        confirm_recommendation(recommendation_id=given.pk, by=the("arthur"), at=noon)
    given.refresh_from_db()
    assert given.state == "recommended"
