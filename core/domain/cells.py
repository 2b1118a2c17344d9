"""What a cell of a table says, and how a text is put into one without becoming a formula."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from core.domain.numbers import decimal_from

FORMULA = "=+-@\t\r\n＝＋－＠'"
GROUPED = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def safe_cell(text: str) -> str:
    """A text that a spreadsheet would run as a formula gets an apostrophe in front."""
    return f"'{text}" if text[:1] and text[0] in FORMULA else text


def bare_cell(text: str) -> str:
    """The text without that apostrophe."""
    return text[1:] if text[:1] == "'" and text[1:2] and text[1] in FORMULA else text


def number_in(text: str) -> Decimal | None:
    """`1,250.5` or `1250.5`; None when it is no such number, so that nothing is guessed."""
    return decimal_from(text.replace(",", "") if GROUPED.fullmatch(text) else text)


def whole_in(text: str) -> int | None:
    """A whole number of won or cases."""
    number = number_in(text)
    return None if number is None or number % 1 else int(number)


def day_in(text: str) -> date | None:
    """A day written as 2026-01-31."""
    if not DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
