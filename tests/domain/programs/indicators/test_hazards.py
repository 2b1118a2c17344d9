"""A list of hazards: what counts as closed, in time, and still there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.domain.words import say
from programs.domain.indicators import CATALOGUE, Asked, NoValue, Per, Row, Unknown, Value, compute
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


def test_the_risk_that_was_closed_stands_alone_and_is_unknown_without_a_risk() -> None:
    points = replace(CATALOGUE[RATE], denominator="", per=Per.NOTHING, base=1)
    found = compute(points, (*ALL, hazard(6, risk=None, verified=MAY)))
    assert isinstance(found, Value)
    assert found.exact == 12
    ((line, why),) = ((one.row, str(one.why.sentence)) for one in found.excluded)
    assert (line, why) == (6, "Missing: risk before control. Missing is not zero.")


@pytest.mark.parametrize(
    ("cell", "fact", "said"),
    [
        ("high_risk", None, "Missing: high risk. Missing is not zero."),
        ("verified_on", Unknown("unreadable", say("“June” is no day.")), "“June” is no day."),
    ],
)
def test_a_hazard_of_which_too_little_is_known_neither_remains_nor_is_gone(
    cell: str, fact: Unknown | None, said: str
) -> None:
    strange = Row(7, {**OPEN.facts, cell: fact})
    found = compute(CATALOGUE["high_risk_hazards_remaining"], [strange])
    assert isinstance(found, NoValue)
    assert str(found.why.sentence) == said
    assert value("high_risk_hazards_remaining", OPEN, strange).exact == 1
