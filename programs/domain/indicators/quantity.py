"""What can be counted: each quantity with its name and the headers under which files hold it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.domain.words import Named


class Holds(StrEnum):
    """What the cells of a column hold."""

    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class Quantity:
    """One column. A loose header may mean something else; where it is used, that is said."""

    key: str
    name: Named
    headers: tuple[str, ...]
    loose: tuple[str, ...] = ()
    holds: Holds = Holds.NUMBER


def count(
    key: str, english: str, korean: str, *headers: str, loose: tuple[str, ...] = ()
) -> Quantity:
    """A quantity that is a number; its key and its Korean name are headers too."""
    return Quantity(key, Named(english, korean), (key, korean, *headers), loose)
