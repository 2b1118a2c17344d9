"""The agency's word is given by one person and confirmed by another; then the bank decides."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from core.domain.errors import RuleBroken, Stale
from people.domain.roles import Kind, Role
from people.models import User
from programs.domain.lifecycle import ApplicationState, RecommendationState, ReviewState
from programs.models import Application, Recommendation
from programs.selectors import recommendations_for
from programs.services import (
    assign_reviewer,
    confirm_recommendation,
    decline_recommendation,
    recommend_application,
    recuse_reviewer,
    return_recommendation,
    select_recommendation,
)
from tests.factories.companies import a_supplier
from tests.factories.people import a_member, an_organization, the
from tests.factories.programs import a_recommendation, a_review, an_application

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "state", [ApplicationState.DRAFT, ApplicationState.SUBMITTED, ApplicationState.INELIGIBLE]
)
def test_only_an_eligible_application_is_reviewed_and_recommended(
    state: ApplicationState, agnes: User, rita: User, noon: datetime
) -> None:
    application = an_application(state=state)
    with pytest.raises(RuleBroken, match="Only an eligible application is reviewed"):
        assign_reviewer(application_id=application.pk, reviewer=rita, by=agnes, at=noon)
    with pytest.raises(RuleBroken, match="Only an eligible application is recommended"):
        _recommend(application, agnes, noon)


def test_reviews_are_closed_once_it_is_recommended(
    application: Application, agnes: User, rita: User, noon: datetime
) -> None:
    a_recommendation(application=application, state=RecommendationState.RECOMMENDED)
    with pytest.raises(RuleBroken, match="its reviews are closed"):
        assign_reviewer(application_id=application.pk, reviewer=rita, by=agnes, at=noon)


def test_agnes_recommends_arthur_confirms_anna_selects(
    reviewed: Application, agnes: User, arthur: User, anna: User, noon: datetime
) -> None:
    given = _recommend(reviewed, agnes, noon)
    assert given.score == Decimal("87.50")
    assert given.working[1]["text"].startswith("One highest")
    assert not recommendations_for(anna).exists()
    confirm_recommendation(recommendation_id=given.pk, by=arthur, at=noon)
    assert recommendations_for(anna).get() == given
    done = select_recommendation(recommendation_id=given.pk, by=anna, at=noon)
    assert (done.state, done.decided_by) == (RecommendationState.SELECTED, anna)


def test_too_few_scores_are_no_score(application: Application, agnes: User, noon: datetime) -> None:
    for who in ("rita", "ravi", "rosa"):
        a_review(application=application, reviewer=who, state=ReviewState.SCORED)
    with pytest.raises(RuleBroken, match="3 marks, and 4 are needed"):
        _recommend(application, agnes, noon)


def test_every_reviewer_who_was_asked_is_waited_for(
    reviewed: Application, agnes: User, noon: datetime
) -> None:
    fifth = a_member(name="ruth", role=Role.REVIEWER, organization=reviewed.call.program.agency)
    review = assign_reviewer(application_id=reviewed.pk, reviewer=fifth, by=agnes, at=noon)
    with pytest.raises(RuleBroken, match="1 assigned reviewers have not finished"):
        _recommend(reviewed, agnes, noon)
    recuse_reviewer(review_id=review.pk, statement="A friend owns it.", by=fifth, at=noon)
    assert _recommend(reviewed, agnes, noon).score == Decimal("87.50")


def test_a_recommendation_has_a_reason_and_is_given_once(
    reviewed: Application, agnes: User, noon: datetime
) -> None:
    with pytest.raises(RuleBroken, match="Say why"):
        _recommend(reviewed, agnes, noon, reason="")
    _recommend(reviewed, agnes, noon)
    with pytest.raises(RuleBroken, match="recommended already"):
        _recommend(reviewed, agnes, noon)


@pytest.mark.parametrize("state", [ReviewState.ASSIGNED, ReviewState.SCORED])
def test_who_reviewed_neither_recommends_nor_confirms(
    state: ReviewState, application: Application, agnes: User, arthur: User, noon: datetime
) -> None:
    """Agnes holds both chairs at the agency: the score must come from other hands."""
    a_review(application=application, reviewer="agnes", state=state)
    with pytest.raises(RuleBroken, match="Another officer does this"):
        _recommend(application, agnes, noon)
    with pytest.raises(IntegrityError, match="not_by_a_reviewer"), transaction.atomic():
        a_recommendation(application=application, state=RecommendationState.RECOMMENDED)
    others = an_application(supplier=a_supplier(name="Saebit"))
    given = a_recommendation(application=others, state=RecommendationState.RECOMMENDED)
    a_review(application=others, reviewer="arthur", state=state)
    with pytest.raises(RuleBroken, match="Another officer does this"):
        confirm_recommendation(recommendation_id=given.pk, by=arthur, at=noon)
    with pytest.raises(IntegrityError, match="not_by_a_reviewer"), transaction.atomic():
        Recommendation.objects.filter(pk=given.pk).update(confirmed_by=arthur)


def test_agnes_does_not_confirm_herself(reviewed: Application, agnes: User, noon: datetime) -> None:
    given = _recommend(reviewed, agnes, noon)
    with pytest.raises(RuleBroken, match="Another officer has to confirm"):
        confirm_recommendation(recommendation_id=given.pk, by=agnes, at=noon)


def test_a_score_that_is_no_longer_the_score_is_not_confirmed(
    reviewed: Application, agnes: User, arthur: User, noon: datetime
) -> None:
    given = _recommend(reviewed, agnes, noon)
    a_review(application=reviewed, reviewer="victor", state=ReviewState.SCORED, score="91")
    with pytest.raises(Stale, match=r"now give 88\.67, but 87\.50 was recommended"):
        confirm_recommendation(recommendation_id=given.pk, by=arthur, at=noon)
    return_recommendation(recommendation_id=given.pk, reason="Score moved.", by=arthur, at=noon)
    anew = _recommend(reviewed, agnes, noon)
    confirm_recommendation(recommendation_id=anew.pk, by=arthur, at=noon)
    assert anew.score == Decimal("88.67")


def test_going_back_and_declining_need_a_reason(
    reviewed: Application, agnes: User, arthur: User, anna: User, noon: datetime
) -> None:
    given = _recommend(reviewed, agnes, noon)
    with pytest.raises(RuleBroken, match="Give the reason"):
        return_recommendation(recommendation_id=given.pk, reason=" ", by=arthur, at=noon)
    confirm_recommendation(recommendation_id=given.pk, by=arthur, at=noon)
    with pytest.raises(RuleBroken, match="Give the reason"):
        decline_recommendation(recommendation_id=given.pk, reason="", by=anna, at=noon)


def test_only_this_programmes_bank_decides(arthur: User, olivia: User, noon: datetime) -> None:
    given = a_recommendation(state=RecommendationState.CONFIRMED)
    other = an_organization(kind=Kind.FUNDER, name="Other Bank")
    alan = a_member(name="alan", role=Role.APPROVER, organization=other)
    for who in (alan, arthur, olivia):
        with pytest.raises(PermissionDenied):
            select_recommendation(recommendation_id=given.pk, by=who, at=noon)


def test_who_sees_a_recommendation(
    agnes: User, anna: User, otto: User, carla: User, rita: User
) -> None:
    given = a_recommendation(state=RecommendationState.RECOMMENDED)
    assert [list(recommendations_for(who)) for who in (agnes, otto)] == [[given]] * 2
    assert [list(recommendations_for(who)) for who in (anna, carla, rita)] == [[]] * 3


SELECTED = {"state": "selected", "confirmed_by": "arthur"}


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("recommendation_two_people", {"confirmed_by": "agnes"}),
        ("recommendation_confirmed_first", {"state": "selected", "decided_by": "anna"}),
        ("recommendation_decided_by_someone", {"state": "declined", "confirmed_by": "arthur"}),
        ("recommendation_decided_by_another", SELECTED | {"decided_by": "agnes"}),
        ("recommendation_decided_by_another", SELECTED | {"decided_by": "arthur"}),
    ],
)
def test_the_database_refuses_an_impossible_recommendation(
    name: str, change: dict[str, Any]
) -> None:
    given = a_recommendation(state=RecommendationState.RECOMMENDED)
    change = {k: the(v) if k.endswith("_by") else v for k, v in change.items()}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Recommendation.objects.filter(pk=given.pk).update(**change)


def test_the_database_keeps_one_live_recommendation(application: Application) -> None:
    a_recommendation(application=application, state=RecommendationState.RETURNED)
    a_recommendation(application=application, state=RecommendationState.RECOMMENDED)
    with pytest.raises(IntegrityError, match="recommendation_once"), transaction.atomic():
        a_recommendation(application=application, state=RecommendationState.CONFIRMED)


@pytest.mark.parametrize("change", [{"score": 90}, {"working": [1]}, {"reason": "Weak plan."}])
def test_the_database_keeps_what_was_recommended(change: dict[str, Any]) -> None:
    given = a_recommendation(state=RecommendationState.RECOMMENDED)
    with pytest.raises(IntegrityError, match="recommendation_never_edited"), transaction.atomic():
        Recommendation.objects.filter(pk=given.pk).update(**change)


@pytest.mark.parametrize("state", ["selected", "declined", "returned"])
def test_the_database_lets_nobody_decide_twice(state: RecommendationState, anna: User) -> None:
    given = a_recommendation(state=state)
    for change in ({"state": "confirmed", "confirmed_by": the("arthur")}, {"decision_reason": "x"}):
        with pytest.raises(IntegrityError, match="decided_once"), transaction.atomic():
            Recommendation.objects.filter(pk=given.pk).update(**change)


def test_who_spoke_for_the_agency_does_not_decide_for_the_bank(noon: datetime) -> None:
    """Agnes and arthur have changed sides since."""
    given = a_recommendation(state=RecommendationState.CONFIRMED)
    bank = given.application.call.program.funder
    for who in (the("agnes"), the("arthur")):
        who.memberships.update(ended_at=noon)
        a_member(name=who.name.lower(), role=Role.APPROVER, organization=bank)
        with pytest.raises(RuleBroken, match="You spoke for the agency"):
            select_recommendation(recommendation_id=given.pk, by=who, at=noon)


def _recommend(
    application: Application, by: User, at: datetime, *, reason: str = "Strong plan."
) -> Recommendation:
    return recommend_application(application_id=application.pk, reason=reason, by=by, at=at)
