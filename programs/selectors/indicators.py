"""Questions about what an indicator means: now, and under the terms that were agreed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet, Subquery

from core.domain.words import Sentence
from programs.domain.indicators import Definition, why_not_comparable
from programs.models import AgreedIndicator, Agreement, Indicator, TermSheet


@dataclass(frozen=True, slots=True)
class Agreed:
    """An indicator with the definition that counts under an agreement, and its hash."""

    indicator: Indicator
    rule: Definition
    digest: str


def agreed_indicators(agreement: Agreement) -> tuple[Agreed, ...]:
    """What was kept with the newest terms; nothing for agreements from before definitions."""
    rows = _kept(agreement).select_related("indicator")
    found = rows.order_by("indicator__code", "indicator__version")
    return tuple(Agreed(row.indicator, row.rule, row.digest) for row in found)


def agreed_rule(agreement: Agreement, indicator: Indicator) -> Agreed | None:
    """The frozen definition of one indicator, where there is one."""
    row = _kept(agreement).filter(indicator=indicator).first()
    return None if row is None else Agreed(indicator, row.rule, row.digest)


def _kept(agreement: Agreement) -> QuerySet[AgreedIndicator]:
    newest = TermSheet.objects.filter(agreement=agreement).order_by("-version")
    return AgreedIndicator.objects.filter(terms=Subquery(newest.values("pk")[:1]))


def older_versions(indicator: Indicator) -> tuple[tuple[Indicator, tuple[Sentence, ...]], ...]:
    """Each earlier version that has a definition, and why its values cannot be compared."""
    rule = indicator.rule
    if rule is None:
        return ()
    older = Indicator.objects.filter(code=indicator.code, version__lt=indicator.version)
    known = older.exclude(definition_document=None).order_by("-version")
    return tuple((one, why_not_comparable(one.rule, rule)) for one in known if one.rule)
