"""K1, K2, K3. Never more than the limit. A cap is never rounded."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.domain.words import Sentence, say
from programs.domain.terms.fields import operand
from programs.domain.terms.kinds import Kind
from programs.domain.terms.operands import Operand
from programs.domain.terms.spans import Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class AtMost(RowOp):
    """K1, K2, K3. Never more than the limit. A cap is never rounded."""

    do, code, home = "at_most", "K3", Stage.CAP
    of: Operand = operand()
    limit: Operand = operand()

    def kind(self, kinds: Kinds) -> Kind:
        """The unit that both have."""
        return kinds.same([self.of, self.limit])

    def result(self, at: At) -> Fraction:
        """The smaller of the two."""
        return min(at.number(self.of), at.number(self.limit))

    def span(self, spans: Spans) -> Span:
        """The smaller ends."""
        return spans(self.of).least_of(spans(self.limit))

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say(
            "%(of)s, but at most %(limit)s",
            of=names(self.of),
            limit=names(self.limit, like=self.of),
        )
