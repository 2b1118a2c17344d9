"""근로손실일수: how many days an injury costs by the Korean table.

Death and grades 1 to 3: 7,500 days; grades 4 to 14 as below; without a permanent grade, the days
of absence times 300/365. Source: 산업재해통계업무처리규정, as examination texts restate it; grades
4 to 9 and 11 to 13 from general knowledge.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from core.domain.errors import RuleBroken
from programs.domain.indicators.facts import Facts, Unknown, fact
from programs.domain.indicators.injuries import GRADES

DEATH = 7500
DAYS: Mapping[int, int] = {
    1: 7500, 2: 7500, 3: 7500, 4: 5500, 5: 4000, 6: 3000, 7: 2200, 8: 1500, 9: 1000,
    10: 600, 11: 400, 12: 200, 13: 100, 14: 50,
}  # fmt: skip
WORKING_DAYS = Fraction(300, 365)


def lost_days(
    *,
    deaths: int | Fraction = 0,
    grades: Mapping[int, int | Fraction] | None = None,
    absence_days: int | Fraction = 0,
) -> Fraction:
    """Days lost, exactly; `absence_days` are those of people without a permanent grade."""
    given = grades or {}
    if strange := sorted(given.keys() - DAYS.keys()):
        raise RuleBroken(
            "There is no disability grade %(grade)s. Grades go from 1 to 14.", grade=strange[0]
        )
    permanent = sum(DAYS[grade] * Fraction(people) for grade, people in given.items())
    return DEATH * Fraction(deaths) + permanent + absence_days * WORKING_DAYS


def lost_by_grades(facts: Facts) -> Fraction | Unknown:
    """Of a row with a column for each grade that occurred; grades without a column are none."""
    wanted = ("deaths", *GRADES, "absence_days")
    known = {key: fact(facts, key) for key in wanted if key in facts}
    for found in known.values():
        if isinstance(found, Unknown):
            return found
    numbers = {key: found for key, found in known.items() if isinstance(found, Fraction)}
    return lost_days(
        deaths=numbers.pop("deaths", Fraction()),
        absence_days=numbers.pop("absence_days", Fraction()),
        grades={int(key.removeprefix("grade_")): people for key, people in numbers.items()},
    )
