"""Shapes of payment terms to start from. One line here for each template."""

from __future__ import annotations

from collections.abc import Mapping

from core.domain.errors import RuleBroken
from programs.domain.library import (
    attainment_bands,
    bonus_malus,
    fallback_test,
    holdback,
    incentive_pool,
    knots,
    marginal_brackets,
    milestones,
    quality_multiplier,
    rate_card,
    shared_savings,
    step_table,
    threshold_lump,
    unit_rate_cap,
    weighted_composite,
)
from programs.domain.library.template import Template

ALL = (
    attainment_bands.TEMPLATE,
    incentive_pool.TEMPLATE,
    unit_rate_cap.TEMPLATE,
    rate_card.TEMPLATE,
    threshold_lump.TEMPLATE,
    step_table.TEMPLATE,
    marginal_brackets.TEMPLATE,
    knots.TEMPLATE,
    milestones.TEMPLATE,
    quality_multiplier.TEMPLATE,
    bonus_malus.TEMPLATE,
    holdback.TEMPLATE,
    fallback_test.TEMPLATE,
    shared_savings.TEMPLATE,
    weighted_composite.TEMPLATE,
)
TEMPLATES: Mapping[str, Template] = {one.key: one for one in ALL}


def template_named(key: str) -> Template:
    """One of them, or a refusal that says where they are listed."""
    if key not in TEMPLATES:
        raise RuleBroken("There is no template “%(key)s”. Choose one from the library.", key=key)
    return TEMPLATES[key]


__all__ = ["TEMPLATES", "Template", "template_named"]
