"""Questions about what suppliers say they reached, and what they show for it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from outcomes.domain.lifecycle import MeasurementState, TargetState
from outcomes.models import Evidence, Measurement
from outcomes.selectors.confirmations import open_links
from outcomes.selectors.scope import seen_by
from people.domain.roles import Role
from people.models import User
from people.permissions import SUPPLIER, organizations_of


def measurements_seen(viewer: User) -> QuerySet[Measurement]:
    """Every measurement this person may look at, newest first."""
    return (
        Measurement.objects.filter(seen_by(viewer, "target__agreement"))
        .select_related("target__match__worksite", "target__indicator", "target__agreement")
        .select_related("measured_by", "certified_by")
        .order_by("-pk")
    )


def measurements_to_certify(viewer: User) -> QuerySet[Measurement]:
    """Measurements of this certifier's firm that somebody else took."""
    return (
        _mine(viewer, Role.CERTIFIER)
        .filter(state=MeasurementState.MEASURED)
        .exclude(measured_by=viewer)
    )


def measurements_to_ask(viewer: User, at: datetime) -> QuerySet[Measurement]:
    """Own certified measurements whose worksite has no link that still works."""
    asked = open_links(at).filter(measurement=OuterRef("pk"))
    return _mine(viewer, *SUPPLIER).filter(
        ~Exists(asked), state=MeasurementState.CERTIFIED, target__match__isnull=False
    )


def measurements_disputed(viewer: User) -> QuerySet[Measurement]:
    """Own measurements that the worksite says are not so: look, mend and send again."""
    return _mine(viewer, Role.EDITOR).filter(state=MeasurementState.DISPUTED)


def measurements_reopened(viewer: User) -> QuerySet[Measurement]:
    """Own measurements that a certifier opened again: send them again, corrected."""
    return _mine(viewer, Role.EDITOR).filter(state=MeasurementState.REOPENED)


def evidence_seen(viewer: User) -> QuerySet[Evidence]:
    """Every file this person may open, newest first."""
    return Evidence.objects.filter(seen_by(viewer, "measurement__target__agreement")).order_by(
        "-pk"
    )


def files_of(measurement: Measurement) -> QuerySet[Evidence]:
    """What supports a measurement, in the order it came, with who attached it."""
    return measurement.evidence.select_related("attached_by").order_by("pk")


def _mine(viewer: User, *roles: Role) -> QuerySet[Measurement]:
    """Of targets that still count: nobody works on a version that is replaced."""
    mine = organizations_of(viewer, roles)
    return measurements_seen(viewer).filter(
        target__agreement__supplier__organization__in=mine, target__state=TargetState.AGREED
    )
