"""A match that turned out wrong does not hold its place for ever."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from audit.services import record
from core.domain.errors import RuleBroken
from outcomes.domain.lifecycle import (
    CONFIRMATION,
    MATCH,
    TARGET,
    ConfirmationState,
    MatchState,
    TargetState,
)
from outcomes.models import Match, Measurement, Target
from outcomes.selectors.locks import locked_match
from people.models import User
from people.permissions import require_for_any


@transaction.atomic
def withdraw_match(*, match_id: int, reason: str, by: User, at: datetime) -> Match:
    """While nothing is measured the place is given free, and nobody is asked about it any more."""
    match = locked_match(match_id)
    parties = (match.agreement.supplier.organization, match.agreement.program.agency)
    require_for_any(by, "match.withdraw", *parties)
    match.state = MATCH.after("withdraw", MatchState(match.state))
    if not reason.strip():
        raise RuleBroken("Say why, so that the worksite and the agency understand.", field="reason")
    targets = list(match.targets.select_for_update().order_by("pk"))
    _check_unmeasured(match, targets)
    dropped = _drop(targets)
    match.save()
    withdrawn = CONFIRMATION.after("withdraw", ConfirmationState.ASKED)
    match.confirmations.filter(state=ConfirmationState.ASKED).update(state=withdrawn)
    record(
        action="match.withdraw",
        subject=match,
        by=by.email,
        at=at,
        reason=reason.strip(),
        targets=dropped,
    )
    return match


def _check_unmeasured(match: Match, targets: list[Target]) -> None:
    measured = Measurement.objects.filter(Q(match=match) | Q(target__in=targets))
    if measured.exists() or any(one.state == TargetState.VERIFIED for one in targets):
        raise RuleBroken(
            "Something was measured at %(worksite)s already, so this match stays on record. If a "
            "reading is wrong, send it again, corrected.",
            worksite=match.worksite.name,
        )


def _drop(targets: list[Target]) -> list[str]:
    """What was promised for this match alone is not promised any more."""
    live = [one for one in targets if TARGET.allows("amend", TargetState(one.state))]
    for target in live:
        target.state = TARGET.after("amend", TargetState(target.state))
        target.save()
    return [target.number for target in live]
