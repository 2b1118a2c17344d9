"""From many subjects to the one they belong to: sums, counts, averages, extremes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.domain.words import Sentence, say
from programs.domain.terms.fields import choice, member, operand
from programs.domain.terms.kinds import Kind, number
from programs.domain.terms.labels import KeySlot
from programs.domain.terms.levels import ROOT
from programs.domain.terms.operands import Operand
from programs.domain.terms.spans import ZERO, Span
from programs.domain.terms.step import At, Kinds, Names, OverOp, Spans, Stage
from programs.domain.terms.units import PURE
from programs.domain.terms.values import total, undefined


@dataclass(frozen=True, slots=True, kw_only=True)
class SumOver(OverOp):
    """L. The sum over all subjects inside; nobody inside is a sum of zero."""

    do, code, home = "sum_over", "M1", Stage.PRICE
    of: Operand = operand()
    up_to: str = member(KeySlot(), default=ROOT)

    def kind(self, kinds: Kinds) -> Kind:
        """What is summed."""
        found = kinds.number(self.of)
        return number(found.unit, found.grid)

    def gathered(self, rows: Sequence[At]) -> Fraction:
        """Their sum."""
        return total(at.number(self.of) for at in rows)

    def span_over(self, spans: Spans, count: Span) -> Span:
        """None of them, or as many as there can be."""
        return count * spans(self.of)

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say(
            "the sum of %(of)s over every %(whom)s", of=names(self.of), whom=names.whom(self.of)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CountOver(OverOp):
    """M1, M6. How many subjects inside meet a condition."""

    do, code, home = "count_over", "M1", Stage.MEASURE
    when: Operand = operand()
    up_to: str = member(KeySlot(), default=ROOT)

    def kind(self, kinds: Kinds) -> Kind:
        """A whole number."""
        kinds.truth(self.when)
        return number(PURE, Fraction(1))

    def gathered(self, rows: Sequence[At]) -> Fraction:
        """How many."""
        return Fraction(sum(at.truth(self.when) for at in rows))

    def span_over(self, spans: Spans, count: Span) -> Span:
        """None of them, or all."""
        return count * spans(self.when)

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say(
            "one for every %(whom)s for which “%(when)s” holds",
            whom=names.whom(self.when),
            when=names(self.when),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOver(OverOp):
    """M2. The average, the smallest or the largest of the subjects inside."""

    do, code, home = "one_over", "M2", Stage.MEASURE
    of: Operand = operand()
    which: str = choice("average", "smallest", "largest")
    up_to: str = member(KeySlot(), default=ROOT)

    def kind(self, kinds: Kinds) -> Kind:
        """What they are; an average may lie between."""
        found = kinds.number(self.of)
        return number(found.unit, None if self.which == "average" else found.grid)

    def gathered(self, rows: Sequence[At]) -> Fraction:
        """Without anybody there is none."""
        if not rows:
            raise undefined("There is nobody to take an average, a smallest or a largest of.")
        return WHICH[self.which]([at.number(self.of) for at in rows])

    def span_over(self, spans: Spans, count: Span) -> Span:
        """Nothing smaller or larger than one of them."""
        return spans(self.of) if count.high else ZERO

    def said(self, names: Names) -> Sentence:
        """In words."""
        return Sentence(SAID[self.which].text, {"of": names(self.of), "whom": names.whom(self.of)})


WHICH: Mapping[str, Callable[[list[Fraction]], Fraction]] = {
    "average": lambda found: total(found) / len(found),
    "smallest": min,
    "largest": max,
}
SAID: Mapping[str, Sentence] = {
    "average": say("the average of %(of)s over every %(whom)s"),
    "smallest": say("the smallest %(of)s of any %(whom)s"),
    "largest": say("the largest %(of)s of any %(whom)s"),
}


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
