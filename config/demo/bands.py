"""Who has to agree to which amount in the demo."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.timezone import localtime

from config.demo.cast import Cast
from core.domain.money import NOTHING, Money
from core.domain.periods import Period
from payouts.domain.bands import Band, Bands, Needed
from payouts.domain.delegations import Absence
from payouts.models import BandTable
from payouts.services import (
    confirm_bands,
    confirm_freeze,
    end_delegation,
    propose_bands,
    propose_delegation,
    propose_freeze,
    withdraw_bands,
    withdraw_freeze,
)
from people.domain.roles import Kind
from programs.models import Program

LARGE, VERY_LARGE = Money(500_000_000), Money(5_000_000_000)
BANDS = Bands(
    (
        Band(NOTHING, LARGE, Needed(2)),
        Band(LARGE, VERY_LARGE, Needed(2, 1)),
        Band(VERY_LARGE, None, Needed(3, 1)),
    )
)
STRICTER = Bands(
    (
        Band(NOTHING, LARGE, Needed(2)),
        Band(LARGE, VERY_LARGE, Needed(2, 1)),
        Band(VERY_LARGE, None, Needed(3, 2)),
    )
)


def bands_of(*, cast: Cast, program: Program, at: datetime) -> BandTable:
    """Olivia writes them down, anna confirms."""
    table = propose_bands(
        program_id=program.pk,
        bands=BANDS,
        starts_at=None,
        reason="내부 전결 규정에 따른 최초 결재 구간",
        by=cast["olivia"],
        at=at,
    )
    return confirm_bands(table_id=table.pk, by=cast["anna"], at=at)


def rules_of(*, cast: Cast, program: Program, at: datetime) -> None:
    """A change of bands waits, sena is away, a freeze is agreed and another is asked for.

    One of each was taken back before.
    """
    _taken_back(cast=cast, program=program, at=at)
    _stricter(cast=cast, program=program, at=at)
    for absent, by in (("sena", "sena"), ("ben", "olivia")):
        propose_delegation(absence=_absence(cast, absent, at), by=cast[by], at=at)
    for days, is_agreed in ((60, True), (120, False)):
        starts_at = at + timedelta(days=days)
        freeze = propose_freeze(
            program_id=program.pk,
            window=(starts_at, starts_at + timedelta(days=3)),
            reason="결산 감사",
            by=cast["theo"],
            at=at,
        )
        if is_agreed:
            confirm_freeze(freeze_id=freeze.pk, by=cast["anna"], at=at)


def _stricter(*, cast: Cast, program: Program, at: datetime) -> BandTable:
    return propose_bands(
        program_id=program.pk,
        bands=STRICTER,
        starts_at=at + timedelta(days=30),
        reason="감사 지적에 따라 고액 결재에 책임자를 둘로 늘립니다.",
        by=cast["olivia"],
        at=at,
    )


def _absence(cast: Cast, absent: str, at: datetime) -> Absence:
    """Theo stands in for ten days."""
    today = localtime(at).date()
    return Absence(
        organization=cast.organization(Kind.FUNDER).pk,
        absent=cast[absent].pk,
        delegate=cast["theo"].pk,
        period=Period(today, today + timedelta(days=9)),
        reason="연차 휴가",
    )


def _taken_back(*, cast: Cast, program: Program, at: datetime) -> None:
    table = _stricter(cast=cast, program=program, at=at)
    withdraw_bands(table_id=table.pk, by=cast["olivia"], at=at)
    away = propose_delegation(absence=_absence(cast, "anna", at), by=cast["anna"], at=at)
    end_delegation(delegation_id=away.pk, by=cast["anna"], at=at)
    freeze = propose_freeze(
        program_id=program.pk,
        window=(at + timedelta(days=30), at + timedelta(days=31)),
        reason="결산 감사",
        by=cast["theo"],
        at=at,
    )
    withdraw_freeze(freeze_id=freeze.pk, by=cast["theo"], at=at)
