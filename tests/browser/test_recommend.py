"""The agency checks, an expert scores, two officers agree, the bank selects."""

from __future__ import annotations

from decimal import Decimal

from django.urls import reverse

from config.demo import supply
from programs.domain.eligibility import CHECKS
from programs.models import Application, Recommendation, Review
from programs.services import assign_reviewer, declare_no_conflict, score_application
from tests.browser.cast import Case, case, handed_in
from tests.browser.conftest import People
from tests.browser.walk import Walk


def test_from_the_agency_to_the_bank(person: People) -> None:
    story = case("recommending")
    application = handed_in(story)
    agnes = person("agnes")
    agnes.to("admin:index").picture("admin-index")
    agnes.to("admin:programs_application_changelist").picture("admin-list")
    agnes.to("admin:programs_application_change", application.pk)
    _agnes_checks(agnes, application, rita=story.cast["rita"].pk)
    _three_others_score(story, application)
    _rita_scores(person("rita"), application)
    agnes.to("admin:programs_application_change", application.pk).picture("admin-object")
    agnes.press("Recommend to the bank").fill(reason="평가 점수가 높습니다.").confirm()
    recommendation = Recommendation.objects.get(application=application)
    confirm = reverse("admin:programs_recommendation_do", args=[recommendation.pk, "confirm"])
    agnes.open(confirm, status=409)  # nobody confirms an own recommendation
    person("arthur").open(confirm).picture("admin-confirm").confirm()
    anna = person("anna").to("programs:recommendation", recommendation.pk)
    anna.picture("recommendation").press("Select the supplier").confirm()
    recommendation.refresh_from_db()
    assert recommendation.state == "selected"


def _agnes_checks(agnes: Walk, application: Application, *, rita: int) -> None:
    agnes.press("Answer the questions")
    agnes.fill(**{CHECKS[0].key: "no"}).confirm()  # a no needs its reason, and nothing is lost
    assert agnes.page.locator(f"[name={CHECKS[0].key}][value=no]").is_checked()
    agnes.fill(**{check.key: "yes" for check in CHECKS}).picture("admin-form").confirm()
    agnes.press("Decide eligibility").confirm()
    agnes.press("Assign a reviewer").fill(reviewer=rita).confirm()
    assert Review.objects.filter(application=application).count() == 1


def _three_others_score(story: Case, application: Application) -> None:
    for key, score in zip(supply.REVIEWERS, (88, 91, 84, 90), strict=True):
        if key == "rita":
            continue
        review = assign_reviewer(
            application_id=application.pk,
            reviewer=story.cast[key],
            by=story.cast["agnes"],
            at=story.at,
        )
        declare_no_conflict(
            review_id=review.pk, statement="이해관계가 없습니다.", by=story.cast[key], at=story.at
        )
        score_application(
            review_id=review.pk,
            score=Decimal(score),
            comment="구체적입니다.",
            by=story.cast[key],
            at=story.at,
        )


def _rita_scores(rita: Walk, application: Application) -> None:
    review = Review.objects.get(application=application, state="assigned")
    rita.to("programs:review", review.pk).press("I have no conflict of interest")
    rita.fill(statement="이해관계가 없습니다.").confirm().picture("review")
    rita.press("Give the score").fill(score="101", comment="계획이 구체적입니다.").confirm()
    rita.fill(score="87.5").picture("review-score").confirm()
