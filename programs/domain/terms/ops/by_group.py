"""P2. A value that depends on a group, such as a rate by age or a deadweight by cohort."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from programs.domain.terms.fields import member, operand, rows
from programs.domain.terms.kinds import Kind, number
from programs.domain.terms.labels import KeySlot
from programs.domain.terms.operands import Operand
from programs.domain.terms.slots import UnitSlot
from programs.domain.terms.spans import Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage
from programs.domain.terms.units import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What one group is worth."""

    is_: str = member(KeySlot())
    gives: Operand = operand()


@dataclass(frozen=True, slots=True, kw_only=True)
class Card(RowOp):
    """P2. A value that depends on a group, such as a rate by age or a deadweight by cohort."""

    do, code, home = "card", "P2", Stage.PRICE
    lazy = True
    of: Operand = operand()
    rows_: tuple[Group, ...] = rows(Group)
    unit: Unit | None = member(UnitSlot(), default=None)

    def check(self, place: str) -> None:
        """Each group once."""
        names = [row.is_ for row in self.rows_]
        for i, name in enumerate(names):
            if name in names[:i]:
                raise RuleBroken(
                    "%(place)s is “%(name)s”, which stands above already. Leave one.",
                    place=f"{place}.rows[{i}].is",
                    name=name,
                )

    def kind(self, kinds: Kinds) -> Kind:
        """What the groups are worth: money unless a unit is given. Every group has a row."""
        found = kinds.has_words(self.of, [row.is_ for row in self.rows_])
        left = [word for word in found.words if word not in {row.is_ for row in self.rows_}]
        if left:
            raise RuleBroken(
                "%(place)s can also be %(left)s, for which no row is there. Add one.",
                place=kinds.at(self.of),
                left=", ".join(left),
            )
        unit = self.unit or kinds.money
        for row in self.rows_:
            kinds.number(row.gives, unit)
        return number(unit, kinds.same([row.gives for row in self.rows_]).grid)

    def result(self, at: At) -> Fraction:
        """What the group is worth."""
        word = at.word(self.of)
        return at.number(next(row.gives for row in self.rows_ if row.is_ == word))

    def span(self, spans: Spans) -> Span:
        """What any group is worth that it can be."""
        words = spans(self.of).words
        return reduce(Span.or_else, [spans(r.gives) for r in self.rows_ if r.is_ in words])

    def said(self, names: Names) -> Sentence:
        """In words."""
        shown = names if self.unit else names.money
        groups = tuple(
            say("%(group)s: %(gives)s", group=row.is_, gives=shown(row.gives)) for row in self.rows_
        )
        return say("what is set for %(of)s: %(groups)s", of=names(self.of), groups=groups)
