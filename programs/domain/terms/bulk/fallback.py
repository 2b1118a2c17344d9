"""Any step, row by row with its own exact rule: slow, and right for what has no kernel."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

from core.domain.errors import RuleBroken
from programs.domain.terms.bulk.facts import ONE, Fact
from programs.domain.terms.bulk.rows import Chunk
from programs.domain.terms.kinds import What
from programs.domain.terms.operands import Operand
from programs.domain.terms.step import AmongOp, Op, OverOp, PartsOp, RowOp
from programs.domain.terms.values import NotKnown, Scalar, Unknown

Cells: TypeAlias = Mapping[str, Sequence[Any]]
NOTHING = Unknown(())  # why it is not known, `price` tells


@dataclass(frozen=True, slots=True)
class One:
    """What one subject sees: a cell of each column; an empty one is not known."""

    cells: Cells
    row: int

    def __call__(self, operand: Operand) -> Scalar:
        """The value, which has to be known."""
        if operand.value is not None:
            return operand.value
        found: Scalar | None = self.cells[operand.text][self.row]
        if found is None:
            raise NotKnown(NOTHING)
        return found

    def number(self, operand: Operand) -> Fraction:
        """A number or the number of a day."""
        found = self(operand)
        assert isinstance(found, Fraction)  # noqa: S101 - kinds were made out before
        return found

    def truth(self, operand: Operand) -> bool:
        """Yes or no."""
        return self(operand) is True

    def word(self, operand: Operand) -> str:
        """One of a few words."""
        return str(self(operand))


def cells_of(chunk: Chunk, names: Sequence[str], facts: Mapping[str, Fact], level: int) -> Cells:
    """Columns as lists of exact values for the subjects of a level."""
    return {name: _cells(chunk, name, facts[name], level) for name in names}


def _cells(chunk: Chunk, name: str, fact: Fact, level: int) -> list[Any]:
    found: list[Any] = [_exact(fact)(one) for one in chunk.values[name].tolist()]
    unknown = chunk.unknown.get(name)
    if unknown is not None:
        found = [None if hole else one for one, hole in zip(found, unknown.tolist(), strict=True)]
    if level == fact.level:
        return found
    return [found[row] for row in chunk.above(level, fact.level).tolist()]


def _exact(fact: Fact) -> Callable[[Any], Scalar]:
    if fact.what == What.TRUTH:
        return bool
    if fact.what == What.WORD:
        return fact.words.__getitem__
    return Fraction if fact.scale == ONE else lambda count: count * fact.scale


@dataclass(frozen=True, slots=True)
class Case:
    """The operands of a step for each subject of its level, and of the one it gathers to."""

    op: Op
    inner: Cells
    outer: Cells
    groups: Sequence[range]

    def answers(self, skipped: Sequence[bool]) -> Iterator[tuple[int, Sequence[Any] | RuleBroken]]:
        """Results or a refusal for each row or group; what is not known gives no answer."""
        for row, is_skipped in enumerate(skipped):
            if is_skipped:
                continue
            try:
                yield row, self._answer(row)
            except NotKnown:
                continue
            except RuleBroken as broken:
                yield row, broken

    def _answer(self, row: int) -> Sequence[Any]:
        rows = [One(self.inner, i) for i in self.groups[row]]
        match self.op:
            case RowOp() as op:
                return (op.result(rows[0]),)
            case PartsOp() as op:
                return op.results(rows[0])
            case OverOp() as op:
                return (op.gathered(rows),)
            case AmongOp() as op:
                return op.shared(One(self.outer, row), rows)
            case _:
                raise TypeError(self.op)
