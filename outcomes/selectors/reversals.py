"""Questions about results that were taken back, or count for less than was signed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from outcomes.domain.lifecycle import ReversalState
from outcomes.models import Reversal, Verification
from outcomes.selectors.scope import seen_by
from people.models import User
from people.permissions import OFFICER, organizations_of


@dataclass(frozen=True, slots=True)
class Standing:
    """What counts of a verified result now, and by which reversal if it was not left as signed."""

    attained: Decimal | None
    reversal: int | None = None


def standings_of(verifications: Collection[Verification]) -> dict[int, Standing]:
    """By verification what counts now: the last confirmed reversal, or what was signed."""
    found = {one.pk: Standing(one.attained) for one in verifications}
    rows = Reversal.objects.filter(verification__in=found, state=ReversalState.CONFIRMED)
    for one in rows.order_by("pk"):
        found[one.verification_id] = Standing(one.attained, one.pk)
    return found


def standing_of(verification: Verification) -> Standing:
    """What counts of one result now."""
    return standings_of([verification])[verification.pk]


def reversals_seen(viewer: User) -> QuerySet[Reversal]:
    """Every reversal this person may look at, newest first."""
    rows = Reversal.objects.filter(seen_by(viewer, "verification__target__agreement"))
    people = ("verification__target", "finding", "proposed_by", "decided_by")
    return rows.select_related(*people).order_by("-pk")


def reversals_to_decide(viewer: User) -> QuerySet[Reversal]:
    """Proposed by others, for officers of the programme's agency who did not verify it."""
    agencies = organizations_of(viewer, [OFFICER])
    return (
        reversals_seen(viewer)
        .filter(
            state=ReversalState.PROPOSED,
            verification__target__agreement__program__agency__in=agencies,
        )
        .exclude(proposed_by=viewer)
        .exclude(verification__verified_by=viewer)
    )
