"""What a reader has to know about a row that counts."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from core.domain.words import Sentence, say
from programs.domain.indicators.definition import Definition
from programs.domain.indicators.facts import Asked, Row
from programs.domain.indicators.injuries import GRADES
from programs.domain.indicators.vocabulary import Counted, Per

HOURS_OF_TEXTBOOKS = 2400  # 8 h × 300 d


def noticed(definition: Definition, row: Row, asked: Asked) -> Iterator[Sentence]:
    """Assumptions that were used, and numbers that hardly fit together."""
    if _hours_are_assumed(definition, row):
        yield say(
            "Assumed, not measured: %(hours)s hours a year per worker, where hours are unknown.",
            hours=f"{asked.hours_per_worker:,}",
        )
    if definition.numerator == "lost_days" and row.facts.get("lost_days") is None:
        yield from _table(row)
    if _more_hurt_than_there(definition, row):
        yield say("Somewhere more people were hurt than worked there. Look at those rows.")


def _hours_are_assumed(definition: Definition, row: Row) -> bool:
    return definition.denominator == "hours" and row.facts.get("hours") is None


def _table(row: Row) -> Iterator[Sentence]:
    yield say("Lost days follow the Korean table: absence counts 300/365, death 7,500 days.")
    if "absence_days" not in row.facts:
        yield say("There is no column for days of absence; they are counted as none.")
    if not set(GRADES) & row.facts.keys():
        yield say("There is no column for disability grades; they are counted as none.")


def _more_hurt_than_there(definition: Definition, row: Row) -> bool:
    if definition.per is not Per.EMPLOYEES or definition.counted is not Counted.PERSONS:
        return False
    hurt = row.facts.get(definition.numerator)
    workers = row.facts.get(definition.denominator)
    return isinstance(hurt, Fraction) and isinstance(workers, Fraction) and hurt > workers
