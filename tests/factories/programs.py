"""Programmes and agreements as rows, valid under every constraint."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import F

from companies.models import Supplier
from core.domain.money import Money
from people.domain.roles import Kind
from programs.domain.lifecycle import (
    AgreementState,
    ApplicationState,
    CallState,
    CommitmentState,
    ProgramState,
    RecommendationState,
    ReviewState,
)
from programs.domain.reserves import Purses, largest_cost
from programs.domain.terms import sheet_digest, sheet_from
from programs.models import (
    Agreement,
    Application,
    Call,
    Commitment,
    Hazard,
    Indicator,
    Program,
    Recommendation,
    Review,
    TermSheet,
)
from tests.factories.bands import bands_in_force
from tests.factories.companies import a_supplier
from tests.factories.people import AGENCY, BANK, an_organization, the
from tests.factories.terms import promise

SPRING = datetime(2026, 3, 1, tzinfo=UTC)

TERMS: dict[str, Any] = promise(
    advance=40_000_000, guards=(500_000, 50), injuries=(30_000_000, "1")
)


def a_program(
    *, committed: tuple[int, int] = (2_800_000_000, 4_200_000_000), incentive: int = 0
) -> Program:
    """An open programme with confirmed money, one hazard and two indicators."""
    program, is_new = _an_open_program()
    if is_new:
        Commitment.objects.create(
            program=program,
            base_amount=committed[0],
            success_amount=committed[1],
            incentive_amount=incentive,
            state=CommitmentState.CONFIRMED,
            proposed_by=the("olivia"),
            confirmed_by=the("anna"),
            confirmed_at=SPRING,
        )
    return program


def a_program_without_money() -> Program:
    """The same, and the bank has not committed a won yet: the books begin with nothing."""
    return _an_open_program()[0]


def _an_open_program() -> tuple[Program, bool]:
    program, is_new = Program.objects.get_or_create(
        code="safe-sites-2026",
        defaults={
            "name_ko": "안전한 일터 2026 (demo)",
            "name_en": "Safe sites 2026 (demo)",
            "agency": an_organization(kind=Kind.AGENCY, name=AGENCY),
            "funder": an_organization(kind=Kind.FUNDER, name=BANK),
            "starts_on": date(2026, 1, 1),
            "ends_on": date(2027, 12, 31),
            "state": ProgramState.OPEN,
        },
    )
    if is_new:
        program.hazards.add(a_hazard())
        program.indicators.add(an_indicator(), an_indicator(code="injuries", leading=False))
        bands_in_force(program)
    return program, is_new


def closed(program: Program) -> Program:
    """The same programme after its end: what nobody used went back to the bank."""
    Commitment.objects.filter(program=program).update(
        state=CommitmentState.RELEASED, base_amount=0, success_amount=0, incentive_amount=0
    )
    Program.objects.filter(pk=program.pk).update(state=ProgramState.CLOSED)
    return Program.objects.get(pk=program.pk)


def a_hazard() -> Hazard:
    """끼임, being caught in a machine."""
    return Hazard.objects.get_or_create(
        code="caught-in", defaults={"name_ko": "끼임", "name_en": "Caught in machinery"}
    )[0]


def an_indicator(*, code: str = "guards", leading: bool = True) -> Indicator:
    """Something the programme counts."""
    return Indicator.objects.get_or_create(
        code=code,
        version=1,
        defaults={
            "name_ko": code,
            "name_en": code,
            "unit_ko": "건",
            "unit_en": "cases",
            "is_leading": leading,
            "definition": "Counted on site by the verifier.",
        },
    )[0]


def a_call(*, program: Program | None = None, state: CallState = CallState.OPEN) -> Call:
    """A call that is open in spring and summer 2026."""
    return Call.objects.create(
        program=program or a_program(),
        title="First call",
        opens_at=SPRING,
        closes_at=datetime(2026, 7, 1, tzinfo=UTC),
        places=50,
        state=state,
    )


def an_application(
    *, state: ApplicationState = ApplicationState.ELIGIBLE, supplier: Supplier | None = None
) -> Application:
    """A supplier's application in any state."""
    supplier = supplier or a_supplier()
    handed_in = state != ApplicationState.DRAFT
    application = Application.objects.create(
        call=Call.objects.first() or a_call(),
        supplier=supplier,
        technology=supplier.technologies.first(),
        plan="Light curtains at fifty presses.",
        worksites_planned=50,
        amount_requested=100_000_000,
        state=state,
        started_by=the("carla"),
        submitted_by=the("carla") if handed_in else None,
        submitted_at=SPRING if handed_in else None,
    )
    application.hazards.add(a_hazard())
    return application


