"""What was verified turns out wrong: one person proposes, a second one decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from audit.services import record
from core.domain.errors import RuleBroken
from core.domain.numbers import plain
from core.models import said_as
from outcomes.domain.lifecycle import REVERSAL, ReversalState
from outcomes.models import Finding, Reversal, Verification
from outcomes.selectors.independence import check_independent
from outcomes.selectors.locks import locked_target
from outcomes.selectors.reversals import standing_of
from people.models import User
from people.permissions import OFFICER, require, require_for, roles_of


@dataclass(frozen=True, slots=True)
class Instead:
    """Why a result does not stand, and what counts in its place; without a number nothing does."""

    reason: str
    attained: Decimal | None = None
    finding: Finding | None = None


@transaction.atomic
def propose_reversal(
    *, verification_id: int, instead: Instead, independence: str, by: User, at: datetime
) -> Reversal:
    """A verifier or an officer of the agency says that a signed result does not stand."""
    require(by, "reversal.propose")
    verification = Verification.objects.select_related("target").get(pk=verification_id)
    target = locked_target(verification.target_id)
    if OFFICER in roles_of(by):
        require_for(by, "reversal.propose", target.agreement.program.agency)
    else:
        check_independent(target, by, at, independence)
    _check_less(verification, instead.attained)
    if not instead.reason.strip():
        raise RuleBroken("Say why the result does not stand.", field="reason")
    twice = RuleBroken("A reversal of this result waits for a decision already.")
    with said_as(reversal_one_open=twice):
        reversal = Reversal.objects.create(
            verification=verification,
            finding=instead.finding,
            attained=instead.attained,
            reason=instead.reason.strip(),
            independence=independence.strip(),
            proposed_by=by,
            proposed_at=at,
        )
    _told(reversal, "reversal.propose", by, at)
    return reversal


@transaction.atomic
def decide_reversal(*, reversal_id: int, confirms: bool, by: User, at: datetime) -> Reversal:
    """A second person, of the agency: from here on the result counts as reversed, or as signed."""
    found = Reversal.objects.select_related("verification").get(pk=reversal_id)
    target = locked_target(found.verification.target_id)  # whoever pays on it waits
    require_for(by, "reversal.confirm", target.agreement.program.agency)
    reversal = Reversal.objects.select_for_update().get(pk=reversal_id)
    state = ReversalState(reversal.state)
    reversal.state = REVERSAL.after("confirm" if confirms else "refuse", state)
    if by.pk in {reversal.proposed_by_id, found.verification.verified_by_id}:
        raise RuleBroken("You proposed this, or verified the result. Another officer decides.")
    reversal.decided_by, reversal.decided_at = by, at
    reversal.save()
    _told(reversal, "reversal.confirm" if confirms else "reversal.refuse", by, at)
    return reversal


def _check_less(verification: Verification, attained: Decimal | None) -> None:
    """Reversals only take away: what is more has to be measured and verified."""
    if attained is None:
        return
    if "quantity" not in verification.target.rule.NEEDS:
        raise RuleBroken(
            "Injuries are not counted in part. Leave the number empty: then no result stands.",
            field="attained",
        )
    now = standing_of(verification).attained
    if now is None or not 0 <= attained < now:
        raise RuleBroken(
            "Enter at least 0 and less than what counts now, %(now)s.",
            field="attained",
            now="–" if now is None else plain(now),
        )


def _told(reversal: Reversal, action: str, by: User, at: datetime) -> None:
    record(
        action=action,
        subject=reversal,
        by=by.email,
        at=at,
        target=reversal.verification.target.number,
        attained=None if reversal.attained is None else plain(reversal.attained),
        reason=reversal.reason,
    )
