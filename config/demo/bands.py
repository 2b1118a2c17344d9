"""Who has to agree to which amount in the demo."""

from __future__ import annotations

from datetime import datetime

from config.demo.cast import Cast
from core.domain.money import NOTHING, Money
from payouts.domain.bands import Band, Bands, Needed
from payouts.models import BandTable
from payouts.services import confirm_bands, propose_bands
from programs.models import Program

LARGE, VERY_LARGE = Money(500_000_000), Money(5_000_000_000)
BANDS = Bands(
    (
        Band(NOTHING, LARGE, Needed(2)),
        Band(LARGE, VERY_LARGE, Needed(2, 1)),
        Band(VERY_LARGE, None, Needed(3, 1)),
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
