"""The values of a case while it is worked through, and what one subject sees of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from programs.domain.terms.frame import Frame
from programs.domain.terms.operands import Operand
from programs.domain.terms.values import NotKnown, Scalar, Unknown, Value


@dataclass(frozen=True, slots=True)
class Column:
    """The values of one name, one for each subject of its level."""

    level: int
    values: list[Value]


@dataclass(frozen=True, slots=True)
class Seen:
    """What one subject sees: its own values and those of the subjects that it belongs to."""

    frame: Frame
    columns: Mapping[str, Column]
    level: int
    row: int

    def value(self, operand: Operand) -> Value:
        """Known or not."""
        if operand.value is not None:
            return operand.value
        column = self.columns[operand.text]
        return column.values[self.frame.row_above(self.level, self.row, column.level)]

    def __call__(self, operand: Operand) -> Scalar:
        """The value, which has to be known."""
        value = self.value(operand)
        if isinstance(value, Unknown):
            raise NotKnown(value)
        return value

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
