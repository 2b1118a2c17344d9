"""A published case as the sheet asks for it, and where the published number then stands."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from programs.domain.terms.document import sheet_from
from programs.domain.terms.frame import frame_of
from programs.domain.terms.price import price
from programs.domain.terms.sheet import Sheet
from programs.domain.terms.step import Op
from programs.domain.terms.values import Value
from programs.domain.terms.wiring import sound
from programs.domain.terms.working import columns_of

SHEETS = Path(__file__).parents[5] / "docs/contracts"
MOST_SAID = 30  # subjects; the lines of more are not needed and would only take time

Case = Mapping[str, Any]
Contract = Mapping[str, Any]


@dataclass(frozen=True)
class Asked:
    """`key` of `case` has to be what was published, times `times` where units differ.

    `words` says what a published word stands for; `also` are further values that were published
    or that have to hold for the case to be the published one.
    """

    case: Case
    key: str
    row: int = 0
    times: int = 1
    words: Mapping[str, bool] = field(default_factory=dict)
    also: Mapping[str, str] = field(default_factory=dict)

    def published(self, expected: str) -> Fraction | bool:
        """The published number or word."""
        return self.words[expected] if self.words else Fraction(expected)


def sheet_of(name: str) -> Sheet:
    """The sheet of a contract."""
    return sheet_from(json.loads((SHEETS / f"{name}.json").read_text(encoding="utf-8")))


def worth(sheet: Sheet, case: Case, key: str, row: int = 0) -> Value:
    """What a step comes to; many subjects are worked by the same steps without their lines."""
    if sum(len(v) for v in case.values() if isinstance(v, list)) > MOST_SAID:
        return columns_of(sound(sheet), frame_of(sheet, case))[key].values[row]
    return price(sheet, case).value(key, row)


def laid_out(units: Mapping[str, int], limits: Mapping[str, int]) -> list[dict[str, int]]:
    """Claims of an outcome laid out over as few people as may make them, the first people first."""
    people = max(-(-count // limits[key]) for key, count in units.items())
    return [
        {key: count // people + (i < count % people) for key, count in units.items()}
        for i in range(people)
    ]


def card_of(sheet: Sheet, step: str) -> dict[str, Fraction | None]:
    """The rates of a rate card by outcome."""
    card: Any = next(one.op for one in sheet.steps if one.key == step)
    return {item.of.text: item.rate.value for item in card.items}


def codes_of(op: type[Op]) -> set[str]:
    """The steps of the reference that an operation carries: its docstring begins with them."""
    return {op.code, *(op.__doc__ or "").partition(".")[0].split(", ")}


def rates_of(rates: Sequence[tuple[str, str]]) -> dict[str, Fraction]:
    """Published rates by the names of the sheet."""
    return {key: Fraction(rate) for key, rate in rates}
