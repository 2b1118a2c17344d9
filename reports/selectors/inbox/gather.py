"""All piles of one person on one table."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from core.domain.words import say
from people.domain.roles import Role
from people.models import User
from people.permissions import MAY, one_look, roles_of
from reports.domain.inbox import Inbox, StageCount, in_order
from reports.selectors.inbox import (
    achieving,
    agreeing,
    applying,
    bookkeeping,
    paying,
    recovering,
    ruling,
    standing,
)
from reports.selectors.inbox.pile import Found, Pile

SHOWN = 20  # per pile; the count says how many there are
PILES = (
    *applying.PILES,
    *agreeing.PILES,
    *standing.PILES,
    *achieving.PILES,
    *paying.PILES,
    *recovering.PILES,
    *ruling.PILES,
    *bookkeeping.PILES,
)

# What a person who has nothing to do can expect, so that an empty page is not a dead end.
NEXT = {
    Role.AGENCY_OFFICER: say("Applications appear here as soon as firms hand them in."),
    Role.REVIEWER: say("Applications appear here as soon as the agency asks you to review them."),
    Role.EDITOR: say(
        "Next steps appear here: an open call, a target to measure, a worksite to ask."
    ),
    Role.CERTIFIER: say("Agreements to sign and measurements to certify appear here."),
    Role.VERIFIER: say("Targets appear here once their results are certified and confirmed."),
    Role.PREPARER: say("Payments appear here once a target is verified and its amount computed."),
    Role.APPROVER: say("Payments appear here once a colleague has prepared them."),
    Role.SENIOR_APPROVER: say("Payments that need a senior approver appear here once prepared."),
    Role.TREASURER: say("Approved payments appear here, to be put into a bank file."),
    Role.OBSERVER: say("Nothing waits for you: you see the dashboard and every report."),
    Role.AUDITOR: say("Nothing waits for you: you see the dashboard, every case and every report."),
}


@one_look()
def inbox_of(viewer: User, at: datetime) -> Inbox:
    """Everything that waits for this person, overdue first: one question, however many piles."""
    roles = roles_of(viewer)
    piles = piles_of(roles)
    tops = [pile.top(number, viewer, at, most=SHOWN) for number, pile in enumerate(piles)]
    found = [Found(*row) for row in _together(tops)]
    items = [piles[row.pile].item(row, at) for row in found]
    stages = _stages(piles, {row.pile: row.total for row in found})
    return Inbox(in_order(items), stages, tuple(NEXT[role] for role in Role if role in roles))


@one_look()
def waiting_for(viewer: User, at: datetime) -> int:
    """How much waits, in one question to the database; for the number in the menu."""
    piles = piles_of(roles_of(viewer))
    return _together([pile.rows(viewer, at).order_by().values_list("pk") for pile in piles]).count()


def _together(parts: list[QuerySet[Any]]) -> QuerySet[Any]:
    """Rows of many tables as one query; of none where there is no part."""
    first, *others = parts or [User.objects.none().values_list("pk")]
    return first.union(*others, all=True) if others else first


def _stages(piles: tuple[Pile, ...], sizes: dict[int, int]) -> tuple[StageCount, ...]:
    """How much waits at each stage, in the order of the road; an empty one is not named."""
    counts: dict[str, StageCount] = {}
    for number, size in sorted(sizes.items()):
        stage = piles[number].stage
        before = counts[stage.text].waiting if stage.text in counts else 0
        counts[stage.text] = StageCount(stage, before + size)
    return tuple(counts.values())


def piles_of(roles: frozenset[Role]) -> tuple[Pile, ...]:
    """The kinds of work that the permission table gives to these roles."""
    return tuple(pile for pile in PILES if MAY[pile.action] & roles)
