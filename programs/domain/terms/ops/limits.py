"""K1 to K6: never more than, never less than. Which subject is capped is the level it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from core.domain.words import Sentence, say
from programs.domain.terms.fields import may, member, operand, operands
from programs.domain.terms.kinds import Kind, number
from programs.domain.terms.operands import Operand, exact_text
from programs.domain.terms.slots import NumberSlot
from programs.domain.terms.spans import Span, point
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage
from programs.domain.terms.values import added


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


@dataclass(frozen=True, slots=True, kw_only=True)
class MixCap(RowOp):
    """K5. One part, cut so that it makes up no more than a share of itself and the others."""

    do, code, home = "mix_cap", "K5", Stage.CAP
    of: Operand = operand()
    others: tuple[Operand, ...] = operands()
    share: Fraction = member(NumberSlot(Fraction(0), Fraction(999_999, 1_000_000)))

    def kind(self, kinds: Kinds) -> Kind:
        """The unit that all have; what is left of it need not lie on a grid."""
        return number(kinds.same([self.of, *self.others]).unit, None)

    @property
    def to_others(self) -> Fraction:
        """How much of it may stand beside one of the others."""
        return self.share / (1 - self.share)

    def result(self, at: At) -> Fraction:
        """The smaller of what there is and what there may be."""
        others = added(map(at.number, self.others))
        return min(at.number(self.of), others * self.to_others)

    def span(self, spans: Spans) -> Span:
        """The smaller ends."""
        others = reduce(Span.__add__, map(spans, self.others))
        return spans(self.of).least_of(others * point(self.to_others))

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say(
            "%(of)s, but at most a share of %(share)s of it and %(others)s together",
            of=names(self.of),
            share=exact_text(self.share),
            others=tuple(map(names, self.others)),
        )
