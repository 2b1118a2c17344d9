"""Whose work a person may see: suppliers their own, everybody who guards the money all of it."""

from __future__ import annotations

from django.db.models import Q

from people.models import User
from people.permissions import STAFF, SUPPLIER, organizations_of, roles_of


def seen_by(viewer: User, agreement: str = "agreement") -> Q:
    """The condition on rows that hang on an agreement, reached over this path."""
    if roles_of(viewer) & STAFF:
        return Q()
    mine = organizations_of(viewer, SUPPLIER)
    return Q(**{f"{agreement}__supplier__organization__in": mine})
