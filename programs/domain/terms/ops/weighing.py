"""M8, M9: several measures made into one by weights that add up to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from core.domain.words import Sentence, say
from programs.domain.terms.fields import member, operand
from programs.domain.terms.kinds import Kind, common, number, product
from programs.domain.terms.operands import Operand, exact_text
from programs.domain.terms.slots import NumberSlot
from programs.domain.terms.spans import Span, point
from programs.domain.terms.step import At, Kinds, Names, Spans
from programs.domain.terms.values import added


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """How much one measure counts."""

    of: Operand = operand()
    weight: Fraction = member(NumberSlot(Fraction(0), Fraction(1)))


def mixed(kinds: Kinds, parts: Sequence[Weight]) -> Kind:
    """On the grid of the weighted terms."""
    unit = kinds.same([one.of for one in parts]).unit
    terms = (product(kinds.number(one.of).grid, one.weight) for one in parts)
    return number(unit, common(*terms))


def mix(at: At, parts: Sequence[Weight]) -> Fraction:
    """The weighted sum."""
    return added(at.number(one.of) * one.weight for one in parts)


def mix_span(spans: Spans, parts: Sequence[Weight]) -> Span:
    """The weighted sum of the spans."""
    return reduce(Span.__add__, (spans(one.of) * point(one.weight) for one in parts))


def mix_said(names: Names, parts: Sequence[Weight]) -> tuple[Sentence, ...]:
    """Each measure with its weight."""
    return tuple(
        say("%(weight)s × %(of)s", weight=exact_text(one.weight), of=names(one.of)) for one in parts
    )