def a_review(
    *,
    application: Application | None = None,
    reviewer: str = "rita",
    state: ReviewState = ReviewState.ASSIGNED,
    score: str = "88",
) -> Review:
    """One expert's work on an application, in any state."""
    scored = state == ReviewState.SCORED
    spoken = state != ReviewState.ASSIGNED
    return Review.objects.create(
        application=application or an_application(),
        reviewer=the(reviewer),
        assigned_by=the("agnes"),
        statement="No tie." if spoken else "",
        declared_at=SPRING if scored or state == ReviewState.DECLARED else None,
        score=Decimal(score) if scored else None,
        comment="Clear plan." if scored else "",
        scored_at=SPRING if scored else None,
        state=state,
    )


def four_reviews(application: Application) -> list[Review]:
    """80, 87, 88 and 95 points: without the highest and the lowest, 87.50."""
    return [
        a_review(application=application, reviewer=who, state=ReviewState.SCORED, score=mark)
        for who, mark in (("rita", "80"), ("ravi", "87"), ("rosa", "88"), ("rob", "95"))
    ]


def a_recommendation(
    *,
    state: RecommendationState = RecommendationState.SELECTED,
    application: Application | None = None,
) -> Recommendation:
    """A recommendation that agnes gave and arthur confirmed."""
    confirmed = state not in {RecommendationState.RECOMMENDED, RecommendationState.RETURNED}
    decided = state in {RecommendationState.SELECTED, RecommendationState.DECLINED}
    return Recommendation.objects.create(
        application=application or an_application(),
        score=Decimal("87.50"),
        working=[],
        reason="Strong plan.",
        state=state,
        recommended_by=the("agnes"),
        recommended_at=SPRING,
        confirmed_by=the("arthur") if confirmed else None,
        confirmed_at=SPRING if confirmed else None,
        decided_by=the("anna") if decided else None,
        decided_at=SPRING if decided else None,
    )


def an_agreement(
    *,
    state: AgreementState = AgreementState.SIGNED,
    terms: dict[str, Any] | None = None,
    supplier: Supplier | None = None,
) -> Agreement:
    """An agreement with its first term sheet; when signed, its reserve is set aside."""
    program = a_program()
    supplier = supplier or a_supplier()
    signed = state in {AgreementState.SIGNED, AgreementState.CLOSED}
    sheet = sheet_from(terms or TERMS)
    cost = replace(largest_cost(sheet), base=Money(40_000_000)) if signed else Purses()
    agreement = Agreement.objects.create(
        number=f"AG-2026-{Agreement.objects.count() + 1:04d}",
        recommendation=a_recommendation(application=an_application(supplier=supplier)),
        program=program,
        supplier=supplier,
        base_reserved=cost.base.won,
        success_reserved=cost.success.won,
        incentive_reserved=cost.incentive.won,
        state=state,
        proposed_by=the("agnes"),
        signed_at=SPRING if signed else None,
    )
    TermSheet.objects.create(
        agreement=agreement,
        version=1,
        document=terms or TERMS,
        digest=sheet_digest(sheet),
        written_by=the("agnes"),
        written_at=SPRING,
    )
    if signed:
        Commitment.objects.filter(program=program).update(
            base_reserved=F("base_reserved") + cost.base.won,
            success_reserved=F("success_reserved") + cost.success.won,
            incentive_reserved=F("incentive_reserved") + cost.incentive.won,
        )
    return agreement
