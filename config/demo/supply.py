"""From an application to a signed agreement, by the demo's people, through the real services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from companies.models import BankAccount, Supplier
from companies.services import (
    BusinessFacts,
    add_technology,
    confirm_account,
    register_account,
    register_supplier,
)
from config.demo.cast import Cast, certifier_of, editor_of
from config.demo.names import business_number, supplier_name
from config.demo.terms import most_of
from people.models import User
from programs.models import Agreement, Application, Call, Recommendation, Review
from programs.services import (
    ApplicationDraft,
    OwnTarget,
    assign_reviewer,
    check_eligibility,
    confirm_recommendation,
    decide_eligibility,
    declare_no_conflict,
    propose_agreement,
    recommend_application,
    save_application,
    score_application,
    select_recommendation,
    sign_agreement,
    start_application,
    submit_application,
)

REVIEWERS = ("rita", "ravi", "rosa", "rob")


@dataclass(frozen=True, slots=True)
class Firm:
    """A supplier of the demo and the two people who act for it."""

    supplier: Supplier
    editor: User
    serial: int

    @property
    def certifier(self) -> User:
        """Takes the chair as soon as there is something to sign."""
        return certifier_of(self.serial)


def a_firm(*, cast: Cast, serial: int, at: datetime) -> Firm:
    """The nth supplier, both chairs taken."""
    firm = an_applicant(cast=cast, serial=serial, at=at)
    certifier_of(serial)
    return firm


def an_applicant(*, cast: Cast, serial: int, at: datetime) -> Firm:
    """The nth supplier with its technology and a confirmed account, and nobody who certifies."""
    organization, editor = editor_of(serial)
    known = Supplier.objects.filter(organization=organization).first()
    if known is not None:
        return Firm(known, editor, serial)
    facts = BusinessFacts(
        business_number=business_number(serial),
        representative=f"대표 {serial + 1}",
        address=f"서울특별시 데모로 {serial + 1}",
        phone="02-0000-0000",
        industry_code="28119",
        headcount=12 + serial % 40,
    )
    supplier = register_supplier(organization=organization, facts=facts, by=editor, at=at)
    add_technology(
        supplier=supplier,
        name="프레스 광전자식 방호장치",
        description="손이 들어가면 멈추는 광커튼",
        by=editor,
        at=at,
    )
    firm = Firm(supplier, editor, serial)
    account = an_account(firm=firm, number=f"9999{serial:010d}", at=at)
    confirm_account(account_id=account.pk, by=cast["theo"], at=at)
    return firm


def an_account(*, firm: Firm, number: str, at: datetime) -> BankAccount:
    """Registered by the editor, not confirmed yet; it takes the place of the one before."""
    return register_account(
        supplier=firm.supplier,
        bank_code="004",
        number=number,
        holder=supplier_name(firm.serial),
        by=firm.editor,
        at=at,
    )


def a_draft(*, firm: Firm, call: Call, amount: int, at: datetime) -> Application:
    """An application that says everything it has to say, not handed in yet."""
    application = start_application(call_id=call.pk, supplier=firm.supplier, by=firm.editor, at=at)
    indicator = call.program.indicators.order_by("pk").first()
    hazard = call.program.hazards.order_by("pk").first()
    assert indicator is not None  # noqa: S101 - the demo programme has both
    assert hazard is not None  # noqa: S101
    draft = ApplicationDraft(
        technology_id=firm.supplier.technologies.get().pk,
        plan="프레스 50대에 광커튼을 설치하고 작업자를 교육합니다.",
        worksites_planned=8,
        amount_requested=amount,
        hazard_ids=(hazard.pk,),
        own_targets=(OwnTarget(indicator.pk, None, Decimal(50), "설치 사진과 현장 확인"),),
    )
    save_application(application_id=application.pk, draft=draft, by=firm.editor, at=at)
    return application


def handed_in(*, firm: Firm, application: Application, at: datetime) -> Application:
    """Submit it before the deadline."""
    return submit_application(application_id=application.pk, by=firm.editor, at=at)


def checked(*, cast: Cast, application: Application, at: datetime) -> Application:
    """Every eligibility question answered yes."""
    for check in application.checks.order_by("pk"):
        check_eligibility(
            application_id=application.pk,
            key=check.key,
            passed=True,
            note="",
            by=cast["agnes"],
            at=at,
        )
    return decide_eligibility(application_id=application.pk, by=cast["agnes"], at=at)


def reviewed(
    *, cast: Cast, application: Application, scores: tuple[int, ...], at: datetime
) -> None:
    """Every reviewer declares and scores."""
    for key, score in zip(REVIEWERS, scores, strict=True):
        review = asked(cast=cast, application=application, reviewer=key, at=at)
        declared(review=review, at=at)
        scored(review=review, score=score, at=at)


def asked(*, cast: Cast, application: Application, reviewer: str, at: datetime) -> Review:
    """One reviewer has to say whether there is a conflict."""
    return assign_reviewer(
        application_id=application.pk, reviewer=cast[reviewer], by=cast["agnes"], at=at
    )


def declared(*, review: Review, at: datetime) -> Review:
    """No conflict; the score is still to come."""
    return declare_no_conflict(
        review_id=review.pk, statement="이해관계가 없습니다.", by=review.reviewer, at=at
    )


def scored(*, review: Review, score: int, at: datetime) -> Review:
    """The score is in."""
    return score_application(
        review_id=review.pk,
        score=Decimal(score),
        comment="계획이 구체적입니다.",
        by=review.reviewer,
        at=at,
    )


def recommended(*, cast: Cast, application: Application, at: datetime) -> Recommendation:
    """The agency's first person recommends."""
    return recommend_application(
        application_id=application.pk, reason="평가 점수가 높습니다.", by=cast["agnes"], at=at
    )


