"""Whose work a person may see: one's own firm's, one's own programmes', or, for watchers, all."""

from __future__ import annotations

from django.db.models import Q

from people.domain.roles import Role
from people.models import User
from people.permissions import BANK, SUPPLIER, WATCHERS, organizations_of, roles_of


def seen_by(viewer: User, agreement: str = "agreement") -> Q:
    """The condition on rows that hang on an agreement, reached over this path."""
    if roles_of(viewer) & (WATCHERS | {Role.VERIFIER}):  # verifiers choose what to look at
        return Q()
    parties = {
        "supplier__organization": SUPPLIER,
        "program__agency": [Role.AGENCY_OFFICER],
        "program__funder": BANK,
    }
    found = Q(pk=None)
    for party, roles in parties.items():
        found |= Q(**{f"{agreement}__{party}__in": organizations_of(viewer, roles)})
    return found
