"""The business registration number: ten digits, 3-2-5, the last one a check digit."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from core.domain.errors import RuleBroken

WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)
SEPARATORS = re.compile(r"[\s\-‐‑‒–—−.]")
TEN_DIGITS = re.compile(r"[0-9]{10}")


class BusinessKind(StrEnum):
    """What the two middle digits say about a business."""

    INDIVIDUAL = "individual"
    CORPORATION = "corporation"
    NON_PROFIT = "non_profit"
    PUBLIC_BODY = "public_body"
    FOREIGN = "foreign_corporation"
    BRANCH = "branch"
    RELIGIOUS = "religious_body"
    TAX_EXEMPT = "tax_exempt_individual"
    UNASSIGNED = "unassigned"


KINDS = (
    (1, 80, BusinessKind.INDIVIDUAL),
    (81, 81, BusinessKind.CORPORATION),
    (82, 82, BusinessKind.NON_PROFIT),
    (83, 83, BusinessKind.PUBLIC_BODY),
    (84, 84, BusinessKind.FOREIGN),
    (85, 85, BusinessKind.BRANCH),
    (86, 88, BusinessKind.CORPORATION),
    (89, 89, BusinessKind.RELIGIOUS),
    (90, 99, BusinessKind.TAX_EXEMPT),
)


def check_digit(first_nine: str) -> int:
    """The tenth digit that belongs to nine others."""
    digits = [int(digit) for digit in first_nine]
    weighted = sum(digit * weight for digit, weight in zip(digits, WEIGHTS, strict=True))
    return (10 - (weighted + digits[8] * 5 // 10) % 10) % 10


def business_number(text: str) -> str:
    """Ten digits out of what a person typed, full-width digits and dashes included."""
    digits = SEPARATORS.sub("", unicodedata.normalize("NFKC", text))
    if not TEN_DIGITS.fullmatch(digits):
        raise RuleBroken(
            "“%(text)s” is not a business number. It has ten digits, such as 124-81-00998.",
            field="business_number",
            text=text[:40],
        )
    if digits.startswith("000") or int(digits[9]) != check_digit(digits[:9]):
        raise RuleBroken(
            "“%(text)s” has a typing error: its last digit does not fit the others. "
            "Compare it with the registration certificate.",
            field="business_number",
            text=text[:40],
        )
    return digits


def written(number: str) -> str:
    """3-2-5, as on the certificate."""
    return f"{number[:3]}-{number[3:5]}-{number[5:]}"


def kind_of(number: str) -> BusinessKind:
    """What sort of business has this number."""
    middle = int(number[3:5])
    return next(
        (kind for first, last, kind in KINDS if first <= middle <= last), BusinessKind.UNASSIGNED
    )
