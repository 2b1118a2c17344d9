"""C8. What is paid if the contract is stopped early, and what otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.words import Sentence, say
from programs.domain.terms.fields import operand
from programs.domain.terms.kinds import Kind
from programs.domain.terms.operands import Operand
from programs.domain.terms.spans import Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage
from programs.domain.terms.values import Scalar


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlyStop(RowOp):
    """C8. What is paid if the contract is stopped early, and what otherwise."""

    do, code, home = "early_stop", "C8", Stage.CONDITION
    lazy = True
    of: Operand = operand()
    stopped: Operand = operand()
    pays: Operand = operand()

    def kind(self, kinds: Kinds) -> Kind:
        """The unit that both have."""
        kinds.truth(self.stopped)
        return kinds.same([self.of, self.pays])

    def result(self, at: At) -> Scalar:
        """Only what counts has to be known."""
        return at.number(self.pays if at.truth(self.stopped) else self.of)

    def span(self, spans: Spans) -> Span:
        """Either, where it can be stopped."""
        stopped = spans(self.stopped)
        if stopped.is_point:
            return spans(self.pays if stopped.low else self.of)
        return spans(self.of).or_else(spans(self.pays))

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say(
            "%(of)s; if “%(stopped)s” holds, %(pays)s instead",
            of=names(self.of),
            stopped=names(self.stopped),
            pays=names(self.pays, like=self.of),
        )
