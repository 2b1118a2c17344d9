"""P2. A rate for each kind of outcome, each up to a number of claims, added up."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from core.domain.words import Sentence, say
from programs.domain.terms.fields import rows
from programs.domain.terms.kinds import Kind, common, number
from programs.domain.terms.ops.rates import CardItem, rate_kind, rate_said, unit_span, units
from programs.domain.terms.spans import Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage
from programs.domain.terms.values import added


@dataclass(frozen=True, slots=True, kw_only=True)
class RateCard(RowOp):
    """P2. A rate for each kind of outcome, each up to a number of claims, added up."""

    do, code, home = "rate_card", "P2", Stage.PRICE
    items: tuple[CardItem, ...] = rows(CardItem)

    def kind(self, kinds: Kinds) -> Kind:
        """Money: each rate has to be money for each unit of its outcome."""
        found = [rate_kind(kinds, one.of, one.rate, one.most) for one in self.items]
        return number(kinds.money, common(*(kind.grid for kind in found)))

    def result(self, at: At) -> Fraction:
        """The sum of rates times units."""
        lines = (units(at, one.of, one.most) * at.number(one.rate) for one in self.items)
        return added(lines)

    def span(self, spans: Spans) -> Span:
        """The sum of the products of the spans."""
        lines = (unit_span(spans, one.of, one.most) * spans(one.rate) for one in self.items)
        return reduce(Span.__add__, lines)

    def said(self, names: Names) -> Sentence:
        """In words."""
        items = tuple(rate_said(names, one.of, one.rate, one.most) for one in self.items)
        return say("the sum of: %(of)s", of=items)
