"""M8, M9: several measures made into one by weights that add up to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from core.domain.words import Sentence, say
from programs.domain.terms.fields import member, operand, rows
from programs.domain.terms.kinds import Kind, common, number
from programs.domain.terms.operands import Operand, exact_text
from programs.domain.terms.slots import NumberSlot
from programs.domain.terms.spans import ZERO, Span, point
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage
from programs.domain.terms.values import added


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """How much one measure counts."""

    of: Operand = operand()
    weight: Fraction = member(NumberSlot(Fraction(0), Fraction(1)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighted(RowOp):
    """M8. A composite of several measures."""

    do, code, home = "weighted", "M8", Stage.MEASURE
    parts_: tuple[Weight, ...] = rows(Weight)

    def kind(self, kinds: Kinds) -> Kind:
        """The unit that all have."""
        return mixed(kinds, self.parts_)

    def result(self, at: At) -> Fraction:
        """The weighted sum."""
        return mix(at, self.parts_)

    def span(self, spans: Spans) -> Span:
        """The weighted sum of the spans."""
        return mix_span(spans, self.parts_)

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say("the weighted sum of: %(parts)s", parts=mix_said(names, self.parts_))


@dataclass(frozen=True, slots=True, kw_only=True)
class Blend(RowOp):
    """M9. One estimate, or a mixture of several where a condition, such as few data, says so."""

    do, code, home = "blend", "M9", Stage.MEASURE
    lazy = True
    when: Operand = operand()
    parts_: tuple[Weight, ...] = rows(Weight)
    otherwise: Operand = operand()

    def kind(self, kinds: Kinds) -> Kind:
        """The unit that all have."""
        kinds.truth(self.when)
        other = kinds.same([*(one.of for one in self.parts_), self.otherwise])
        return number(
            other.unit, common(mixed(kinds, self.parts_).grid, kinds.number(self.otherwise).grid)
        )

    def result(self, at: At) -> Fraction:
        """Only what counts has to be known."""
        return mix(at, self.parts_) if at.truth(self.when) else at.number(self.otherwise)

    def span(self, spans: Spans) -> Span:
        """Either, where the condition can go both ways."""
        blended, alone = mix_span(spans, self.parts_), spans(self.otherwise)
        when = spans(self.when)
        if when.is_point:
            return blended if when.low else alone
        return blended.or_else(alone)

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say(
            "the weighted sum of: %(parts)s, if “%(when)s” holds; otherwise %(otherwise)s",
            when=names(self.when),
            parts=mix_said(names, self.parts_),
            otherwise=names(self.otherwise),
        )


def mixed(kinds: Kinds, parts: Sequence[Weight]) -> Kind:
    """On the grid of the weighted terms."""
    unit = kinds.same([one.of for one in parts]).unit
    grids = [kinds.number(one.of).grid for one in parts]
    terms = [None if g is None else g * one.weight for g, one in zip(grids, parts, strict=True)]
    return number(unit, common(*terms))


def mix(at: At, parts: Sequence[Weight]) -> Fraction:
    """The weighted sum."""
    return added(at.number(one.of) * one.weight for one in parts)


def mix_span(spans: Spans, parts: Sequence[Weight]) -> Span:
    """The weighted sum of the spans."""
    return reduce(Span.__add__, (spans(one.of) * point(one.weight) for one in parts), ZERO)


def mix_said(names: Names, parts: Sequence[Weight]) -> tuple[Sentence, ...]:
    """Each measure with its weight."""
    return tuple(
        say("%(weight)s × %(of)s", weight=exact_text(one.weight), of=names(one.of)) for one in parts
    )
