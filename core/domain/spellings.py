"""How people and spreadsheets write days and numbers, wherever only one reading is possible."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from core.domain.cells import number_in

# Full-width digits and signs as Korean keyboards type them; nothing else is turned into a digit.
NARROW = str.maketrans("０１２３４５６７８９，．－／　", "0123456789,.-/ ")
TIME = r"(?:[ T]00:00(?::00)?)?"
DAYS = (
    re.compile(rf"([0-9]{{4}})\s*([-./])\s*([0-9]{{1,2}})\s*\2\s*([0-9]{{1,2}})\.?{TIME}"),
    re.compile(r"([0-9]{4})(년)\s*([0-9]{1,2})월\s*([0-9]{1,2})일"),
    re.compile(r"([0-9]{4})()([0-9]{2})([0-9]{2})"),
)
SERIAL = re.compile(r"([0-9]{5})(?:\.0+)?")
SERIAL_ZERO = date(1899, 12, 30)  # day 1 is 1900-01-01, and Excel believes in a 29 February 1900
SERIALS = range(36_526, 73_051)  # 2000 to 2099: outside, five digits are hardly a day


def narrow(text: str) -> str:
    """The same text with its full-width digits, commas, dots and blanks made narrow."""
    return text.translate(NARROW).strip()


def spelled_number(text: str) -> Decimal | None:
    """`1,250.5`, `1250.5` or `１２５０`; None when it is no number, so that nothing is guessed."""
    return number_in(narrow(text))


def spelled_day(text: str) -> date | None:
    """Year first: `2026-01-31`, `2026. 1. 31.`, `2026년 1월 31일`, `20260131`, Excel's 46053."""
    bare = narrow(text)
    for spelling in DAYS:
        if found := spelling.fullmatch(bare):
            year, _, month, day = found.groups()
            return _day(int(year), int(month), int(day))
    serial = SERIAL.fullmatch(bare)
    if serial and int(serial[1]) in SERIALS:
        return SERIAL_ZERO + timedelta(days=int(serial[1]))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
