"""What was read, said as the agreed definition says it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from core.domain.periods import Period
from outcomes.domain.agreed_rates import agreed_rate
from outcomes.domain.claims import Beside, Reading
from outcomes.domain.lifecycle import Phase
from programs.domain.indicators import CATALOGUE, NoValue, Value

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
READ = Reading(
    Phase.BASELINE,
    YEAR,
    quantity=Decimal(48),
    events=4,
    hours=Decimal(192_000),
    beside=Beside(people=6, deaths=0, lost_days=50, near_misses=96),
)
HALF = Reading(Phase.BASELINE, YEAR, events=0, hours=Decimal(48_000))
AFTER = Reading(Phase.FOLLOW_UP, YEAR, events=1, hours=Decimal(192_000))


@pytest.mark.parametrize(
    ("key", "exact"),
    [
        ("kr_frequency_rate", Fraction(125, 6)),  # 건, not 명
        ("kr_severity_rate", Fraction(50, 192)),
        ("near_miss_reports", Fraction(1, 2)),
        ("safeguards_working", Fraction(48)),
    ],
)
def test_what_a_reading_says(key: str, exact: Fraction) -> None:
    found = agreed_rate(CATALOGUE[key], [READ, AFTER], Phase.BASELINE, one_site=True)
    assert isinstance(found, Value)
    assert found.exact == exact


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("kr_injury_rate", "missing"),  # nobody reads how many work there
        ("kr_fatality_rate", "not_shown"),
        ("safeguards_working", "missing"),
    ],
)
def test_what_readings_cannot_say(key: str, why: str) -> None:
    found = agreed_rate(CATALOGUE[key], [READ, HALF], Phase.BASELINE, one_site=True)
    assert isinstance(found, NoValue)
    assert found.why.code == why


def test_sites_are_pooled_and_a_phase_without_readings_has_no_rate() -> None:
    rate = CATALOGUE["kr_frequency_rate"]
    found = agreed_rate(rate, [READ, HALF], Phase.BASELINE, one_site=False)
    assert isinstance(found, Value)
    assert str(found.shown) == "16.67"
    assert isinstance(agreed_rate(rate, [READ], Phase.FOLLOW_UP, one_site=False), NoValue)
