"""What the books themselves have to be, and what the last check found."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Max, QuerySet

from core.domain.words import say
from ledger.domain.checks import Check
from ledger.models import Inspection
from ledger.selectors.oddities import (
    loose_reversals,
    lopsided_entries,
    unbalanced_entries,
    wrong_snapshots,
)

A_NIGHT = timedelta(hours=12)
TOO_LONG = timedelta(hours=36)

CHECKS = (
    Check("entries_balance", say("Every entry sums to zero."), unbalanced_entries),
    Check("entries_have_two_legs", say("Every entry has at least two legs."), lopsided_entries),
    Check(
        "snapshots_add_up",
        say("Every snapshot of an account is what its postings add up to."),
        wrong_snapshots,
    ),
    Check(
        "reversals_are_linked",
        say("Every entry that undoes another is linked to it, leg for leg."),
        loose_reversals,
    ),
)


def last_inspection() -> QuerySet[Inspection]:
    """Every check of the newest round, what is wrong first."""
    newest = Inspection.objects.aggregate(newest=Max("inspected_at"))["newest"]
    return Inspection.objects.filter(inspected_at=newest).order_by("-wrong", "pk")


def books_alarms() -> QuerySet[Inspection]:
    """What the newest round found wrong; an alarm ends with a round that finds it right."""
    return last_inspection().filter(wrong__gt=0)


def inspection_is_due(at: datetime) -> bool:
    """Whether nobody has looked since last night."""
    return not Inspection.objects.filter(inspected_at__gt=at - A_NIGHT).exists()


def inspections_missed(at: datetime) -> QuerySet[Inspection]:
    """The newest round, where it is so old that a night was left out."""
    if Inspection.objects.filter(inspected_at__gt=at - TOO_LONG).exists():
        return Inspection.objects.none()
    newest = Inspection.objects.order_by("-pk").values("pk")[:1]
    return Inspection.objects.filter(pk__in=newest)
