"""The agency desk, from an application to a confirmed recommendation."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.models import User
from programs.domain.eligibility import CHECKS
from programs.domain.lifecycle import ApplicationState, RecommendationState
from programs.models import Call, Recommendation, Review
from tests.apps.programs.at_the_desk import choices, do, see, went
from tests.factories.programs import a_recommendation, an_application, four_reviews

pytestmark = pytest.mark.django_db


def test_an_application_is_checked_and_decided(desk: Client) -> None:
    application = an_application(state=ApplicationState.SUBMITTED)
    some = {"business-active": "yes", "taxes-paid": "no", "note-taxes-paid": ""}
    answer = do(desk, "application", application.pk, "check", **some)
    assert answer.status_code == 422
    assert "Say why the answer is no." in answer.content.decode()
    some["note-taxes-paid"] = "No certificate."
    went(do(desk, "application", application.pk, "check", **some))
    page = see(desk, "application", "change", application.pk)
    assert "No certificate." in page
    assert "There are 0 marks, and 4 are needed" in page
    assert "No certificate." in see(desk, "application", "do", application.pk, "check")
    open_ones = do(desk, "application", application.pk, "decide")
    assert "questions are not answered yet" in open_ones.content.decode()
    went(do(desk, "application", application.pk, "check", **{c.key: "yes" for c in CHECKS}))
    went(do(desk, "application", application.pk, "decide"))
    application.refresh_from_db()
    assert application.state == ApplicationState.ELIGIBLE


def test_an_application_is_returned_in_time(desk: Client) -> None:
    application = an_application(state=ApplicationState.SUBMITTED)
    Call.objects.update(closes_at=timezone.now() + timedelta(days=1))
    went(do(desk, "application", application.pk, "return", reason="Which sites?"))
    application.refresh_from_db()
    assert application.returned_reason == "Which sites?"


def test_reviewers_are_assigned_and_the_application_recommended(desk: Client, rita: User) -> None:
    application = an_application()
    went(do(desk, "application", application.pk, "assign", reviewer=rita.pk))
    assert str(rita.pk) not in choices(see(desk, "application", "do", application.pk, "assign"))
    Review.objects.all().delete()
    four_reviews(application)
    assert "87.50" in see(desk, "application", "change", application.pk)
    assert "87.50" in see(desk, "application", "do", application.pk, "recommend")
    went(do(desk, "application", application.pk, "recommend", reason="Strong plan."))
    given = Recommendation.objects.get()
    assert given.state == RecommendationState.RECOMMENDED
    see(desk, "application", "do", application.pk, "recommend", status=409)


def test_too_few_scores_say_so_before_anybody_tries(desk: Client) -> None:
    application = an_application()
    page = see(desk, "application", "do", application.pk, "recommend")
    assert "Wait for the other reviewers" in page


def test_a_colleague_confirms_and_nobody_oneself(desk: Client, colleague: Client) -> None:
    application = an_application()
    four_reviews(application)
    given = a_recommendation(application=application, state=RecommendationState.RECOMMENDED)
    assert "Confirm the recommendation" not in see(desk, "recommendation", "change", given.pk)
    see(desk, "recommendation", "do", given.pk, "confirm", status=409)
    assert "Recommendations to confirm" not in desk.get(reverse("admin:index")).content.decode()
    front = colleague.get(reverse("admin:index")).content.decode()
    assert "Recommendations to confirm" in front
    went(do(colleague, "recommendation", given.pk, "confirm"))
    given.refresh_from_db()
    assert given.state == RecommendationState.CONFIRMED


def test_a_colleague_returns(colleague: Client) -> None:
    given = a_recommendation(state=RecommendationState.RECOMMENDED)
    went(do(colleague, "recommendation", given.pk, "return", reason="Look again."))
    given.refresh_from_db()
    assert given.state == RecommendationState.RETURNED
