"""Whether a place is free of other claims against a hazard, and in words why not."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from companies.models import Supplier, Worksite
from core.domain.periods import Period
from core.domain.words import Sentence, say
from outcomes.models import Coverage
from outcomes.models.matches import days_of, period_of
from programs.models import Hazard


def coverages_over(worksite: Worksite, hazard: Hazard, period: Period) -> QuerySet[Coverage]:
    """What covers any of these days already, at this place, by whomever."""
    here = Q(place=place_in_table(worksite)) | Q(place__startswith=_written_otherwise(worksite))
    return (
        Coverage.objects.filter(
            here,
            hazard=hazard,
            days__overlap=days_of(period),
            is_live=True,
        )
        .select_related("match__agreement", "subsidy")
        .order_by("days")
    )


def place_in_table(worksite: Worksite) -> str:
    """The key under which the database keeps the place of a worksite."""
    return worksite.place or f"worksite:{worksite.pk}"


def _written_otherwise(worksite: Worksite) -> str:
    """How the place begins if the same firm wrote it by plot instead of by road, or the reverse.

    Which road number stands on which plot is not known here, so within a district one business
    number under both kinds is one place, until somebody writes both addresses alike.
    """
    number, kind, district, *_ = (*place_in_table(worksite).split(":"), "", "")
    other = {"r": "p", "p": "r"}.get(kind, "-")
    return f"{number}:{other}:{district}:"


def why_not_free(
    worksite: Worksite, hazard: Hazard, period: Period, asking: Supplier | None
) -> Sentence | None:
    """Who holds the place and when it is free; other firms are not named to the one who asks."""
    found = coverages_over(worksite, hazard, period).first()
    if found is None:
        return None
    days = period_of(found.days)
    given = {
        "worksite": worksite.name,
        "hazard": hazard.name,
        "first": days.first,
        "last": days.last,
    }
    if found.subsidy is not None:
        return say(
            "At %(worksite)s another subsidy is declared against “%(hazard)s” for %(first)s to "
            "%(last)s, and nothing is paid for twice. Choose days outside it, or ask the agency "
            "if it was declared by mistake.",
            **given,
        )
    if asking is not None and found.match and found.match.agreement.supplier_id != asking.pk:
        return say(
            "%(worksite)s is already matched against “%(hazard)s” by another firm, for %(first)s "
            "to %(last)s. Choose other days, another hazard or another worksite.",
            **given,
        )
    return say(
        "%(worksite)s is already matched against “%(hazard)s” for %(first)s to %(last)s. Choose "
        "other days, or withdraw that match while nothing is measured for it.",
        **given,
    )


def claimed_meanwhile(worksite: Worksite, hazard: Hazard) -> Sentence:
    """What the second of two hears who claim the same in the same moment."""
    return say(
        "%(worksite)s is already matched against “%(hazard)s”, or another subsidy was declared "
        "for it, since a moment ago. Try again to see for which days.",
        worksite=worksite.name,
        hazard=hazard.name,
    )
