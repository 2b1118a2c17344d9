"""P1, P2, P3: a rate for every unit, a card of rates, a lump sum."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.domain.words import Sentence, say
from programs.domain.terms.fields import may, operand
from programs.domain.terms.kinds import Kind, common, number, product
from programs.domain.terms.operands import Operand
from programs.domain.terms.spans import Span
from programs.domain.terms.step import At, Kinds, Names, Spans


@dataclass(frozen=True, slots=True, kw_only=True)
class CardItem:
    """One line of a rate card."""

    of: Operand = operand()
    rate: Operand = operand()
    most: Operand | None = may()


def rate_kind(kinds: Kinds, of: Operand, rate: Operand, most: Operand | None) -> Kind:
    """Money on the grid of the product."""
    counted = kinds.number(of)
    priced = kinds.number(rate, kinds.money / counted.unit)
    grids = [counted.grid]
    if most is not None:
        grids.append(kinds.number(most, counted.unit).grid)
    return number(kinds.money, product(common(*grids), priced.grid))


def units(at: At, of: Operand, most: Operand | None) -> Fraction:
    """What is paid for: no more than may be claimed."""
    found = at.number(of)
    return found if most is None else min(found, at.number(most))


def unit_span(spans: Spans, of: Operand, most: Operand | None) -> Span:
    """The span of what is paid for."""
    return spans(of) if most is None else spans(of).least_of(spans(most))


def rate_said(names: Names, of: Operand, rate: Operand, most: Operand | None) -> Sentence:
    """One line of a card in words."""
    values = {"rate": names.money(rate), "of": names(of), "unit": names.unit(of)}
    if most is None:
        return Sentence(say("%(rate)s for each %(unit)s of %(of)s").text, values)
    text = say("%(rate)s for each %(unit)s of %(of)s, for at most %(most)s").text
    return Sentence(text, {**values, "most": names(most, like=of)})
