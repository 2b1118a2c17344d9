"""M5. How much of the way to the target was reached; with `from`, counted from there."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from programs.domain.terms.fields import may, operand
from programs.domain.terms.kinds import Kind, number
from programs.domain.terms.operands import Operand
from programs.domain.terms.ops.dividing import over_grid, quotient, quotient_span
from programs.domain.terms.spans import Span, hull_of
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage
from programs.domain.terms.units import PURE
from programs.domain.terms.values import undefined


@dataclass(frozen=True, slots=True, kw_only=True)
class Attainment(RowOp):
    """M5. How much of the way to the target was reached; with `from`, counted from there.

    Where less is better, `from` is the starting value: (actual − from) / (target − from).
    """

    do, code, home = "attainment", "M5", Stage.MEASURE
    of: Operand = operand()
    target: Operand = operand()
    from_: Operand | None = may()
    least: Operand | None = may()
    most: Operand | None = may()

    def kind(self, kinds: Kinds) -> Kind:
        """A pure number."""
        kinds.same([one for one in (self.of, self.target, self.from_) if one])
        for bound in (self.least, self.most):
            if bound:
                kinds.number(bound, PURE)
        grid = over_grid(kinds.number(self.of), self.target)
        return number(PURE, grid if not (self.from_ or self.least or self.most) else None)

    def result(self, at: At) -> Fraction:
        """Held within its bounds."""
        start = at.number(self.from_) if self.from_ else Fraction(0)
        way = at.number(self.target) - start
        if self.from_ and not way:
            raise undefined(
                "“%(start)s” and “%(target)s” are the same, so there is no way to go.",
                start=self.from_.text,
                target=self.target.text,
            )
        found = quotient(at.number(self.of) - start, way, self.target.text)
        if self.least:
            found = max(found, at.number(self.least))
        return min(found, at.number(self.most)) if self.most else found

    def span(self, spans: Spans) -> Span:
        """Held within its bounds."""
        found = self._way(spans)
        if self.least:
            found = found.most_of(spans(self.least))
        return found.least_of(spans(self.most)) if self.most else found

    def _way(self, spans: Spans) -> Span:
        if not self.from_:
            return quotient_span(spans, spans(self.of), self.target)
        start, target = spans(self.from_), spans(self.target)
        if not (start.is_point and target.is_point and start.low != target.low):
            return self._bounded(spans)
        way = target.low - start.low
        return hull_of((end - start.low) / way for end in (spans(self.of).low, spans(self.of).high))

    def _bounded(self, spans: Spans) -> Span:
        """Where the way itself is measured, only `least` and `most` say how far it can go."""
        ends = [spans(one) for one in (self.least, self.most) if one]
        if len(ends) < 2:
            raise unbounded()
        return Span(ends[0].low, ends[1].high)

    def said(self, names: Names) -> Sentence:
        """In words."""
        values = {"of": names(self.of), "target": names(self.target, like=self.of)}
        text = say("%(of)s as a share of the target, %(target)s").text
        if self.from_:
            values["start"] = names(self.from_, like=self.of)
            text = say(
                "the share of the way from %(start)s to %(target)s that %(of)s has come"
            ).text
        return bounded(Sentence(text, values), names, self.least, self.most)


def unbounded() -> RuleBroken:
    """Why nothing can be reserved for it."""
    return RuleBroken(
        "An attainment whose start or target is measured can be as large as you like. "
        "Give it “least” and “most”."
    )


def bounded(found: Sentence, names: Names, least: Operand | None, most: Operand | None) -> Sentence:
    """The same with its bounds."""
    if least:
        found = say("%(found)s, but at least %(least)s", found=found, least=names(least))
    if most:
        found = say("%(found)s, but at most %(most)s", found=found, most=names(most))
    return found
