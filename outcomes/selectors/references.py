"""Questions about reference sites: which a target may be compared with, and what they saw since."""

from __future__ import annotations

from django.db.models import QuerySet

from core.domain.errors import RuleBroken
from outcomes.domain.lifecycle import ReferenceState
from outcomes.models import Reference
from people.models import Organization


def references_of(agency: Organization) -> QuerySet[Reference]:
    """The newest confirmed version of every set of reference sites of an agency."""
    confirmed = Reference.objects.filter(agency=agency, state=ReferenceState.CONFIRMED)
    return confirmed.order_by("code", "-version").distinct("code")


def reference_named(agency: Organization, code: str) -> Reference:
    """The newest confirmed version under a code; refuses a code that is not there."""
    for found in references_of(agency):
        if found.code == code:
            return found
    known = ", ".join(one.code for one in references_of(agency)) or "–"
    raise RuleBroken(
        "There are no confirmed reference sites “%(code)s”. Confirmed are: %(known)s.",
        field="reference",
        code=code,
        known=known,
    )
