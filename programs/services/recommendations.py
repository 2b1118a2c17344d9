"""The agency's word, given by one person and confirmed by another; then the bank decides."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from audit.services import record
from companies.selectors import why_not_strangers, worksites_of
from core.domain.errors import RuleBroken, Stale
from people.models import User
from people.permissions import require_for
from programs.domain.lifecycle import RECOMMENDATION, ApplicationState, RecommendationState
from programs.models import Application, Program, Recommendation
from programs.selectors.recommendations import (
    has_live_recommendation,
    open_reviews,
    score_of,
)


@transaction.atomic
def recommend_application(
    *, application_id: int, reason: str, by: User, at: datetime
) -> Recommendation:
    """Recommend an application by the declared rule; the working is kept beside the score."""
    application = Application.objects.select_for_update(of=("self",)).get(pk=application_id)
    require_for(by, "recommendation.recommend", application.call.program.agency)
    _check_not_a_reviewer(application, by)
    _check_ready(application, reason)
    _check_strangers(application)
    scored = score_of(application)
    recommendation = Recommendation.objects.create(
        application=application,
        score=scored.value,
        working=[sentence.as_json() for sentence in scored.working],
        reason=reason,
        recommended_by=by,
        recommended_at=at,
    )
    record(
        action="recommendation.recommend",
        subject=recommendation,
        by=by.email,
        at=at,
        score=str(scored.value),
        reason=reason,
    )
    return recommendation


def _check_not_a_reviewer(application: Application, by: User) -> None:
    """A score that one's own hand gave is recommended and confirmed by other hands."""
    if application.reviews.filter(reviewer=by).exists():
        raise RuleBroken("You were asked to review this application. Another officer does this.")


def _check_strangers(application: Application) -> None:
    """What looks like one firm improving itself is explained first, by name."""
    supplier = application.supplier
    if sentence := why_not_strangers(supplier, worksites_of(supplier)):
        raise RuleBroken.saying(sentence)


def _check_ready(application: Application, reason: str) -> None:
    if application.state != ApplicationState.ELIGIBLE:
        raise RuleBroken("Only an eligible application is recommended.")
    if has_live_recommendation(application):
        raise RuleBroken("This application is recommended already.")
    if left := open_reviews(application).count():
        raise RuleBroken(
            "%(left)s assigned reviewers have not finished. Wait for their scores.", left=left
        )
    if not reason.strip():
        raise RuleBroken("Say why this application is recommended.", field="reason")


@transaction.atomic
def confirm_recommendation(*, recommendation_id: int, by: User, at: datetime) -> Recommendation:
    """A second officer confirms; the score is worked out again and has to be the same."""
    recommendation = _locked(recommendation_id)
    require_for(by, "recommendation.confirm", _program(recommendation).agency)
    recommendation.state = _after("confirm", recommendation)
    if recommendation.recommended_by_id == by.pk:
        raise RuleBroken("You recommended this yourself. Another officer has to confirm it.")
    _check_not_a_reviewer(recommendation.application, by)
    _check_strangers(recommendation.application)
    _check_score(recommendation)
    recommendation.confirmed_by, recommendation.confirmed_at = by, at
    recommendation.save()
    record(action="recommendation.confirm", subject=recommendation, by=by.email, at=at)
    return recommendation


def _check_score(recommendation: Recommendation) -> None:
    again = score_of(recommendation.application).value
    if again != recommendation.score:
        raise Stale(
            "The reviews now give %(again)s, but %(stored)s was recommended. "
            "Return the recommendation and recommend anew.",
            again=again,
            stored=recommendation.score,
        )


@transaction.atomic
def return_recommendation(
    *, recommendation_id: int, reason: str, by: User, at: datetime
) -> Recommendation:
    """Give it back to the officers; the application can be recommended anew."""
    recommendation = _locked(recommendation_id)
    require_for(by, "recommendation.confirm", _program(recommendation).agency)
    recommendation.state = _after("return", recommendation)
    _check_reason(reason)
    recommendation.decision_reason = reason
    recommendation.save()
    record(
        action="recommendation.return", subject=recommendation, by=by.email, at=at, reason=reason
    )
    return recommendation


@transaction.atomic
def select_recommendation(*, recommendation_id: int, by: User, at: datetime) -> Recommendation:
    """The bank takes the supplier; the agency proposes an agreement next."""
    return _decide(recommendation_id, "select", "", by, at)


@transaction.atomic
def decline_recommendation(
    *, recommendation_id: int, reason: str, by: User, at: datetime
) -> Recommendation:
    """The bank says no, and why."""
    return _decide(recommendation_id, "decline", reason, by, at)


def _decide(
    recommendation_id: int, verb: str, reason: str, by: User, at: datetime
) -> Recommendation:
    recommendation = _locked(recommendation_id)
    require_for(by, f"recommendation.{verb}", _program(recommendation).funder)
    recommendation.state = _after(verb, recommendation)
    if by.pk in {recommendation.recommended_by_id, recommendation.confirmed_by_id}:
        raise RuleBroken("You spoke for the agency here. Another person decides for the bank.")
    if verb == "decline":
        _check_reason(reason)
    recommendation.decision_reason = reason
    recommendation.decided_by, recommendation.decided_at = by, at
    recommendation.save()
    record(
        action=f"recommendation.{verb}", subject=recommendation, by=by.email, at=at, reason=reason
    )
    return recommendation


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise RuleBroken("Give the reason, so that the supplier can be told.", field="reason")


def _after(verb: str, recommendation: Recommendation) -> RecommendationState:
    return RECOMMENDATION.after(verb, RecommendationState(recommendation.state))


def _locked(recommendation_id: int) -> Recommendation:
    return Recommendation.objects.select_for_update(of=("self",)).get(pk=recommendation_id)


def _program(recommendation: Recommendation) -> Program:
    return recommendation.application.call.program
