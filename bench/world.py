"""Verified targets, brought there by the real services, none of them priced yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from config.demo.cast import Cast, gather
from config.demo.program import Plan, a_program
from config.demo.site import Aim, a_site, a_target, claimed, confirmed, matched, verified
from config.demo.supply import Firm, a_firm, a_signed_agreement
from config.demo.terms import of_sites
from core.domain.money import Money
from core.domain.periods import Period
from outcomes.domain.claims import Reading
from outcomes.domain.lifecycle import Phase
from outcomes.models import Target
from programs.models import Agreement, Program

AT = datetime(2026, 6, 1, 3, tzinfo=UTC)
RATE = 500_000
PER_AGREEMENT = 40
WINDOW = Period(date(2026, 1, 1), date(2026, 5, 31))


@dataclass(frozen=True, slots=True)
class World:
    """The programme, its people, and targets that only wait to be verified."""

    program: Program
    cast: Cast
    targets: tuple[Target, ...]


def build(targets: int, *, per_agreement: int = PER_AGREEMENT) -> World:
    """So many confirmed targets, forty to an agreement unless told otherwise."""
    cast = gather()
    groups = -(-targets // per_agreement)
    program = a_program(cast=cast, plan=_plan(groups), at=AT)
    made: list[Target] = []
    for group in range(groups):
        firm = a_firm(cast=cast, serial=group, at=AT)
        call = program.calls.get()
        agreement = a_signed_agreement(
            cast=cast, firm=firm, call=call, terms=of_sites(RATE, RATE, PER_AGREEMENT), at=AT
        )
        for _ in range(min(per_agreement, targets - len(made))):
            made.append(_confirmed(cast, firm, agreement, serial=len(made)))
    return World(program, cast, tuple(made))


def verify(world: World) -> None:
    """Victor verifies every target."""
    for target in world.targets:
        verified(cast=world.cast, target=target, accepted=None, at=AT)


def _confirmed(cast: Cast, firm: Firm, agreement: Agreement, *, serial: int) -> Target:
    worksite = a_site(firm=firm, serial=serial, at=AT)
    match = matched(firm=firm, agreement=agreement, worksite=worksite, at=AT)
    aim = Aim(
        clause="sites",
        indicator=agreement.program.indicators.get(code="guards"),
        goal=Decimal(1),
        window=WINDOW,
        design={"kind": "quantity", "goal": "1"},
    )
    target = a_target(cast=cast, firm=firm, match=match, aim=aim, at=AT)
    reading = Reading(Phase.FOLLOW_UP, WINDOW, quantity=Decimal(1))
    measurement = claimed(firm=firm, target=target, claim=reading, at=AT)
    confirmed(firm=firm, measurement=measurement, at=AT)
    return target


def _plan(groups: int) -> Plan:
    return Plan(
        code="bench",
        name_ko="측정용 사업 (데모)",
        name_en="Programme for measuring (demo)",
        days=(date(2026, 1, 1), date(2027, 12, 31)),
        base=Money(groups * RATE),
        success=Money(groups * PER_AGREEMENT * RATE),
        call_title="측정용 모집",
        call_window=(AT - timedelta(days=1), AT + timedelta(days=30)),
        places=groups,
    )
