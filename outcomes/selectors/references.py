"""Questions about reference sites: which a target may be compared with, and what they saw since."""

from __future__ import annotations

from django.db.models import Max, QuerySet

from core.domain.errors import RuleBroken
from outcomes.domain.lifecycle import ReferenceState
from outcomes.models import Reference
from people.models import Organization


def references_of(agency: Organization) -> QuerySet[Reference]:
    """The newest confirmed version of every set of reference sites of an agency."""
    confirmed = Reference.objects.filter(agency=agency, state=ReferenceState.CONFIRMED)
    newest = confirmed.values("code").annotate(newest=Max("version"))
    versions = {(row["code"], row["newest"]) for row in newest}
    keys = [
        one.pk for one in confirmed.only("code", "version") if (one.code, one.version) in versions
    ]
    return confirmed.filter(pk__in=keys).order_by("code")


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
