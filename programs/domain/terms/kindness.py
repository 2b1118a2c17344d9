"""What the operands of one step are; a wrong kind is refused with its place and a repair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from programs.domain.terms.fields import operands_of
from programs.domain.terms.kinds import DATE, Kind, What, common
from programs.domain.terms.operands import Operand
from programs.domain.terms.step import AmongOp, Step
from programs.domain.terms.units import Unit

CALLED: Mapping[What, Sentence] = {
    What.NUMBER: say("a number"),
    What.TRUTH: say("a yes or no"),
    What.WORD: say("a choice"),
    What.DATE: say("a date"),
}


@dataclass(frozen=True, slots=True)
class KindsOf:
    """The kinds as one step sees them."""

    known: Mapping[str, Kind]
    money: Unit
    step: Step
    place: str

    def of(self, operand: Operand) -> Kind:
        """Whatever it is; a name whose own step is broken has none, and is passed over."""
        if operand.value is not None:
            if operand.is_date:
                return DATE
            return Kind(grid=abs(operand.value), is_literal=True)
        if operand.text not in self.known:
            raise RuleBroken(
                "%(place)s uses “%(name)s”, which cannot be worked out. Mend that one first.",
                place=self.at(operand),
                name=operand.text,
            )
        return self.known[operand.text]

    def at(self, operand: Operand) -> str:
        """The place of an operand in the document."""
        places = [place for place, one in operands_of(self.step.op) if one is operand]
        return f"{self.place}.{places[0]}" if places else self.place

    def number(self, operand: Operand, unit: Unit | None = None) -> Kind:
        """It has to be a number, in this unit if one is given."""
        kind = self._what(operand, What.NUMBER)
        if unit is None or kind.is_literal or kind.unit == unit:
            return kind
        raise RuleBroken(
            "%(place)s is counted in %(found)s; it has to be in %(wanted)s.",
            place=self.at(operand),
            found=str(kind.unit),
            wanted=str(unit),
        )

    def truth(self, operand: Operand) -> Kind:
        """It has to be a yes or no."""
        return self._what(operand, What.TRUTH)

    def is_date(self, operand: Operand) -> bool:
        """Whether it is a date."""
        return self.of(operand).what == What.DATE

    def is_truth(self, operand: Operand) -> bool:
        """Whether it is a yes or no."""
        return self.of(operand).what == What.TRUTH

    def has_words(self, operand: Operand, words: Sequence[str]) -> Kind:
        """It has to be a choice that can be each of these."""
        kind = self._what(operand, What.WORD)
        for word in words:
            if word not in kind.words:
                raise RuleBroken(
                    "%(place)s can never be “%(word)s”. It can be: %(words)s.",
                    place=self.at(operand),
                    word=word,
                    words=", ".join(kind.words),
                )
        return kind

    def date(self, operand: Operand) -> Kind:
        """It has to be a date."""
        return self._what(operand, What.DATE)

    def same(self, operands: Sequence[Operand]) -> Kind:
        """They have to be numbers of one unit; the kind of their sum."""
        kinds = [self.number(operand) for operand in operands]
        units = [kind.unit for kind in kinds if not kind.is_literal]
        for operand in operands:
            self.number(operand, units[0] if units else None)
        grid = common(*(kind.grid for kind in kinds))
        return Kind(What.NUMBER, units[0] if units else Unit(), 0, grid, is_literal=not units)

    @property
    def deepest(self) -> int:
        """The innermost level that its operands speak of."""
        return max((self.of(operand).level for operand in self.step.op.operands()), default=0)

    def level_named(self, name: str, levels: Sequence[str]) -> int:
        """The level that a step gathers to; it has to lie further out than what is gathered."""
        if name in levels and levels.index(name) < self.deepest:
            return levels.index(name)
        raise RuleBroken(
            "%(place)s is “%(found)s”; it has to be a level further out than what is gathered. "
            "Levels from the outside in are: %(levels)s.",
            place=f"{self.place}.up_to",
            found=name,
            levels=", ".join(levels),
        )

    def level_among(self, op: AmongOp) -> int:
        """The level whose subjects' inner subjects share."""
        whole = op.whole()
        level = self.deepest - 1 if whole is None else self.of(whole).level
        if 0 <= level < self.deepest:
            return level
        raise RuleBroken(
            "%(place)s has nobody to share among: what is shared and those who share are on one "
            "level. Take what is shared from a level further out.",
            place=self.place,
        )

    def _what(self, operand: Operand, what: What) -> Kind:
        kind = self.of(operand)
        if kind.what == what:
            return kind
        raise RuleBroken(
            "%(place)s is %(found)s; it has to be %(wanted)s.",
            place=self.at(operand),
            found=CALLED[kind.what],
            wanted=CALLED[what],
        )
