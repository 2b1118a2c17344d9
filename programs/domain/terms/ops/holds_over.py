"""C4. Whether a condition holds for any, or for all, of the subjects inside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.domain.words import Sentence, say
from programs.domain.terms.fields import choice, member, operand
from programs.domain.terms.kinds import Kind
from programs.domain.terms.labels import KeySlot
from programs.domain.terms.levels import ROOT
from programs.domain.terms.operands import Operand
from programs.domain.terms.spans import Span
from programs.domain.terms.step import At, Kinds, Names, OverOp, Spans, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOver(OverOp):
    """C4. Whether a condition holds for any, or for all, of the subjects inside."""

    do, code, home = "holds_over", "C4", Stage.CONDITION
    when: Operand = operand()
    whom: str = choice("any", "all")
    up_to: str = member(KeySlot(), default=ROOT)

    def kind(self, kinds: Kinds) -> Kind:
        """A yes or no."""
        return kinds.truth(self.when)

    def gathered(self, rows: Sequence[At]) -> bool:
        """Of nobody, all is true and any is not."""
        found = [at.truth(self.when) for at in rows]
        return any(found) if self.whom == "any" else all(found)

    def span_over(self, spans: Spans, count: Span) -> Span:
        """With nobody inside the answer is fixed."""
        nobody = Fraction(int(self.whom == "all"))
        found = spans(self.when)
        return found.or_else(Span(nobody, nobody)) if count.low == 0 else found

    def said(self, names: Names) -> Sentence:
        """In words."""
        values = {"when": names(self.when), "whom": names.whom(self.when)}
        if self.whom == "any":
            return say("whether “%(when)s” holds for any %(whom)s", **values)
        return say("whether “%(when)s” holds for every %(whom)s", **values)
