"""Rows of an answer that are set aside instead of applied: why, and what becomes of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from core.domain.errors import RuleBroken, Stale
from core.domain.tables import CellError
from core.domain.words import Sentence, say
from payouts.domain.answer_line import AnswerLine
from payouts.domain.lifecycle import DisbursementState
from payouts.domain.matching import Matched


class Remedy(StrEnum):
    """How a row that was set aside is resolved."""

    TAKEN_UP = "taken_up"
    OVERTAKEN = "overtaken"
    NOT_OURS = "not_ours"


@dataclass(frozen=True, slots=True)
class Aside:
    """One row that is not applied, with everything that is said against it."""

    row: int
    key: str
    reasons: tuple[CellError, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rows the officer ticked, and why the others that are understood wait."""

    ticked: frozenset[int]
    why: str


@dataclass(frozen=True, slots=True)
class Parted:
    """An answer as the officer parts it: rows to apply, and rows that wait to be resolved."""

    lines: tuple[AnswerLine, ...]
    asides: tuple[Aside, ...]


def parted(found: Matched, choice: Choice | None) -> Parted:
    """What was ticked is applied; every other row is set aside with its reason, none is lost.

    Without a choice the answer is taken as a whole, and so only if all of it is understood.
    """
    if choice is None:
        _check_understood(found)
        return Parted(found.lines, ())
    _check_chosen(found, choice)
    left = [line for line in found.lines if line.row not in choice.ticked]
    against: dict[int, list[CellError]] = defaultdict(list)
    for error in found.errors:
        against[error.row].append(error)
    for line in left:
        said = say("It is understood, but was not ticked: %(why)s", why=choice.why)
        against[line.row].append(CellError(line.row, "key", said))
    return Parted(
        tuple(line for line in found.lines if line.row in choice.ticked),
        tuple(Aside(row, found.keys.get(row, ""), tuple(against[row])) for row in sorted(against)),
    )


def why_not(remedy: Remedy, *, of_ours: bool, waits: bool) -> Sentence | None:
    """Why a row cannot be resolved this way, as far as the payment that it names goes.

    What still waits for its answer is not talked away: the answer comes first.
    """
    if remedy == Remedy.NOT_OURS:
        return (
            say("The row names a payment of this file. Say what became of it.") if of_ours else None
        )
    if not of_ours:
        return say("The row names no payment of this file, so nothing of ours follows from it.")
    if remedy == Remedy.OVERTAKEN and waits:
        return say(
            "The payment still waits for its answer. Ask the bank for it and read it first; this "
            "row stays in sight until then."
        )
    return None


def _check_understood(found: Matched) -> None:
    if found.errors:
        raise RuleBroken(
            "%(count)s places of the file are not understood, so nothing was applied. "
            "Mend them or ask the bank, then send the file again.",
            field="file",
            count=len(found.errors),
        )
    if not found.says_something:
        raise RuleBroken("The file answers nothing. Choose the bank's answer.", field="file")


def _check_chosen(found: Matched, choice: Choice) -> None:
    if not found.has_rows:
        raise RuleBroken(
            "This file cannot be taken row by row: what is wrong with it is wrong as a whole. "
            "Ask the bank for another.",
            field="file",
        )
    if not found.errors:
        _check_understood(found)
    rows = {line.row for line in found.lines}
    if strange := choice.ticked - rows:
        raise Stale(
            "Row %(row)s is not understood any more: something has changed since the page was "
            "drawn. Check the file again.",
            row=min(strange),
        )
    if not choice.why and (left := rows - choice.ticked):
        raise RuleBroken(
            "%(count)s rows are understood and not ticked. Tick them, or say why they wait.",
            field="reason",
            count=len(left),
        )
    _check_order(found, choice.ticked)


def _check_order(found: Matched, ticked: AbstractSet[int]) -> None:
    """What one file says was paid and came back is not booked as come back alone."""
    unpaid = {
        line.key: line.row
        for line in found.lines
        if line.outcome == DisbursementState.PAID and line.row not in ticked
    }
    for line in found.lines:
        if line.row in ticked and line.key in unpaid:
            raise RuleBroken(
                "Row %(row)s says that money came back which row %(paid)s says was paid. "
                "Tick both.",
                field="rows",
                row=line.row,
                paid=unpaid[line.key],
            )
