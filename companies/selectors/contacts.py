"""Questions about new contact persons that wait for a second person."""

from __future__ import annotations

from django.db.models import QuerySet

from companies.domain.lifecycle import ContactState
from companies.models import ContactChange, Worksite
from companies.selectors.firms import worksites_seen_by
from people.models import User


def open_contact_changes(worksite: Worksite) -> QuerySet[ContactChange]:
    """The change that waits for this worksite; at most one."""
    rows = ContactChange.objects.filter(worksite=worksite, state=ContactState.REQUESTED)
    return rows.select_related("requested_by")


def contact_changes_seen(viewer: User) -> QuerySet[ContactChange]:
    """Changes at the worksites that the viewer may see."""
    rows = ContactChange.objects.filter(worksite__in=worksites_seen_by(viewer))
    return rows.select_related("worksite__registered_by__organization", "requested_by")


def contact_changes_to_confirm(viewer: User) -> QuerySet[ContactChange]:
    """Changes that another person named, oldest first."""
    rows = contact_changes_seen(viewer).filter(state=ContactState.REQUESTED)
    return rows.exclude(requested_by=viewer).order_by("pk")
