"""Exact decimals: read from text, rounded by a stated rule, written plainly."""

from __future__ import annotations

import re
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

PLAIN = re.compile(r"(0|[1-9][0-9]{0,14})(\.[0-9]{1,6})?")
WIDE = Context(prec=60)


def decimal_from(text: object) -> Decimal | None:
    """The number that a plain text such as `12.5` writes, or None when it writes none."""
    if isinstance(text, str) and PLAIN.fullmatch(text):
        return Decimal(text)
    return None


def plain(number: Decimal) -> str:
    """The shortest writing of a number, never with an exponent: 0.80 is `0.8`."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def grouped(number: Decimal) -> str:
    """For people: `1250000.50` is `1,250,000.5`."""
    return f"{Decimal(plain(number)):,f}"


def percent(share: Decimal) -> str:
    """For people: 0.8 is `80 %`."""
    return f"{plain(WIDE.multiply(share, Decimal(100)))} %"


def rounded(number: Fraction, places: int, rounding: str = ROUND_HALF_UP) -> Decimal:
    """A decimal with so many places: halves away from zero unless told otherwise."""
    scaled = number * 10**places
    whole, left = divmod(scaled.numerator, scaled.denominator)
    if rounding == ROUND_FLOOR:
        step = 0
    elif rounding == ROUND_HALF_UP:
        half = Fraction(left, scaled.denominator) - Fraction(1, 2)
        step = int(half > 0 or (half == 0 and number >= 0))
    else:  # ROUND_CEILING
        step = int(left > 0)
    return Decimal(whole + step).scaleb(-places, WIDE)
