"""The demo programme: public facts of the 2026 round, invented firms, work waiting everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from config.demo.applying import APPLYING, Scene, apply_as_far
from config.demo.bands import rules_of
from config.demo.cast import Cast, claim_chair, gather, invite_certifier
from config.demo.claiming import CLAIMING, one_more_site
from config.demo.names import MARK, supplier_name
from config.demo.paying import pay_all
from config.demo.portfolio import the_reference
from config.demo.program import Plan, a_call, a_program
from config.demo.rounds import play_rounds
from config.demo.supply import Firm, a_firm, a_signed_agreement, an_account, an_applicant
from config.demo.terms import of_the_round
from core.domain.money import Money
from programs.domain.lifecycle import AgreementState
from programs.models import Call, Program

SEOUL = ZoneInfo("Asia/Seoul")
CODE = "safety-2026"
SUPPLIERS = 50
SERIAL_OF = {supplier_name(serial): serial for serial in range(SUPPLIERS)}
FIRST_CALL = (
    datetime(2026, 2, 25, 9, 0, tzinfo=SEOUL),
    datetime(2026, 3, 11, 18, 0, tzinfo=SEOUL),
)
HANDED_IN = datetime(2026, 3, 5, 10, 0, tzinfo=SEOUL)
OPENED = datetime(2026, 2, 25, 9, 0, tzinfo=SEOUL)


@dataclass(frozen=True, slots=True)
class Stage:
    """The set on which the scenes play."""

    cast: Cast
    program: Program
    first_call: Call
    second_call: Call


def play(*, at: datetime, suppliers: int = SUPPLIERS) -> Program:
    """Fill an empty database with the demo, all of it or nothing; one that has it is left alone."""
    known = Program.objects.filter(code=CODE).first()
    if known is not None:
        gather()
        return known
    with transaction.atomic():
        stage = _set(at=at)
        _applications(stage, at=at)
        _agreements(stage, suppliers=suppliers, at=at)
        _certifiers(stage, at=at)
        pay_all(cast=stage.cast, program=stage.program, at=at)
        play_rounds(cast=stage.cast, program=stage.program, at=at)
    return stage.program


def _set(*, at: datetime) -> Stage:
    cast = gather()
    plan = Plan(
        code=CODE,
        name_ko=f"중소기업 산업안전 구축 지원사업 2026 {MARK}",
        name_en="Industrial safety support for small firms 2026 (demo)",
        days=(date(2026, 1, 1), date(2027, 12, 31)),
        base=Money(2_600_000_000),
        success=Money(3_800_000_000),
        incentive=Money(600_000_000),
        call_title="2026년 1차 공급기업 모집",
        call_window=FIRST_CALL,
        places=SUPPLIERS,
    )
    program = a_program(cast=cast, plan=plan, at=OPENED)
    rules_of(cast=cast, program=program, at=at)
    the_reference(cast=cast, program=program, at=at)
    again = Plan(
        code=CODE,
        name_ko=plan.name_ko,
        name_en=plan.name_en,
        days=plan.days,
        base=plan.base,
        success=plan.success,
        call_title="2026년 추가 공급기업 모집",
        call_window=(at - timedelta(days=10), at + timedelta(days=20)),
        places=12,
    )
    second = a_call(cast=cast, program=program, plan=again, at=at - timedelta(days=10))
    return Stage(cast, program, program.calls.order_by("pk")[0], second)


def _applications(stage: Stage, *, at: datetime) -> None:
    for serial, scene in enumerate(APPLYING):
        day = at - timedelta(days=9) + timedelta(hours=serial)
        firm = an_applicant(cast=stage.cast, serial=serial, at=day)
        _chair(stage, firm, scene, at=at)
        apply_as_far(
            cast=stage.cast,
            firm=firm,
            call=stage.second_call,
            scene=scene,
            terms=of_the_round(serial),
            at=day,
        )


def _chair(stage: Stage, firm: Firm, scene: Scene, *, at: datetime) -> None:
    """Who has nothing to certify yet is only invited; one firm has changed its account."""
    mistyped = scene == Scene.SENT_BACK
    invite_certifier(cast=stage.cast, serial=firm.serial, at=at, wrong_first=mistyped)
    if scene == Scene.PROPOSED:
        claim_chair(serial=firm.serial, at=at)
    if scene == Scene.INELIGIBLE:
        an_account(firm=firm, number=f"8888{firm.serial:010d}", at=at)


def _certifiers(stage: Stage, *, at: datetime) -> None:
    """In every firm under agreement something waits for the second person."""
    signed = stage.program.agreements.filter(state=AgreementState.SIGNED).order_by("pk")
    for agreement in signed.select_related("supplier__organization"):
        serial = SERIAL_OF[agreement.supplier.organization.name]
        firm = an_applicant(cast=stage.cast, serial=serial, at=at)
        one_more_site(stage.cast, firm, agreement, at)


def _agreements(stage: Stage, *, suppliers: int, at: datetime) -> None:
    for serial in range(len(APPLYING), suppliers):
        moment = HANDED_IN + timedelta(hours=serial)
        firm = a_firm(cast=stage.cast, serial=serial, at=moment)
        agreement = a_signed_agreement(
            cast=stage.cast,
            firm=firm,
            call=stage.first_call,
            terms=of_the_round(serial),
            at=moment,
        )
        place = serial - len(APPLYING)
        if place < len(CLAIMING):
            CLAIMING[place](stage.cast, firm, agreement, at)
