"""What a person may look at, across rooms."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from payouts.models import Payout
from payouts.selectors.lists import payouts_for
from people.domain.roles import Role
from people.models import User
from people.permissions import BANK, STAFF, WATCHERS, organizations_of, roles_of
from programs.models import Agreement, Program
from programs.selectors.agreements import agreements_for
from reports.models import Report


def programs_for(viewer: User) -> QuerySet[Program]:
    """Programmes that are open to all, and those whose money or contracts the viewer deals with."""
    if roles_of(viewer) & (WATCHERS | {Role.VERIFIER}):
        return Program.objects.order_by("pk")
    mine = Agreement.objects.filter(pk__in=agreements_for(viewer).order_by().values("pk"))
    found = (
        Q(agency__in=organizations_of(viewer, [Role.AGENCY_OFFICER]))
        | Q(funder__in=organizations_of(viewer, BANK))
        | Q(pk__in=mine.values("program"))
    )
    if not roles_of(viewer) & STAFF:  # whoever may apply
        found |= Q(state="open")
    return Program.objects.filter(found).order_by("pk")


def reports_about(payout: Payout) -> QuerySet[Report]:
    """Every paper that was issued about a payment, newest first, without its bytes."""
    return _light().filter(subject=name_of(payout))


def reports_for(viewer: User) -> QuerySet[Report]:
    """Papers about payments that the viewer may look at."""
    numbers = payouts_for(viewer).order_by().values_list("number", flat=True)
    return _light().filter(subject__in=numbers)


def name_of(payout: Payout) -> str:
    """How a paper names the payment it is about: by number, which outlives the row."""
    return payout.number


def _light() -> QuerySet[Report]:
    return Report.objects.defer("content", "facts").select_related("rendered_by").order_by("-pk")


__all__ = [
    "agreements_for",
    "name_of",
    "payouts_for",
    "programs_for",
    "reports_about",
    "reports_for",
]
