"""How one value of payment terms is shown in a box, and read back from what was typed."""

from __future__ import annotations

import re
from typing import Any

from programs.domain.terms import Member

WHOLE = re.compile(r"-?[0-9]{1,9}")
THOUSANDS = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
PLAIN = re.compile(r"(-?)([0-9]{5,18})((?:\.[0-9]+)?)")
MONEY = re.compile(r"^(?:₩|￦)\s*|\s*원$")
COUNTED = frozenset({"operand", "operands", "bound", "number"})


def shown(value: Any, shape: str) -> str:
    """What stands in the box; a long number with its thousands, so that zeros can be counted."""
    if value is None or isinstance(value, bool | list | dict):
        return ""
    text = str(value)
    if shape in COUNTED and (found := PLAIN.fullmatch(text)):
        return f"{found[1]}{int(found[2]):,}{found[3]}" if found[2][0] != "0" else text
    return text


def typed(text: str, shape: str) -> Any:
    """What was meant: a number without its thousands, a whole number as one, else the text."""
    bare = text.strip()
    if shape == "whole":
        return int(bare) if WHOLE.fullmatch(bare) else bare
    if shape in COUNTED:
        digits = MONEY.sub("", bare)
        if THOUSANDS.fullmatch(digits):
            return digits.replace(",", "")
        return digits if digits != bare and re.fullmatch(r"-?[0-9.]+", digits) else bare
    return bare


def rows_in(found: Any, member: Member) -> list[Any]:
    """The rows or items that are there; what is no list has none."""
    return list(found)[: member.slot.most] if isinstance(found, list) else []  # type: ignore[attr-defined]
