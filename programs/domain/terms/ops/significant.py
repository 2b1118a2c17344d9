"""C3. A result counts only if its p-value is small enough and the sample large enough."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.domain.words import Sentence, say
from programs.domain.terms.fields import choice, operand
from programs.domain.terms.kinds import TRUTH, Kind
from programs.domain.terms.operands import Operand
from programs.domain.terms.ops.comparing import all_span, holds, test_span
from programs.domain.terms.spans import Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Significant(RowOp):
    """C3. A result counts only if its p-value is small enough and the sample large enough."""

    do, code, home = "significant", "C3", Stage.CONDITION
    p: Operand = operand()
    alpha: Operand = operand()
    is_: str = choice("less_than", "at_most")
    sample: Operand = operand()
    least_sample: Operand = operand()

    def kind(self, kinds: Kinds) -> Kind:
        """A yes or no."""
        kinds.same([self.p, self.alpha])
        kinds.same([self.sample, self.least_sample])
        return TRUTH

    def result(self, at: At) -> bool:
        """Both conditions; a sample of exactly the least size is enough."""
        is_small = holds(at.number(self.p), self.is_, at.number(self.alpha))
        return is_small and at.number(self.sample) >= at.number(self.least_sample)

    def span(self, spans: Spans) -> Span:
        """Whether it can hold or fail."""
        return all_span(
            [
                test_span(spans(self.p), self.is_, spans(self.alpha)),
                test_span(spans(self.sample), "at_least", spans(self.least_sample)),
            ]
        )

    def said(self, names: Names) -> Sentence:
        """In words."""
        values = {
            name: names(one)
            for name, one in (
                ("p", self.p),
                ("alpha", self.alpha),
                ("sample", self.sample),
                ("least", self.least_sample),
            )
        }
        return Sentence(SIGNIFICANT[self.is_].text, values)


SIGNIFICANT: Mapping[str, Sentence] = {
    "less_than": say("whether %(p)s is less than %(alpha)s and %(sample)s is at least %(least)s"),
    "at_most": say("whether %(p)s is at most %(alpha)s and %(sample)s is at least %(least)s"),
}
