"""M6. Joint success: all of several, any of them, or at least so many."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.words import Sentence, say
from programs.domain.terms.fields import operand, operands
from programs.domain.terms.kinds import TRUTH, Kind
from programs.domain.terms.operands import Operand
from programs.domain.terms.spans import Span, truth
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class KOf(RowOp):
    """M6. Joint success: all of several, any of them, or at least so many."""

    do, code, home = "at_least_of", "M6", Stage.CONDITION
    of: tuple[Operand, ...] = operands()
    needed: Operand = operand()

    def kind(self, kinds: Kinds) -> Kind:
        """A yes or no about yeses and noes."""
        for one in self.of:
            kinds.truth(one)
        kinds.number(self.needed)
        return TRUTH

    def result(self, at: At) -> bool:
        """Whether enough hold."""
        return sum([at.truth(one) for one in self.of]) >= at.number(self.needed)

    def span(self, spans: Spans) -> Span:
        """Whether enough can hold."""
        found, needed = [spans(one) for one in self.of], spans(self.needed)
        low, high = sum(one.low for one in found), sum(one.high for one in found)
        return truth(can_be_yes=high >= needed.low, can_be_no=low < needed.high)

    def said(self, names: Names) -> Sentence:
        """In words."""
        of = tuple(map(names, self.of))
        return say(
            "whether at least %(needed)s of these hold: %(of)s", needed=names(self.needed), of=of
        )
