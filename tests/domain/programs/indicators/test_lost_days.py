"""근로손실일수: the Korean table, by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from core.domain.errors import RuleBroken
from programs.domain.indicators import lost_days
from tests.domain.programs.indicators.rates import row, value


def test_one_death_and_five_of_grade_fourteen() -> None:
    assert lost_days(deaths=1, grades={14: 5}) == 7750


@pytest.mark.parametrize(("grade", "days"), [(1, 7500), (3, 7500), (4, 5500), (10, 600), (14, 50)])
def test_grades(grade: int, days: int) -> None:
    assert lost_days(grades={grade: 1}) == days


def test_absence_counts_300_of_365_days() -> None:
    assert lost_days(absence_days=365) == 300
    assert lost_days(absence_days=10) == Fraction(3000, 365)


def test_there_is_no_grade_fifteen() -> None:
    with pytest.raises(RuleBroken, match="no disability grade 15"):
        lost_days(grades={15: 1})


def test_a_row_of_grades_counts_deaths_grades_and_absence() -> None:
    site = row(hours=1_200_000, deaths=1, grade_14=5, absence_days=73)
    found = value("강도율", site)
    assert found.numerator == 7750 + 60
    assert len(found.flags) == 1


def test_a_column_that_is_not_there_is_said() -> None:
    said = [str(flag) for flag in value("강도율", row(hours=10, deaths=1, grade_14=5)).flags]
    assert any("no column for days of absence" in one for one in said)
    said = [str(flag) for flag in value("강도율", row(hours=10, absence_days=5)).flags]
    assert any("no column for disability grades" in one for one in said)


def test_a_total_that_is_told_is_taken() -> None:
    assert value("강도율", row(hours=1000, lost_days=7, absence_days=365)).exact == 7
