"""M2, M3, M5: one number over another. Over zero there is no result, and nothing is paid for it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from programs.domain.terms.fields import choice, may, operand
from programs.domain.terms.kinds import Kind, number
from programs.domain.terms.operands import Operand
from programs.domain.terms.spans import ONE, Span, hull_of, point
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage
from programs.domain.terms.units import PURE
from programs.domain.terms.values import undefined


def quotient(above: Fraction, below: Fraction, name: str) -> Fraction:
    """Exactly; over zero there is none."""
    if not below:
        raise undefined("“%(name)s” is 0, and nothing can be divided by it.", name=name)
    return above / below


def quotient_span(spans: Spans, above: Span, below: Operand) -> Span:
    """Over each piece of the divisor without zero."""
    pieces = spans.divisor(below)
    if not pieces:
        return point(0)
    return reduce(Span.or_else, [above * Span(1 / p.high, 1 / p.low) for p in pieces])


def over_grid(above: Kind, below: Operand) -> Fraction | None:
    """A quotient lies on a grid only where the divisor is written in the sheet."""
    if below.value is None or not below.value or above.grid is None:
        return None
    return above.grid / abs(below.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio(RowOp):
    """M2. One number over another."""

    do, code, home = "ratio", "M2", Stage.MEASURE
    of: Operand = operand()
    to: Operand = operand()

    def kind(self, kinds: Kinds) -> Kind:
        """The quotient of the units."""
        above, below = kinds.number(self.of), kinds.number(self.to)
        return number(above.unit / below.unit, over_grid(above, self.to))

    def result(self, at: At) -> Fraction:
        """Not rounded."""
        return quotient(at.number(self.of), at.number(self.to), self.to.text)

    def span(self, spans: Spans) -> Span:
        """The quotient of the spans."""
        return quotient_span(spans, spans(self.of), self.to)

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say("%(of)s divided by %(to)s", of=names(self.of), to=names(self.to))


@dataclass(frozen=True, slots=True, kw_only=True)
class Share(RowOp):
    """M2. A part of the whole that it makes up with the rest, such as restored of all closed."""

    do, code, home = "share", "M2", Stage.MEASURE
    of: Operand = operand()
    rest: Operand = operand()

    def kind(self, kinds: Kinds) -> Kind:
        """A pure number."""
        kinds.same([self.of, self.rest])
        return number(PURE, None)

    def result(self, at: At) -> Fraction:
        """Of nothing there is no share."""
        part = at.number(self.of)
        return quotient(part, part + at.number(self.rest), f"{self.of.text} + {self.rest.text}")

    def span(self, spans: Spans) -> Span:
        """From none of it to all of it, as long as neither can be below zero."""
        of, rest = spans(self.of), spans(self.rest)
        if of.low < 0 or rest.low < 0:
            raise RuleBroken(
                "A share needs two parts that are never below zero: %(of)s and %(rest)s. "
                "Declare their ranges from 0 on.",
                of=self.of.text,
                rest=self.rest.text,
            )
        low = of.low / (of.low + rest.high) if of.low + rest.high else Fraction(0)
        high = of.high / (of.high + rest.low) if of.high + rest.low else Fraction(1)
        return Span(low, high)

    def said(self, names: Names) -> Sentence:
        """In words."""
        of, rest = names(self.of), names(self.rest)
        return say("%(of)s as a share of %(of)s and %(rest)s together", of=of, rest=rest)


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
