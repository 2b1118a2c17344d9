"""What one clause has earned, less what its payouts carry already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.domain.money import NOTHING, Money
from core.domain.words import say, sentence_from
from payouts.domain.calculation import HELD, calculate
from programs.domain.terms import Attainment, Line, Priced, TermSheet

CAP, OVERPAID = "cap", "overpaid"


@dataclass(frozen=True, slots=True)
class Earned:
    """What is due now, never below nothing, and the lines that add up to it."""

    lines: tuple[Line, ...]
    due: Money

    def as_json(self) -> list[dict[str, Any]]:
        """How the working is kept beside the amount."""
        return [
            {"key": line.key, "working": line.working.as_json(), "won": line.amount.won}
            for line in self.lines
        ]


def earned_by(
    sheet: TermSheet, key: str, attainment: Attainment, carried: Money, left: Money
) -> Earned:
    """Price one clause of a term sheet; the other clauses have payouts of their own."""
    priced = sheet.price({key: attainment})
    lines = tuple(line for line in priced.lines if line.key in {key, CAP})
    worked = calculate(priced=Priced(lines, priced.total), paid_before=carried, left=left)
    if worked.claims_back:
        more = say(
            "Earlier payouts carry %(more)s more than is earned now. Nothing is due; "
            "a person decides on a correction.",
            more=-worked.due,
        )
        return Earned((*worked.lines, Line(OVERPAID, more, -worked.due)), NOTHING)
    return Earned(tuple(_named(line, sheet, left) for line in worked.lines), worked.due)


def _named(line: Line, sheet: TermSheet, left: Money) -> Line:
    """A reserve that ends where the cap of the terms does is called by that name."""
    if line.key == HELD and sheet.is_capped:
        return sheet.cap.used_up(left=left, over=-line.amount)
    return line


def lines_from(stored: Sequence[dict[str, Any]]) -> tuple[Line, ...]:
    """Read a stored working back."""
    return tuple(
        Line(line["key"], sentence_from(line["working"]), Money(line["won"])) for line in stored
    )


def comes_out_again(
    sheet: TermSheet,
    key: str,
    inputs: Mapping[str, Any],
    working: Sequence[dict[str, Any]],
    amount: Money,
) -> bool:
    """Whether the stored inputs give the stored working and amount, to the won."""
    earned = earned_by(
        sheet,
        key,
        _attainment(inputs["attainment"]),
        Money(inputs["carried"]),
        Money(inputs["left"]),
    )
    return earned.due == amount and earned.as_json() == list(working)


def _attainment(stored: Mapping[str, str | None]) -> Attainment:
    verified = stored["verified"]
    return Attainment(
        Decimal(stored["target"] or 0), None if verified is None else Decimal(verified)
    )
