"""C2. All indicators have to reach the same line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.domain.words import Sentence, say
from programs.domain.terms.fields import choice, operand, operands
from programs.domain.terms.kinds import TRUTH, Kind
from programs.domain.terms.operands import Operand
from programs.domain.terms.ops.comparing import TESTS, all_span, holds, test_span
from programs.domain.terms.spans import Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage

ALL_SAID: Mapping[str, Sentence] = {
    "at_least": say("whether each of these is at least %(than)s: %(of)s"),
    "more_than": say("whether each of these is more than %(than)s: %(of)s"),
    "at_most": say("whether each of these is at most %(than)s: %(of)s"),
    "less_than": say("whether each of these is less than %(than)s: %(of)s"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Each(RowOp):
    """C2. All indicators have to reach the same line."""

    do, code, home = "each", "C2", Stage.CONDITION
    of: tuple[Operand, ...] = operands()
    is_: str = choice(*TESTS)
    than: Operand = operand()

    def kind(self, kinds: Kinds) -> Kind:
        """A yes or no about numbers of one unit."""
        kinds.same([*self.of, self.than])
        return TRUTH

    def result(self, at: At) -> bool:
        """Whether all hold."""
        than = at.number(self.than)
        return all(holds(at.number(one), self.is_, than) for one in self.of)

    def span(self, spans: Spans) -> Span:
        """Whether all can hold, or one can fail."""
        return all_span([test_span(spans(one), self.is_, spans(self.than)) for one in self.of])

    def said(self, names: Names) -> Sentence:
        """In words."""
        of = tuple(map(names, self.of))
        return Sentence(
            ALL_SAID[self.is_].text, {"of": of, "than": names(self.than, like=self.of[0])}
        )
