"""P12. Scaled by one or more indices over their bases."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from core.domain.words import Sentence, say
from programs.domain.terms.fields import member, operand, rows
from programs.domain.terms.kinds import Kind, number, product
from programs.domain.terms.operands import Operand
from programs.domain.terms.ops.dividing import over_grid, quotient, quotient_span
from programs.domain.terms.slots import UnitSlot
from programs.domain.terms.spans import Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage
from programs.domain.terms.units import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """A value held against its base, such as a list against the average list."""

    index: Operand = operand()
    base: Operand = operand()


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed(RowOp):
    """P12. Scaled by one or more indices over their bases."""

    do, code, home = "indexed", "P12", Stage.PRICE
    of: Operand = operand()
    by: tuple[Index, ...] = rows(Index, most=10)
    unit: Unit | None = member(UnitSlot(), default=None)

    def kind(self, kinds: Kinds) -> Kind:
        """The unit stays; a written price is money unless a unit is given, such as USD/day."""
        found = kinds.number(self.of, self.unit)
        grid = found.grid
        for one in self.by:
            kinds.same([one.index, one.base])
            grid = product(grid, over_grid(kinds.number(one.index), one.base))
        written: Unit = self.unit or kinds.money
        return number(written if found.is_literal else found.unit, grid)

    def result(self, at: At) -> Fraction:
        """Not rounded; a rounding step says where that happens."""
        factors = (quotient(at.number(o.index), at.number(o.base), o.base.text) for o in self.by)
        return reduce(Fraction.__mul__, factors, at.number(self.of))

    def span(self, spans: Spans) -> Span:
        """The product of the spans."""
        factors = (quotient_span(spans, spans(one.index), one.base) for one in self.by)
        return reduce(Span.__mul__, factors, spans(self.of))

    def said(self, names: Names) -> Sentence:
        """In words."""
        by = tuple(
            say("%(index)s divided by %(base)s", index=names(one.index), base=names(one.base))
            for one in self.by
        )
        of = names(self.of) if self.unit else names.money(self.of)
        return say("%(of)s, times %(by)s", of=of, by=by)