def selected(*, cast: Cast, recommendation: Recommendation, at: datetime) -> Recommendation:
    """The agency's second person confirms and the bank selects."""
    confirm_recommendation(recommendation_id=recommendation.pk, by=cast["arthur"], at=at)
    return select_recommendation(recommendation_id=recommendation.pk, by=cast["anna"], at=at)


def proposed(
    *, cast: Cast, recommendation: Recommendation, terms: dict[str, Any], at: datetime
) -> Agreement:
    """The agency writes the terms down."""
    return propose_agreement(
        recommendation_id=recommendation.pk, document=terms, by=cast["agnes"], at=at
    )


def signed(*, cast: Cast, firm: Firm, agreement: Agreement, at: datetime) -> Agreement:
    """Three parties sign the same terms; the third signature reserves the money."""
    digest = agreement.term_sheets.get().digest
    for signer in (firm.certifier, cast["arthur"], cast["ben"]):
        sign_agreement(agreement_id=agreement.pk, digest=digest, by=signer, at=at)
    agreement.refresh_from_db()
    return agreement


def a_signed_agreement(
    *, cast: Cast, firm: Firm, call: Call, terms: dict[str, Any], at: datetime
) -> Agreement:
    """The whole way from the application to the third signature, once per firm and call."""
    known = Agreement.objects.filter(supplier=firm.supplier, program=call.program).first()
    if known is not None:
        return known
    draft = a_draft(firm=firm, call=call, amount=most_of(terms), at=at)
    application = handed_in(firm=firm, application=draft, at=at)
    application = checked(cast=cast, application=application, at=at)
    reviewed(cast=cast, application=application, scores=(88, 92, 85, 90), at=at)
    later = at + timedelta(days=7)
    recommendation = recommended(cast=cast, application=application, at=later)
    selected(cast=cast, recommendation=recommendation, at=later)
    agreement = proposed(cast=cast, recommendation=recommendation, terms=terms, at=later)
    return signed(cast=cast, firm=firm, agreement=agreement, at=later)
