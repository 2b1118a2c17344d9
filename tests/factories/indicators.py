"""Indicators with an exact definition, and agreements that were signed with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from programs.domain.indicators import CATALOGUE, Definition, Nature, document_of
from programs.models import Agreement, Indicator
from programs.selectors import current_terms
from programs.services import propose_agreement, sign_agreement
from tests.factories.people import the
from tests.factories.programs import TERMS, a_program, a_recommendation


def a_defined_indicator(
    key: str = "safeguards_working", *, version: int = 1, **changes: Any
) -> Indicator:
    """One that ships, with what is particular here, used by the programme of the stories."""
    rule = replace(CATALOGUE[key], version=version, **changes)
    indicator = an_indicator_of(rule)
    a_program().indicators.add(indicator)
    return indicator


def an_indicator_of(rule: Definition) -> Indicator:
    """The row of a definition, used by nobody yet."""
    return Indicator.objects.create(
        code=rule.key.replace("_", "-"),
        version=rule.version,
        name_ko=rule.name.ko,
        name_en=rule.name.en,
        unit_ko=rule.unit.ko[:30],
        unit_en=rule.unit.en[:30],
        is_leading=rule.nature is Nature.LEADING,
        definition=rule.formula.en,
        definition_document=document_of(rule),
    )


def an_offer(at: datetime, terms: dict[str, Any] | None = None) -> Agreement:
    """Offered by agnes to the selected supplier; what the programme counts is kept with it."""
    recommendation = a_recommendation()
    return propose_agreement(
        recommendation_id=recommendation.pk, document=terms or TERMS, by=the("agnes"), at=at
    )


def signed_by_three(agreement: Agreement, at: datetime) -> Agreement:
    """Signed by cato, arthur and ben."""
    digest = current_terms(agreement).digest
    for name in ("cato", "arthur", "ben"):
        sign_agreement(agreement_id=agreement.pk, digest=digest, by=the(name), at=at)
    agreement.refresh_from_db()
    return agreement
