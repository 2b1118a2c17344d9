"""How each kind of design judges many outcomes at once. One kind, one file."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from core.domain.documents import part_of
from core.domain.errors import RuleBroken
from outcomes.domain.evaluation import Design, PaysOn, Quantity, RateReduction, design_from
from outcomes.domain.evaluation.asked import Asked
from outcomes.domain.luck.rules.bare import Bare, is_lower
from outcomes.domain.luck.rules.each import EachRule
from outcomes.domain.luck.rules.empirical_bayes import KIND, BayesRule, Law
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
    if own := RULES.get(type(design)):
        return own(design)
    return EachRule(design) if design.reference is None else _held(design)


def _held(design: Design) -> Rule:
    """What is held against other sites, of which nobody knows yet what they will see."""
    document = design.document()
    if document["kind"] != KIND or not isinstance(design, Asked) or design.pays_on != PaysOn.SHOWN:
        raise RuleBroken(
            "What luck would pay is not known for this way of judging: it depends on what the "
            "reference sites will see. Ask it for empirical Bayes, paid on 1 or 0.",
            field="kind",
        )
    return BayesRule(design, document)


__all__ = [
    "Bare",
    "BayesRule",
    "Counts",
    "Hours",
    "Judged",
    "Law",
    "Marks",
    "Rule",
    "is_lower",
    "rule_from",
    "rule_of",
]
