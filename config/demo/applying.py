"""How far each application of the open call has come, so that every chair has one to work on."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from config.demo.cast import Cast
from config.demo.supply import (
    REVIEWERS,
    Firm,
    a_draft,
    asked,
    checked,
    declared,
    handed_in,
    proposed,
    recommended,
    reviewed,
    scored,
    selected,
)
from config.demo.terms import most_of
from programs.models import Application, Call, Recommendation
from programs.services import (
    check_eligibility,
    confirm_recommendation,
    decide_eligibility,
    decline_recommendation,
    recuse_reviewer,
    return_application,
    return_recommendation,
)


class Scene(StrEnum):
    """Where an application waits."""

    DRAFT = "draft"
    SENT_BACK = "sent_back"
    SUBMITTED = "submitted"
    INELIGIBLE = "ineligible"
    CONFLICTED = "conflicted"
    HALF_SCORED = "half_scored"
    SCORED = "scored"
    RECOMMENDED = "recommended"
    RETURNED = "returned"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    SELECTED = "selected"
    PROPOSED = "proposed"


APPLYING = tuple(Scene)
HANDED = APPLYING[APPLYING.index(Scene.SUBMITTED) :]
SCORED = APPLYING[APPLYING.index(Scene.SCORED) :]


def apply_as_far(
    *,
    cast: Cast,
    firm: Firm,
    call: Call,
    scene: Scene,
    terms: dict[str, Any],
    at: datetime,
) -> None:
    """Walk one application to its scene and leave it there."""
    application = a_draft(firm=firm, call=call, amount=most_of(terms), at=at)
    if scene == Scene.DRAFT:
        return
    application = handed_in(firm=firm, application=application, at=at)
    if scene in SCORED:
        _to_the_bank(cast=cast, application=application, scene=scene, terms=terms, at=at)
    else:
        EARLY[scene](cast, application, at)


def _sent_back(cast: Cast, application: Application, at: datetime) -> None:
    return_application(
        application_id=application.pk,
        reason="설치 대상 사업장 수의 근거를 적어 주십시오.",
        by=cast["agnes"],
        at=at,
    )


def _submitted(cast: Cast, application: Application, at: datetime) -> None:
    """Nothing more: it waits for the agency."""


def _ineligible(cast: Cast, application: Application, at: datetime) -> None:
    for number, check in enumerate(application.checks.order_by("pk")):
        check_eligibility(
            application_id=application.pk,
            key=check.key,
            passed=number > 0,
            note="" if number else "상용화된 기술이 아닙니다.",
            by=cast["agnes"],
            at=at,
        )
    decide_eligibility(application_id=application.pk, by=cast["agnes"], at=at)


def _conflicted(cast: Cast, application: Application, at: datetime) -> None:
    """One reviewer steps back, one has no conflict, two have not said; a fourth is to be asked."""
    application = checked(cast=cast, application=application, at=at)
    stepping_back, *others = (
        asked(cast=cast, application=application, reviewer=key, at=at) for key in REVIEWERS
    )
    recuse_reviewer(
        review_id=stepping_back.pk,
        statement="이전 직장의 거래처입니다.",
        by=stepping_back.reviewer,
        at=at,
    )
    declared(review=others[-1], at=at)


def _half_scored(cast: Cast, application: Application, at: datetime) -> None:
    """Two scores are in, one is to come, one reviewer has not declared anything."""
    application = checked(cast=cast, application=application, at=at)
    rita, _ravi, rosa, rob = (
        asked(cast=cast, application=application, reviewer=key, at=at) for key in REVIEWERS
    )
    for review in (rita, rosa, rob):
        declared(review=review, at=at)
    for review, score in ((rosa, 82), (rob, 79)):
        scored(review=review, score=score, at=at)


EARLY = {
    Scene.SENT_BACK: _sent_back,
    Scene.SUBMITTED: _submitted,
    Scene.INELIGIBLE: _ineligible,
    Scene.CONFLICTED: _conflicted,
    Scene.HALF_SCORED: _half_scored,
}


def _to_the_bank(
    *, cast: Cast, application: Application, scene: Scene, terms: dict[str, Any], at: datetime
) -> None:
    application = checked(cast=cast, application=application, at=at)
    reviewed(cast=cast, application=application, scores=(88, 91, 84, 90), at=at)
    if scene == Scene.SCORED:
        return
    recommendation = recommended(cast=cast, application=application, at=at)
    if scene in {Scene.RETURNED, Scene.CONFIRMED, Scene.DECLINED}:
        _judged(cast=cast, recommendation=recommendation, scene=scene, at=at)
    if scene in {Scene.SELECTED, Scene.PROPOSED}:
        selected(cast=cast, recommendation=recommendation, at=at)
    if scene == Scene.PROPOSED:
        proposed(cast=cast, recommendation=recommendation, terms=terms, at=at)


def _judged(*, cast: Cast, recommendation: Recommendation, scene: Scene, at: datetime) -> None:
    if scene == Scene.RETURNED:
        return_recommendation(
            recommendation_id=recommendation.pk,
            reason="평가 의견을 보완해 주십시오.",
            by=cast["arthur"],
            at=at,
        )
        return
    confirm_recommendation(recommendation_id=recommendation.pk, by=cast["arthur"], at=at)
    if scene == Scene.DECLINED:
        decline_recommendation(
            recommendation_id=recommendation.pk,
            reason="다른 지원사업과 중복됩니다.",
            by=cast["anna"],
            at=at,
        )
