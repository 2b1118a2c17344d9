"""Work a line of a result again from what it says it took: the books can be held against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from programs.domain.terms.kinds import Kind, What
from programs.domain.terms.naming import exact
from programs.domain.terms.operands import Operand
from programs.domain.terms.price import Line
from programs.domain.terms.sheet import Sheet
from programs.domain.terms.step import PartsOp, RowOp
from programs.domain.terms.values import NotKnown, Scalar, Unknown
from programs.domain.terms.wiring import sound


@dataclass(frozen=True, slots=True)
class Taken:
    """The operands as a line tells them; what was not known then is not known now."""

    texts: Mapping[str, str | None]
    kinds: Mapping[str, Kind]

    def __call__(self, operand: Operand) -> Scalar:
        """The value, which has to be known."""
        if operand.value is not None:
            return operand.value
        text = self.texts[operand.text]
        if text is None:
            raise NotKnown(Unknown(()))
        return _value(text, self.kinds[operand.text].what)

    def number(self, operand: Operand) -> Fraction:
        """A number or the number of a day."""
        value = self(operand)
        assert isinstance(value, Fraction)  # noqa: S101 - kinds were made out before
        return value

    def truth(self, operand: Operand) -> bool:
        """Yes or no."""
        return self(operand) is True

    def word(self, operand: Operand) -> str:
        """One of a few words."""
        return str(self(operand))


def replay(sheet: Sheet, line: Line) -> bool:
    """Whether the rule gives the value of a line from its own operands alone.

    A line that gathers many subjects does not tell what each of them had: nothing can be said.
    """
    wired = sound(sheet)
    key, _dot, part = line.key.partition(".")
    op = next(step.op for step in sheet.steps if step.key == key)
    taken = Taken(line.taken, wired.kinds)
    if not isinstance(op, RowOp | PartsOp):
        return False
    if not op.lazy and None in line.taken.values():
        return line.value is None
    try:
        found = op.result(taken) if isinstance(op, RowOp) else _part(op, taken, part)
    except NotKnown:
        return line.value is None
    return line.value == exact(found)


def _part(op: PartsOp, taken: Taken, part: str) -> Fraction:
    return op.results(taken)[op.parts().index(part)]


def _value(text: str, what: What) -> Scalar:
    if what == What.TRUTH:
        return text == "true"
    return text if what == What.WORD else Fraction(text)
