"""What suppliers owe because corrections took away what was paid, and what is left of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from core.domain.money import Money
from payouts.domain.clawbacks import ALIVE, UNDER_WAY, OffsetState, RecoveryKind, shares_of
from payouts.domain.lifecycle import ProposalState
from payouts.models import Clawback, Offset, Payout, Recovery
from people.domain.roles import Role
from people.models import User
from people.permissions import BANK, SUPPLIER, WATCHERS, organizations_of, roles_of


@dataclass(slots=True)
class Owed:
    """What arose in one purse of one agreement, and what became of it, in won."""

    arisen: int = 0
    came_back: int = 0
    written_off: int = 0

    @property
    def left(self) -> int:
        """What the supplier still owes."""
        return self.arisen - self.came_back - self.written_off


def owed_by_purse() -> dict[tuple[int, str], Owed]:
    """By agreement and part, all that was ever to come back."""
    found: defaultdict[tuple[int, str], Owed] = defaultdict(Owed)
    arisen = Clawback.objects.order_by().values_list("agreement", "part")
    for agreement, part, won in arisen.annotate(Sum("amount")):
        found[agreement, part].arisen += int(won)
    gone = Recovery.objects.filter(state=ProposalState.CONFIRMED).order_by()
    sums = gone.values_list("clawback__agreement", "clawback__part", "kind").annotate(Sum("amount"))
    for agreement, part, kind, won in sums:
        owed = found[agreement, part]
        if kind == RecoveryKind.REPAID:
            owed.came_back += int(won)
        else:
            owed.written_off += int(won)
    settled = Offset.objects.filter(state=OffsetState.SETTLED).order_by()
    purses = settled.values_list("clawback__agreement", "clawback__part")
    for agreement, part, won in purses.annotate(Sum("amount")):
        found[agreement, part].came_back += int(won)
    return dict(found)


def left_of(clawback: Clawback) -> Money:
    """What is owed of it and nobody has claimed yet."""
    gone = clawback.recoveries.filter(state=ProposalState.CONFIRMED)
    offsets = clawback.offsets.filter(state__in=ALIVE)
    return clawback.money - _sum(gone) - _sum(offsets)


def taken_for(payout: Payout) -> QuerySet[Offset]:
    """What is offset of a payout, as it is prepared now and for good."""
    found = payout.offsets.filter(state__in=ALIVE)
    return found.select_related("clawback").order_by("clawback", "pk")


def open_for(payout: Payout) -> list[tuple[Clawback, Money]]:
    """What the supplier owes under the same programme, and how much of it preparing would take."""
    owed = Clawback.objects.filter(
        agreement__supplier=payout.agreement.supplier_id,
        agreement__program=payout.agreement.program_id,
        state__in=UNDER_WAY,
    ).order_by("pk")
    shares = shares_of([left_of(one) for one in owed], payout.rest)
    return [(one, share) for one, share in zip(owed, shares, strict=True) if share]


def _sum(rows: QuerySet[Recovery] | QuerySet[Offset]) -> Money:
    return Money(int(rows.aggregate(sum=Sum("amount"))["sum"] or 0))


def clawbacks_for(viewer: User) -> QuerySet[Clawback]:
    """What the viewer may see: one's own firm's, one's own programmes', or all."""
    found = Clawback.objects.select_related(
        "agreement__supplier__organization", "agreement__program__funder", "adjustment__payout"
    ).order_by("-pk")
    if roles_of(viewer) & WATCHERS:
        return found
    return found.filter(
        Q(agreement__supplier__organization__in=organizations_of(viewer, SUPPLIER))
        | Q(agreement__program__agency__in=organizations_of(viewer, [Role.AGENCY_OFFICER]))
        | Q(agreement__program__funder__in=organizations_of(viewer, BANK))
    )


def steps_back(clawback: Clawback) -> QuerySet[Offset]:
    """What payouts have taken of it, and what was let go of again."""
    return clawback.offsets.select_related("payout").order_by("-pk")


def recoveries_of(clawback: Clawback) -> QuerySet[Recovery]:
    """What was written down as paid back or given up, with the people behind it."""
    return clawback.recoveries.select_related("proposed_by", "decided_by").order_by("-pk")


def recoveries_to_confirm(viewer: User) -> QuerySet[Recovery]:
    """What waits for a second person at the bank, and was not written down by this one."""
    found = Recovery.objects.filter(
        state=ProposalState.PROPOSED,
        clawback__agreement__program__funder__in=organizations_of(viewer, BANK),
    )
    return found.exclude(proposed_by=viewer).select_related("clawback").order_by("pk")


def clawbacks_to_follow(viewer: User) -> QuerySet[Clawback]:
    """Open sums at the viewer's bank of which nobody has written down what became of them."""
    waiting = Recovery.objects.filter(clawback=OuterRef("pk"), state=ProposalState.PROPOSED)
    return clawbacks_for(viewer).filter(
        ~Exists(waiting),
        state__in=UNDER_WAY,
        agreement__program__funder__in=organizations_of(viewer, BANK),
    )
