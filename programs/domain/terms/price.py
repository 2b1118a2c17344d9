"""What a case earns by a sheet: amounts, and a line for every step that can be worked again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from core.domain.words import Named, Phrase, Sentence, phrase_json
from programs.domain.terms.document import sheet_digest
from programs.domain.terms.frame import Frame, frame_of, nobody_told
from programs.domain.terms.naming import Naming, Valued, exact, told
from programs.domain.terms.operands import Operand
from programs.domain.terms.room import Room
from programs.domain.terms.scope import Column, Seen
from programs.domain.terms.sheet import Output, Sheet
from programs.domain.terms.step import AmongOp, OverOp, Step
from programs.domain.terms.values import Unknown, Value
from programs.domain.terms.wiring import Wired, sound
from programs.domain.terms.working import columns_of


@dataclass(frozen=True, slots=True)
class Line:
    """One step for one subject. `taken` has its operands exactly; `value` its result exactly."""

    key: str
    subject: str
    stage: str
    rule: str
    label: Named
    working: Sentence
    taken: Mapping[str, str | None]
    value: str | None  # None: it cannot be evaluated
    told: Phrase
    why: tuple[Sentence, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """How a line is kept beside an amount."""
        return {
            "key": self.key,
            "subject": self.subject,
            "stage": self.stage,
            "rule": self.rule,
            "label": self.label.as_json(),
            "working": self.working.as_json(),
            "taken": dict(self.taken),
            "value": self.value,
            "told": phrase_json(self.told),
            "why": [one.as_json() for one in self.why],
        }


@dataclass(frozen=True, slots=True)
class Amount:
    """What one party owes another. Without an amount it cannot be evaluated, and `why` says why.

    `minor` counts the smallest units of the currency: won, or cents. Below zero the payee pays.
    """

    key: str
    label: Named
    subject: str
    payer: str
    payee: str
    tranche: str
    minor: int | None
    due: date | None = None
    why: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Priced:
    """The result, with the version of the terms it stands on."""

    sheet: Sheet
    digest: str
    amounts: tuple[Amount, ...]
    lines: tuple[Line, ...]
    columns: Mapping[str, Column]
    frame: Frame

    @property
    def is_complete(self) -> bool:
        """Whether every amount could be evaluated."""
        return all(one.minor is not None for one in self.amounts)

    @property
    def total(self) -> int:
        """All amounts that could be evaluated, in the smallest unit of the currency."""
        return sum(one.minor or 0 for one in self.amounts)

    def of(self, key: str) -> Amount:
        """The amount of an output that there is only one of."""
        return next(one for one in self.amounts if one.key == key)

    def value(self, name: str, row: int = 0) -> Value:
        """What an input or a step came to."""
        return self.columns[name].values[row]


def price(sheet: Sheet, case: object, room: Room | None = None) -> Priced:
    """Price a case exactly. A sheet or a case that makes no sense is refused with its place.

    What is missing is no zero: amounts that need it cannot be evaluated and name it, the others
    are priced. Several cases of one question share their `room`.
    """
    room = room or Room()
    wired, naming, digest = _made_out(sheet)
    frame = frame_of(sheet, case, room)
    room.take_lines(_lines_in(wired, frame))
    columns = columns_of(wired, frame)
    lines = [line for step in wired.order for line in _lines(wired, step, frame, columns, naming)]
    amounts = [one for output in sheet.outputs for one in _amounts(output, wired, frame, columns)]
    return Priced(sheet, digest, tuple(amounts), tuple(lines), columns, frame)


@lru_cache(maxsize=64)
def _made_out(sheet: Sheet) -> tuple[Wired, Naming, str]:
    """What is the same for every case: a sheet may price thousands."""
    wired = sound(sheet)
    return wired, Naming.of(wired), sheet_digest(sheet)


def _lines_in(wired: Wired, frame: Frame) -> int:
    """How many results, amounts and reports there will be, known before any is worked out."""
    results = [name for step in wired.order for name in _results(step)]
    told = [one.amount for one in wired.sheet.outputs] + [one.value for one in wired.sheet.reports]
    names = [*results, *(one.text for one in told if one.is_name)]
    return sum(frame.count(wired.kinds[name].level) for name in names)


def _results(step: Step) -> list[str]:
    return [f"{step.key}.{part}" for part in step.op.parts()] or [step.key]


def _lines(
    wired: Wired, step: Step, frame: Frame, columns: Mapping[str, Column], naming: Naming
) -> Iterator[Line]:
    names = [one for one in step.op.operands() if one.is_name]
    for name in _results(step):
        column, kind = columns[name], wired.kinds[name]
        for row, value in enumerate(column.values):
            known = _known(step, names, Seen(frame, columns, column.level, row))
            yield Line(
                key=name,
                subject=_subject(frame, column.level, row),
                stage=step.stage,
                rule=step.op.code,
                label=naming.labels[name],
                working=step.op.said(Valued(naming, known)),
                taken={k: None if isinstance(v, Unknown) else exact(v) for k, v in known.items()},
                value=None if isinstance(value, Unknown) else exact(value),
                told=told(value, kind, wired.sheet.currency),
                why=value.reasons if isinstance(value, Unknown) else (),
            )


def _known(step: Step, names: Sequence[Operand], seen: Seen) -> dict[str, Value]:
    """Its operands by name; of many subjects only their own lines tell."""
    return {one.text: seen.value(one) for one in names if _is_one(step, seen, one)}


def _is_one(step: Step, seen: Seen, operand: Operand) -> bool:
    """Whether the subject has one value of an operand, and not one for each subject inside."""
    return (
        not isinstance(step.op, OverOp | AmongOp) or seen.columns[operand.text].level <= seen.level
    )


def _untold(output: Output, wired: Wired, frame: Frame, level: int) -> Iterator[Amount]:
    """Where it is not known who there is, the amounts of all inside are not known either."""
    for at, row in frame.absent:
        if at < level:
            yield Amount(
                key=output.key,
                label=output.label,
                subject=_subject(frame, at, row),
                payer=output.payer,
                payee=output.payee,
                tranche=output.tranche,
                minor=None,
                why=nobody_told(wired.sheet.levels[at]).reasons,
            )


def _amounts(
    output: Output, wired: Wired, frame: Frame, columns: Mapping[str, Column]
) -> Iterator[Amount]:
    level = wired.kinds[output.amount.text].level if output.amount.is_name else 0
    levels = wired.sheet.level_names()
    yield from _untold(output, wired, frame, level)
    for row in range(frame.count(level)):
        seen = Seen(frame, columns, level, row)
        value = seen.value(output.amount)
        subject = _subject(frame, level, row)
        names = {
            name: _subject(frame, i, frame.row_above(level, row, i))
            for i, name in enumerate(levels[: level + 1])
            if i
        }
        yield Amount(
            key=output.key,
            label=output.label,
            subject=subject,
            payer=names.get(output.payer, output.payer),
            payee=names.get(output.payee, output.payee),
            tranche=output.tranche,
            minor=int(value / wired.sheet.currency.smallest)
            if isinstance(value, Fraction)
            else None,
            due=_due(output, seen),
            why=value.reasons if isinstance(value, Unknown) else (),
        )


def _due(output: Output, seen: Seen) -> date | None:
    found = seen.value(output.due) if output.due else None
    return date.fromordinal(int(found)) if isinstance(found, Fraction) else None


def _subject(frame: Frame, level: int, row: int) -> str:
    """The names from the outside in, such as `Carla Guard / Site 3`; the contract has none."""
    path: list[str] = []
    while level > 0:
        path.insert(0, frame.names[level][row])
        row, level = frame.parents[level][row], level - 1
    return " / ".join(path)
