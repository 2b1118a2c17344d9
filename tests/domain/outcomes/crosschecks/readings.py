"""A reading of a worksite with thirty people, and the year before it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from core.domain.periods import Period
from outcomes.domain.claims import Beside, Reading
from outcomes.domain.crosschecks import Facts, Sign
from outcomes.domain.lifecycle import Phase

COUNTS = ("people", "deaths", "lost_days", "near_misses")
YEAR, BEFORE = (Period(date(y, 1, 1), date(y, 12, 31)) for y in (2026, 2025))


def after(*, hours: str | None = "60000", events: int | None = 1, **changes: Any) -> Reading:
    beside = Beside(**{k: changes.pop(k) for k in COUNTS if k in changes})
    worked = None if hours is None else Decimal(hours)
    given: dict[str, Any] = {"phase": Phase.FOLLOW_UP, "period": YEAR, **changes}
    return Reading(events=events, hours=worked, beside=beside, **given)


def before(**changes: Any) -> Reading:
    return after(**{"phase": Phase.BASELINE, "period": BEFORE, **changes})


def said(signs: list[Sign]) -> list[tuple[str, str]]:
    """Weight and sentence of each."""
    return [(sign.weight.value, str(sign.sentence)) for sign in signs]


def facts(reading: Reading, *others: Reading, **changes: Any) -> Facts:
    return Facts(reading, others, **changes)
