"""What many cases earn: a column for each output."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from programs.domain.terms.bulk.columns import Array
from programs.domain.terms.sheet import Sheet

PRICED, UNKNOWN, REFUSED = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Amounts:
    """What one output comes to for each subject of its level.

    `minor` counts the smallest units of the currency, as Python numbers where int64 may not hold
    them; `status` says whether it stands: priced, not evaluated because something is missing or
    undefined, or refused because the case is. Elsewhere `minor` is 0. `due` counts days, 0 where
    there is none. `parents` names the row of the level above.
    """

    level: int
    minor: Array
    status: Array
    due: Array | None = None
    parents: Array | None = None


@dataclass(frozen=True, slots=True)
class BulkPriced:
    """The result, with the terms it stands on."""

    sheet: Sheet
    amounts: Mapping[str, Amounts]

    def of(self, key: str) -> Amounts:
        """The amounts of an output."""
        return self.amounts[key]
