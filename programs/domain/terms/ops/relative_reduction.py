"""M3. How much lower a value is than what it is held against, as a share of that."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.domain.words import Sentence, say
from programs.domain.terms.fields import choice, operand
from programs.domain.terms.kinds import Kind, number
from programs.domain.terms.operands import Operand
from programs.domain.terms.ops.dividing import quotient, quotient_span
from programs.domain.terms.spans import ONE, Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage
from programs.domain.terms.units import PURE


@dataclass(frozen=True, slots=True, kw_only=True)
class RelativeReduction(RowOp):
    """M3. How much lower a value is than what it is held against, as a share of that."""

    do, code, home = "relative_reduction", "M3", Stage.MEASURE
    of: Operand = operand()
    from_: Operand = operand()
    baseline: str = choice(
        "rct", "matched", "historical", "difference_in_differences", "rolling_year"
    )

    def kind(self, kinds: Kinds) -> Kind:
        """A pure number."""
        kinds.same([self.of, self.from_])
        return number(PURE, None)

    def result(self, at: At) -> Fraction:
        """(C − T) / C; it is below zero where the value rose."""
        base = at.number(self.from_)
        return quotient(base - at.number(self.of), base, self.from_.text)

    def span(self, spans: Spans) -> Span:
        """1 − T / C."""
        return ONE - quotient_span(spans, spans(self.of), self.from_)

    def said(self, names: Names) -> Sentence:
        """In words."""
        return Sentence(SAID[self.baseline].text, {"of": names(self.of), "base": names(self.from_)})


SAID = {
    "rct": say("the share by which %(of)s is lower than %(base)s of the randomised control group"),
    "matched": say("the share by which %(of)s is lower than %(base)s of the matched group"),
    "historical": say("the share by which %(of)s is lower than %(base)s of the time before"),
    "difference_in_differences": say(
        "the share by which %(of)s is lower than %(base)s, "
        "which is what the change of the comparison group leads to expect"
    ),
    "rolling_year": say(
        "the share by which %(of)s is lower than %(base)s of the twelve months before"
    ),
}
