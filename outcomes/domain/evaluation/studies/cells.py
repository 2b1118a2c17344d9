"""What a cell says: a number, nothing at all, or something that has to be mended."""

from __future__ import annotations

import re
from decimal import Decimal

from core.domain.errors import RuleBroken

MISSING = frozenset(
    {"", ".", "-", "–", "?", "na", "n/a", "#n/a", "nan", "null", "none", "결측", "미상"}
)
NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
GROUPED = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")
LARGEST = Decimal(10) ** 15


def is_missing(text: str) -> bool:
    """Whether nobody knows; which is never zero."""
    return text.casefold() in MISSING


def number_in(text: str, *, row: int, column: str, comma: bool = False) -> Decimal | None:
    """A number from zero on, or `None` where it is missing; anything else is refused by place."""
    if is_missing(text):
        return None
    found = _number(text, comma=comma)
    if found is None or not 0 <= found <= LARGEST:
        raise RuleBroken(
            "Row %(row)s, column “%(column)s” is “%(text)s”. It has to be a number from 0 on, such "
            "as 1250.5, or empty where it is not known.",
            row=row,
            column=column,
            text=text[:50],
        )
    return found


def count_in(text: str, *, row: int, column: str, comma: bool = False) -> int | None:
    """Cases are whole."""
    found = number_in(text, row=row, column=column, comma=comma)
    if found is not None and found % 1:
        raise RuleBroken(
            "Row %(row)s, column “%(column)s” is “%(text)s”. Cases are counted in whole numbers.",
            row=row,
            column=column,
            text=text[:50],
        )
    return None if found is None else int(found)


def _number(text: str, *, comma: bool) -> Decimal | None:
    """`12,5` is read where the comma separates no cells; `1,250` there could be either."""
    if comma and COMMA.fullmatch(text):
        return None if GROUPED.fullmatch(text) else Decimal(text.replace(",", "."))
    if GROUPED.fullmatch(text):
        text = text.replace(",", "")
    return Decimal(text) if NUMBER.fullmatch(text) else None
