"""What a step takes: the name of an input or of another step, or a number that is written there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from core.domain.documents import Part
from core.domain.errors import RuleBroken

NAME = re.compile(r"[a-z][a-z0-9_-]{0,49}(\.[a-z][a-z0-9_-]{0,49})?")
NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,12})?")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Operand:
    """`text` as written; `value` where it is a number or a date and not a name."""

    text: str
    value: Fraction | None = None
    is_date: bool = False

    @property
    def is_name(self) -> bool:
        """Whether something else has to be known first."""
        return self.value is None

    @property
    def number(self) -> Fraction:
        """The number or the number of the day, where one is written."""
        assert self.value is not None  # noqa: S101 - a name is no bound, as reading made sure
        return self.value


def literal(number: Fraction | int) -> Operand:
    """A number as if it were written in the sheet."""
    return Operand(exact_text(Fraction(number)), Fraction(number))


def read_operand(part: Part, name: str) -> Operand:
    """A name, a number or a date, always in quotation marks."""
    return operand_from(part.member(name), part.at(name))


def operand_from(found: object, place: str) -> Operand:
    """The same for an item of a list."""
    if isinstance(found, str) and len(found) <= 101:
        if NAME.fullmatch(found):
            return Operand(found)
        if (value := number_from(found)) is not None:
            return Operand(exact_text(value), value)  # 5.0 is 5: one number, one sheet
        if (day := date_from(found)) is not None:
            return Operand(found, day, is_date=True)
    raise RuleBroken(
        "%(place)s must be the name of an input or a step, or a number or a date in quotation "
        'marks, such as "hazards_removed", "0.8" or "2026-04-01".',
        place=place,
    )


def number_from(found: object) -> Fraction | None:
    """The exact number that a text writes, or None when it writes none."""
    if isinstance(found, str) and len(found) <= 40 and NUMBER.fullmatch(found):
        return Fraction(found)
    return None


def date_from(found: object) -> Fraction | None:
    """The number of the day that a text writes, or None when there is no such day."""
    if not isinstance(found, str) or not DATE.fullmatch(found):
        return None
    try:
        return Fraction(date.fromisoformat(found).toordinal())
    except ValueError:
        return None


def exact_text(number: Fraction) -> str:
    """A number as text that reads back to itself: a decimal where it is one, else a fraction."""
    places, under = 0, number.denominator
    while under % 10 == 0:
        under, places = under // 10, places + 1
    for prime in (2, 5):
        while under % prime == 0:
            under, places = under // prime, places + 1
    if under != 1 or places > 60:
        return f"{number.numerator}/{number.denominator}"
    digits = str(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
    whole, part = digits[: len(digits) - places], digits[len(digits) - places :].rstrip("0")
    return ("-" if number < 0 else "") + whole + (f".{part}" if part else "")
