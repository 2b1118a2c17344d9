"""A list of hazards: what counts as closed, in time, and still there."""

from __future__ import annotations

from datetime import date

from programs.domain.indicators import Asked, Row
from tests.domain.programs.indicators.rates import reason, row, value

MAY, JUNE, JULY = (date(2026, month, 1).toordinal() for month in (5, 6, 7))
RATE = "hazard_closeout_rate"


def hazard(number: int, *, risk: int | None, verified: int | None, reopened: int = 0) -> Row:
    """A hazard that was due in June."""
    return row(number, risk=risk, due_on=JUNE, verified_on=verified, reopened=reopened, high_risk=1)


IN_TIME = hazard(2, risk=12, verified=JUNE)
LATE = hazard(3, risk=6, verified=JULY)
CAME_BACK = hazard(4, risk=4, verified=MAY, reopened=1)
OPEN = hazard(5, risk=2, verified=None)
ALL = (IN_TIME, LATE, CAME_BACK, OPEN)


def test_only_what_is_verified_in_time_and_stays_closed_counts_by_its_risk() -> None:
    found = value(RATE, *ALL)
    assert [found.numerator, found.denominator] == [12, 24]
    assert found.rows == 4


def test_what_is_not_due_yet_waits() -> None:
    found = value(RATE, IN_TIME, asked=Asked(on=date(2026, 6, 1)))
    assert found.exact == 100
    assert reason(RATE, IN_TIME, asked=Asked(on=date(2026, 5, 31))) == "not_due"


def test_a_hazard_without_a_risk_is_unknown_and_not_harmless() -> None:
    assert reason(RATE, hazard(2, risk=None, verified=JUNE)) == "missing"


def test_what_is_closed_and_what_remains() -> None:
    assert value("hazards_closed", *ALL).exact == 2  # in time and late
    assert value("high_risk_hazards_remaining", *ALL).exact == 2
    may = Asked(on=date(2026, 5, 31))
    assert value("high_risk_hazards_remaining", *ALL, asked=may).exact == 4
