"""Walk the whole road on a panel of establishments; walking it again changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from math import ceil

from django.db import transaction

from companies.models import Worksite
from config.demo.cast import Cast, gather
from config.demo.industry import design_of, serial_of, the_industry
from config.demo.names import MARK
from config.demo.panel import Panel, Side, Unit
from config.demo.program import Plan, a_program
from config.demo.sampling import looked_at
from config.demo.site import Aim, a_site, a_target, claimed, confirmed, matched, verified
from config.demo.supply import Firm, a_firm, a_signed_agreement
from config.demo.terms import of_sites
from core.domain.money import Money
from core.domain.periods import Period
from outcomes.domain.claims import Reading
from outcomes.domain.lifecycle import Phase
from outcomes.domain.sampling import BANDS, Bands
from outcomes.models import Reference, Target, Verification
from outcomes.services import Draw
from programs.models import Agreement, Program

UNITS_PER_SUPPLIER = 28
ADVANCE = 10_000_000
PER_SITE = 5_000_000
DRAW = Draw(Bands("low", PER_SITE, BANDS["low"]))
SEEN = "조사표와 출근 기록을 대조했습니다."
A_YEARS_WORK = 2_000  # hours of one person


@dataclass(frozen=True, slots=True)
class Walked:
    """Where the walk leads: the programme and everybody in it."""

    program: Program
    cast: Cast
    reference: Reference | None


def open_road(*, panel: Panel, at: datetime) -> Walked:
    """A programme for this very file, with money committed and a call open; once per file."""
    cast = gather()
    with transaction.atomic():
        program = _program(panel=panel, cast=cast, at=at)
        reference = the_industry(panel=panel, program=program, cast=cast, at=at)
    return Walked(program, cast, reference)


def walk_supplier(
    *, walked: Walked, panel: Panel, group: int, at: datetime
) -> tuple[Firm, Agreement]:
    """The nth supplier of the panel, signed."""
    with transaction.atomic():
        firm = a_firm(cast=walked.cast, serial=group, at=at)
        call = walked.program.calls.get()
        units = len(_units(panel, group))
        agreement = a_signed_agreement(
            cast=walked.cast, firm=firm, call=call, terms=of_sites(ADVANCE, PER_SITE, units), at=at
        )
    return firm, agreement


def walk_units(
    *, walked: Walked, panel: Panel, firm: Firm, agreement: Agreement, group: int, at: datetime
) -> int:
    """Every unit of one supplier up to its verification, each in one transaction of its own."""
    done = 0
    known = set(
        Verification.objects.filter(target__agreement=agreement).values_list(
            "target__match__worksite__name", flat=True
        )
    )
    for number, unit in enumerate(_units(panel, group)):
        if name_of(unit, walked.program) in known:
            continue
        serial = serial_of(walked.program, group * UNITS_PER_SUPPLIER + number)
        with transaction.atomic():
            _walk_unit(
                walked=walked, unit=unit, firm=firm, agreement=agreement, serial=serial, at=at
            )
        done += 1
    return done


def groups(panel: Panel) -> int:
    """How many suppliers the panel needs."""
    return -(-len(panel.units) // UNITS_PER_SUPPLIER)


def name_of(unit: Unit, program: Program) -> str:
    """What a unit of the panel is called in the platform; the panel publishes no names."""
    return f"{unit.name} · {program.code} {MARK}"


def _units(panel: Panel, group: int) -> tuple[Unit, ...]:
    return panel.units[group * UNITS_PER_SUPPLIER : (group + 1) * UNITS_PER_SUPPLIER]


def _program(*, panel: Panel, cast: Cast, at: datetime) -> Program:
    first = min(unit.baseline.first_year for unit in panel.units)
    plan = Plan(
        code=f"panel-{panel.digest[:12]}",
        name_ko=f"실제 사업장 자료로 걷는 길 {MARK}",
        name_en="The road walked on a real panel (demo)",
        days=(date(first, 1, 1), at.date() + timedelta(days=365)),
        base=Money(ADVANCE * groups(panel)),
        success=Money(PER_SITE * len(panel.units)),
        call_title="자료 기반 모집",
        call_window=(at - timedelta(days=1), at + timedelta(days=30)),
        places=groups(panel),
    )
    return a_program(cast=cast, plan=plan, at=at)


def _walk_unit(
    *, walked: Walked, unit: Unit, firm: Firm, agreement: Agreement, serial: int, at: datetime
) -> None:
    worksite = _worksite(walked=walked, unit=unit, firm=firm, serial=serial, at=at)
    match = matched(firm=firm, agreement=agreement, worksite=worksite, at=at)
    aim = Aim(
        clause="sites",
        indicator=walked.program.indicators.get(code="injury-rate"),
        goal=Decimal(1),
        window=Period(
            date(unit.follow_up.first_year, 1, 1), date(unit.follow_up.last_year, 12, 31)
        ),
        design=design_of(unit, walked.reference),
    )
    target = a_target(cast=walked.cast, firm=firm, match=match, aim=aim, at=at)
    known = False
    for phase, side in ((Phase.BASELINE, unit.baseline), (Phase.FOLLOW_UP, unit.follow_up)):
        if side.injuries is None:
            continue  # nobody can claim what is not known, and the result says that it is missing
        measurement = claimed(firm=firm, target=target, claim=_claim(phase, side), at=at)
        confirmed(firm=firm, measurement=measurement, at=at)
        known = True
    if known:
        looked_at(cast=walked.cast, target=target, words=SEEN, draw=DRAW, at=at)
    verified(cast=walked.cast, target=Target.objects.get(pk=target.pk), accepted=None, at=at)


def _worksite(*, walked: Walked, unit: Unit, firm: Firm, serial: int, at: datetime) -> Worksite:
    name = name_of(unit, walked.program)
    known = Worksite.objects.filter(name=name).first()
    return known or a_site(firm=firm, serial=serial, name=name, headcount=_headcount(unit), at=at)


def _headcount(unit: Unit) -> int:
    """As many people as work the hours of the fuller side; the panel has no headcount."""
    hours = [side.hours / side.years for side in (unit.baseline, unit.follow_up) if side.hours]
    return max((ceil(a_year / A_YEARS_WORK) for a_year in hours), default=1)


def _claim(phase: Phase, side: Side) -> Reading:
    period = Period(date(side.first_year, 1, 1), date(side.last_year, 12, 31))
    return Reading(phase, period, events=side.injuries, hours=side.hours)
