"""Reviewers score, the bank reads why a supplier is recommended and decides."""

from __future__ import annotations

from datetime import datetime

import pytest

from people.models import User
from programs.domain.lifecycle import RecommendationState, ReviewState
from programs.services import confirm_recommendation, recommend_application
from tests.apps.programs.pages import do, done, see
from tests.factories.people import the
from tests.factories.programs import a_recommendation, a_review, an_application, four_reviews

pytestmark = pytest.mark.django_db


def test_rita_declares_reads_and_scores(rita: User) -> None:
    review = a_review()
    assert "Hanbit" in see(rita, "reviews")
    page = see(rita, "review", review.pk)
    assert "I have no conflict of interest" in page
    assert "Light curtains at fifty presses." not in page
    see(rita, "review_declare", review.pk)
    done(do(rita, "review_declare", review.pk, statement="No tie."), "review", review.pk)
    assert "Light curtains at fifty presses." in see(rita, "review", review.pk)
    assert "Light curtains at fifty presses." in see(rita, "review_score", review.pk)
    answer = do(rita, "review_score", review.pk, score="101", comment="Clear.")
    assert answer.status_code == 422
    done(do(rita, "review_score", review.pk, score="87.5", comment="Clear."), "review", review.pk)
    assert "cannot be changed" in see(rita, "review", review.pk)


def test_rita_steps_aside(rita: User) -> None:
    review = a_review()
    see(rita, "review_recuse", review.pk)
    answer = do(rita, "review_recuse", review.pk, statement="A friend owns it.")
    done(answer, "reviews")
    assert "You have stepped aside" in see(rita, "review", review.pk)
    assert "Light curtains" not in see(rita, "review_score", review.pk)
    late = do(rita, "review_score", review.pk, score="50", comment="Guards are missing.")
    assert late.status_code == 409
    assert "Guards are missing." in late.content.decode()  # she can copy what she wrote


def test_nobody_sees_another_reviewers_work(rita: User, carla: User) -> None:
    review = a_review(reviewer="ravi", state=ReviewState.SCORED)
    assert "You have not been asked" in see(rita, "reviews")
    for name in ("review", "review_declare", "review_score"):
        see(rita, name, review.pk, status=404)
    see(carla, "review", review.pk, status=403)


def test_anna_reads_and_selects(anna: User, olivia: User, noon: datetime) -> None:
    application = an_application()
    four_reviews(application)
    given = recommend_application(
        application_id=application.pk, reason="Strong plan.", by=the("agnes"), at=noon
    )
    confirm_recommendation(recommendation_id=given.pk, by=the("arthur"), at=noon)
    assert "Hanbit" in see(anna, "recommendations")
    page = see(anna, "recommendation", given.pk)
    assert "4 marks: 80, 87, 88, 95." in page
    assert "Clear plan." in page
    assert "Select the supplier" in page
    assert "Select the supplier" not in see(olivia, "recommendation", given.pk)
    assert "₩100,000,000" in see(anna, "recommendation_select", given.pk)
    done(do(anna, "recommendation_select", given.pk), "recommendation", given.pk)
    assert "An agreement follows" in see(anna, "recommendation", given.pk)


def test_anna_declines_with_a_reason(anna: User) -> None:
    given = a_recommendation(state=RecommendationState.CONFIRMED)
    see(anna, "recommendation_decline", given.pk)
    answer = do(anna, "recommendation_decline", given.pk, reason="")
    assert answer.status_code == 422
    assert "“Reason” is empty" in answer.content.decode()
    done(
        do(anna, "recommendation_decline", given.pk, reason="Too dear."), "recommendation", given.pk
    )
    assert "Too dear." in see(anna, "recommendation", given.pk)


def test_the_bank_waits_for_the_second_officer(anna: User, carla: User, otto: User) -> None:
    given = a_recommendation(state=RecommendationState.RECOMMENDED)
    assert "Nothing is recommended yet." in see(anna, "recommendations")
    see(anna, "recommendation", given.pk, status=404)
    see(carla, "recommendation", given.pk, status=403)
    assert "Nobody yet" in see(otto, "recommendation", given.pk)
