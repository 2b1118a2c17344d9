"""Every step of a case, worked exactly, one subject after the other."""

from __future__ import annotations

from collections.abc import Sequence

from core.domain.errors import RuleBroken
from programs.domain.terms.frame import Frame, nobody_told
from programs.domain.terms.operands import Operand
from programs.domain.terms.scope import Column, Seen
from programs.domain.terms.sheet import Level, Sheet
from programs.domain.terms.step import AmongOp, Op, OverOp, PartsOp, RowOp, Step
from programs.domain.terms.values import NotKnown, Scalar, Unknown, Value, is_sane
from programs.domain.terms.wiring import Wired


def columns_of(wired: Wired, frame: Frame) -> dict[str, Column]:
    """The value of every input and step for every subject it concerns."""
    columns = inputs_of(wired.sheet, frame)
    for step in wired.order:
        columns.update(worked(wired, step, frame, columns))
    return columns


def inputs_of(sheet: Sheet, frame: Frame) -> dict[str, Column]:
    """The inputs as columns."""
    levels = sheet.level_names()
    return {
        one.key: Column(levels.index(one.subject), frame.inputs[one.key]) for one in sheet.inputs
    }


def worked(wired: Wired, step: Step, frame: Frame, columns: dict[str, Column]) -> dict[str, Column]:
    """The results of one step by name."""
    match step.op:
        case RowOp() as op:
            level = wired.kinds[step.key].level
            return {step.key: Column(level, _rows(op, step, frame, columns, level))}
        case PartsOp() as op:
            names = [f"{step.key}.{part}" for part in op.parts()]
            level = wired.kinds[names[0]].level
            found = _parts(op, step, frame, columns, level)
            return {name: Column(level, v) for name, v in zip(names, found, strict=True)}
        case OverOp() as op:
            level = wired.kinds[step.key].level
            return {step.key: Column(level, _over(op, step, wired, frame, columns))}
        case AmongOp() as op:
            level = wired.kinds[step.key].level
            return {step.key: Column(level, _among(op, step, wired, frame, columns))}
        case _:
            raise TypeError(step.op)


def _rows(
    op: RowOp, step: Step, frame: Frame, columns: dict[str, Column], level: int
) -> list[Value]:
    found: list[Value] = []
    needed = _needed(op)
    for row in range(frame.count(level)):
        seen = Seen(frame, columns, level, row)
        try:
            _check_known(needed, [seen])
            found.append(_sane(op.result(seen), step))
        except NotKnown as unknown:
            found.append(unknown.unknown)
    return found


def _parts(
    op: PartsOp, step: Step, frame: Frame, columns: dict[str, Column], level: int
) -> list[list[Value]]:
    found: list[tuple[Value, ...]] = []
    needed = _needed(op)
    for row in range(frame.count(level)):
        seen = Seen(frame, columns, level, row)
        try:
            _check_known(needed, [seen])
            found.append(tuple(_sane(part, step) for part in op.results(seen)))
        except NotKnown as unknown:
            found.append((unknown.unknown,) * len(op.parts()))
    return [[row[i] for row in found] for i in range(len(op.parts()))]


def _over(
    op: OverOp, step: Step, wired: Wired, frame: Frame, columns: dict[str, Column]
) -> list[Value]:
    inner, outer = _inner(op, columns), wired.groups[step.key]
    found: list[Value] = []
    needed = _needed(op)
    untold = frame.without(inner, outer)
    for parent, rows in enumerate(frame.groups(inner, outer)):
        seen = [Seen(frame, columns, inner, row) for row in rows]
        try:
            _check_told(parent not in untold, wired.sheet.levels[inner - 1])
            _check_known(needed, seen)
            found.append(_sane(op.gathered(seen), step))
        except NotKnown as unknown:
            found.append(unknown.unknown)
    return found


def _among(
    op: AmongOp, step: Step, wired: Wired, frame: Frame, columns: dict[str, Column]
) -> list[Value]:
    inner, outer = _inner(op, columns), wired.groups[step.key]
    found: dict[int, Value] = {}
    needed, untold = _needed(op), frame.without(inner, outer)
    for parent, rows in enumerate(frame.groups(inner, outer)):
        seen = [Seen(frame, columns, inner, row) for row in rows]
        try:
            _check_told(parent not in untold, wired.sheet.levels[inner - 1])
            _check_known(needed, seen)
            shares: Sequence[Value] = [
                _sane(one, step) for one in op.shared(Seen(frame, columns, outer, parent), seen)
            ]
        except NotKnown as unknown:
            shares = [unknown.unknown] * len(rows)
        found.update((row, shares[i]) for i, row in enumerate(rows))
    return [found[row] for row in range(frame.count(inner))]


def _inner(op: Op, columns: dict[str, Column]) -> int:
    return max(columns[o.text].level for o in op.operands() if o.is_name)


def _needed(op: Op) -> tuple[Operand, ...]:
    """The names that have to be known before it is worked, each once."""
    return () if op.lazy else tuple(dict.fromkeys(o for o in op.operands() if o.is_name))


def _check_known(needed: Sequence[Operand], rows: Sequence[Seen]) -> None:
    """All that is missing is named at once, not one after the other."""
    unknown = [
        value
        for seen in rows
        for operand in needed
        if isinstance(value := seen.value(operand), Unknown)
    ]
    if unknown:
        raise NotKnown(Unknown.together(unknown))


def _check_told(is_told: bool, level: Level) -> None:
    """Who is not listed is not there, but without a list nobody knows who is."""
    if not is_told:
        raise NotKnown(nobody_told(level))


def _sane(value: Scalar, step: Step) -> Scalar:
    if is_sane(value):
        return value
    raise RuleBroken(
        "The step “%(step)s” gives a number of more than 600 digits. Nobody means that: check its "
        "rates, years and factors.",
        step=step.key,
    )
