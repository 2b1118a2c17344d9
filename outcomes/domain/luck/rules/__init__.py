"""How each kind of design judges many outcomes at once. One kind, one file."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from core.domain.documents import part_of
from outcomes.domain.evaluation import Design, Quantity, RateReduction, design_from
from outcomes.domain.luck.rules.bare import Bare, is_lower
from outcomes.domain.luck.rules.each import EachRule
from outcomes.domain.luck.rules.judged import Counts, Hours, Judged, Marks, Rule
from outcomes.domain.luck.rules.quantity import QuantityRule
from outcomes.domain.luck.rules.rate_reduction import RateReductionRule

RULES: Mapping[type, Callable[..., Rule]] = {
    Quantity: QuantityRule,
    RateReduction: RateReductionRule,
}


def rule_from(document: object) -> Rule:
    """The rule of a stored design, or the naive one by the name `bare`."""
    part = part_of(document, "design")
    if part.found.get("kind") == "bare":
        return Bare.read(part)
    return rule_of(design_from(document))


def rule_of(design: Design) -> Rule:
    """A kind that has no rule of its own is asked outcome by outcome."""
    return RULES.get(type(design), EachRule)(design)


__all__ = [
    "Bare",
    "Counts",
    "Hours",
    "Judged",
    "Marks",
    "Rule",
    "is_lower",
    "rule_from",
    "rule_of",
]
