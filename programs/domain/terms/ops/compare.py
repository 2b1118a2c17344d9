"""C1, C7. A threshold, strict or with its bound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.domain.words import Sentence, say
from programs.domain.terms.fields import choice, operand
from programs.domain.terms.kinds import TRUTH, Kind
from programs.domain.terms.operands import Operand
from programs.domain.terms.ops.comparing import TESTS, holds, test_span
from programs.domain.terms.spans import Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage

SAID: Mapping[str, Sentence] = {
    "at_least": say("whether %(of)s is at least %(than)s"),
    "more_than": say("whether %(of)s is more than %(than)s"),
    "at_most": say("whether %(of)s is at most %(than)s"),
    "less_than": say("whether %(of)s is less than %(than)s"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Compare(RowOp):
    """C1, C7. A threshold, strict or with its bound."""

    do, code, home = "compare", "C1", Stage.CONDITION
    of: Operand = operand()
    is_: str = choice(*TESTS)
    than: Operand = operand()

    def kind(self, kinds: Kinds) -> Kind:
        """A yes or no about two numbers of one unit, or two dates."""
        comparable(kinds, self.of, self.than)
        return TRUTH

    def result(self, at: At) -> bool:
        """Whether it holds."""
        return holds(at.number(self.of), self.is_, at.number(self.than))

    def span(self, spans: Spans) -> Span:
        """Whether it can hold or fail."""
        return test_span(spans(self.of), self.is_, spans(self.than))

    def said(self, names: Names) -> Sentence:
        """In words."""
        return Sentence(
            SAID[self.is_].text, {"of": names(self.of), "than": names(self.than, like=self.of)}
        )


def comparable(kinds: Kinds, of: Operand, than: Operand) -> None:
    """Two dates, or two numbers of one unit."""
    if than.is_date or kinds.is_date(of):
        kinds.date(of)
        kinds.date(than)
    else:
        kinds.same([of, than])
