"""Questions about holds: what waits for a decision before money moves."""

from __future__ import annotations

from django.db.models import QuerySet

from outcomes.domain.lifecycle import HoldState
from outcomes.models import Hold, Target
from outcomes.selectors.scope import seen_by
from people.models import User
from people.permissions import OFFICER, organizations_of


def holds_seen(viewer: User) -> QuerySet[Hold]:
    """Every hold this person may look at, newest first."""
    rows = Hold.objects.filter(seen_by(viewer, "target__agreement"))
    return rows.select_related("target", "opened_by", "proposed_by", "decided_by").order_by("-pk")


def holds_on(target: Target) -> QuerySet[Hold]:
    """What stands between this target and any money."""
    return target.holds.exclude(state=HoldState.LIFTED).order_by("pk")


def holds_to_decide(viewer: User) -> QuerySet[Hold]:
    """Holds that wait for an officer of the programme's agency, other than who proposed."""
    return (
        holds_seen(viewer)
        .exclude(state=HoldState.LIFTED)
        .exclude(state=HoldState.PROPOSED, proposed_by=viewer)
        .filter(target__agreement__program__agency__in=organizations_of(viewer, [OFFICER]))
    )
