"""Injuries of a portfolio in the demo: reference sites, a frozen design, readings site by site."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from config.demo.cast import Cast
from config.demo.names import MARK
from config.demo.site import a_site, key_of, matched
from config.demo.supply import Firm
from core.domain.periods import Period
from outcomes.domain.claims import Beside, Reading
from outcomes.domain.lifecycle import Phase
from outcomes.models import Reference, Target
from outcomes.services import (
    ReferenceDraft,
    TargetDraft,
    agree_target,
    certify_measurements,
    confirm_reference,
    measure,
    set_target,
    supply_reference,
)
from programs.models import Agreement, Program

CODE = "press-shops-demo"
SITES, FIRST_YEAR = 60, 2025
PORTFOLIO = 3  # worksites
HOURS = 40_000  # of each, in either span
YEAR = timedelta(days=365)


def the_reference(*, cast: Cast, program: Program, at: datetime) -> Reference:
    """Sixty invented sites month by month; a second table of them waits for the other officer."""
    rows = [row for site in range(SITES) for row in _months(site, at.date())]
    draft = ReferenceDraft(
        code=CODE,
        name_ko=f"프레스 사업장 60곳 {MARK}",
        name_en="Sixty press shops (demo)",
        source="모두 지어낸 수치입니다.",
        content="\n".join(["site,first_day,last_day,injuries,hours", *rows]).encode(),
    )
    supplied = supply_reference(draft=draft, agency=program.agency, by=cast["agnes"], at=at)
    waits = replace(draft, code=f"{CODE}-2", name_ko=f"프레스 사업장 60곳, 두 번째 {MARK}")
    supply_reference(draft=waits, agency=program.agency, by=cast["agnes"], at=at)
    return confirm_reference(reference_id=supplied.pk, by=cast["arthur"], at=at)


def a_portfolio(
    *, cast: Cast, firm: Firm, agreement: Agreement, window: Period, at: datetime
) -> Target:
    """Judged by empirical Bayes over three worksites; every reading is certified."""
    matches = [
        matched(
            firm=firm,
            agreement=agreement,
            worksite=a_site(firm=firm, serial=agreement.pk * 10 + 5 + nth, at=at),
            at=at,
        )
        for nth in range(PORTFOLIO)
    ]
    target = _agreed(cast, firm, agreement, window, at)
    for nth, match in enumerate(matches):
        for phase, days, events in (
            (Phase.BASELINE, _before(window), 3 - nth),
            (Phase.FOLLOW_UP, window, nth % 2),
        ):
            reading = Reading(
                phase,
                days,
                events=events,
                hours=Decimal(HOURS + 137 * nth),
                site=match.pk,
                beside=Beside(people=events, deaths=0, lost_days=events * 12, near_misses=9 + nth),
            )
            key = key_of("portfolio", target.number, match.pk, phase)
            measure(target_id=target.pk, reading=reading, key=key, by=firm.editor, at=at)
    certify_measurements(target_id=target.pk, by=firm.certifier, at=at)
    return target


def _agreed(cast: Cast, firm: Firm, agreement: Agreement, window: Period, at: datetime) -> Target:
    draft = TargetDraft(
        match_id=None,
        clause_key="injuries",
        indicator_id=agreement.program.indicators.get(code="injury-rate").pk,
        goal=Decimal(1),
        window=window,
        design=_design(agreement, window),
        evidence_rule="산업재해조사표와 근로시간 기록",
    )
    target = set_target(agreement_id=agreement.pk, draft=draft, by=firm.editor, at=at)
    return agree_target(target_id=target.pk, by=cast["agnes"], at=at)


def _design(agreement: Agreement, window: Period) -> dict[str, Any]:
    reference = Reference.objects.get(agency=agreement.program.agency, code=CODE)
    return {
        "kind": "empirical_bayes",
        "alpha": "0.05",
        "baseline": [day.isoformat() for day in (_before(window).first, _before(window).last)],
        "reference": {"code": CODE, "digest": reference.digest},
    }


def _before(window: Period) -> Period:
    """The same season a year before."""
    return Period(window.first - YEAR, window.last - YEAR)


def _months(site: int, until: date) -> Iterator[str]:
    """Injuries by arithmetic only: sites differ, and every month is another."""
    for number in range((until.year - FIRST_YEAR) * 12 + until.month - 1):
        year, month = FIRST_YEAR + number // 12, number % 12 + 1
        last = monthrange(year, month)[1]
        hurt = int((site * 7 + number * 5 + site * number) % 23 < 1 + site % 4)
        hours = 4_000 + site * 90 + number * 7
        yield f"P-{site:03d},{year}-{month:02d}-01,{year}-{month:02d}-{last},{hurt},{hours}"
