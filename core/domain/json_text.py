"""JSON as it is sent to us: read exactly, or refused with the line and column where it breaks."""

from __future__ import annotations

import json
from decimal import Decimal, DecimalException
from typing import Any

from core.domain.errors import RuleBroken

MOST_DIGITS = 300  # a longer number is none that anybody means


def json_from(content: bytes, *, name: str = "The document") -> Any:
    """Decimals stay decimals; a name that stands twice in one object is refused."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        raise RuleBroken(
            "%(name)s is not in UTF-8: byte %(position)s fits no letter. Save it as UTF-8.",
            name=name,
            position=broken.start + 1,
        ) from None
    try:
        return json.loads(
            text,
            parse_int=_whole,
            parse_float=_decimal,
            parse_constant=_constant,
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as broken:
        raise RuleBroken(
            "%(name)s breaks off as JSON in line %(line)s, column %(column)s: %(fault)s. "
            "Look there for a comma, a bracket or a quotation mark.",
            name=name,
            line=broken.lineno,
            column=broken.colno,
            fault=broken.msg,
        ) from None
    except RecursionError:
        raise RuleBroken("The document is nested too deeply. Make it flatter.") from None


def _whole(text: str) -> int:
    if len(text) > MOST_DIGITS:
        raise _too_large(text)
    return int(text)


def _decimal(text: str) -> Decimal:
    try:
        found = Decimal(text)
    except DecimalException:  # its exponent is beyond all limits
        raise _too_large(text) from None
    if len(text) > MOST_DIGITS or abs(found.adjusted()) > MOST_DIGITS:
        raise _too_large(text)
    return found


def _too_large(text: str) -> RuleBroken:
    return RuleBroken(
        "The number that begins with %(number)s is too long or too large to be meant. Shorten it.",
        number=text[:20],
    )


def _constant(text: str) -> Any:
    raise RuleBroken(
        "%(text)s is no number in JSON. Leave the value out where it is not known.", text=text
    )


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise RuleBroken("“%(name)s” stands twice in one object. Leave one.", name=name[:50])
        found[name] = value
    return found
