"""K6. Never less than the limit; with `when`, only where that holds."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.domain.words import Sentence, say
from programs.domain.terms.fields import may, operand
from programs.domain.terms.kinds import Kind
from programs.domain.terms.operands import Operand
from programs.domain.terms.spans import Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class AtLeast(RowOp):
    """K6. Never less than the limit; with `when`, only where that holds."""

    do, code, home = "at_least", "K6", Stage.CAP
    of: Operand = operand()
    limit: Operand = operand()
    when: Operand | None = may()

    def kind(self, kinds: Kinds) -> Kind:
        """The unit that both have."""
        if self.when is not None:
            kinds.truth(self.when)
        return kinds.same([self.of, self.limit])

    def result(self, at: At) -> Fraction:
        """The larger of the two, where it applies."""
        found = at.number(self.of)
        if self.when is not None and not at.truth(self.when):
            return found
        return max(found, at.number(self.limit))

    def span(self, spans: Spans) -> Span:
        """The larger ends, where it applies."""
        raised = spans(self.of).most_of(spans(self.limit))
        if self.when is None or spans(self.when).low == 1:
            return raised
        return spans(self.of) if spans(self.when).high == 0 else raised.or_else(spans(self.of))

    def said(self, names: Names) -> Sentence:
        """In words."""
        of, limit = names(self.of), names(self.limit, like=self.of)
        if self.when is None:
            return say("%(of)s, but at least %(limit)s", of=of, limit=limit)
        return say(
            "%(of)s, but at least %(limit)s if “%(when)s” holds",
            of=of,
            limit=limit,
            when=names(self.when),
        )
