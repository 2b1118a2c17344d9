"""Whether a verifier may touch a target at all: it is open, and they have no tie to it."""

from __future__ import annotations

from datetime import datetime

from core.domain.errors import IllegalMove, RuleBroken
from outcomes.domain.lifecycle import TARGET, TargetState
from outcomes.models import Target
from outcomes.selectors.locks import locked_target
from outcomes.selectors.ties import ties_of
from people.models import User


def target_to_look_at(target_id: int, by: User, at: datetime, declared: str) -> Target:
    """A target that is agreed and not verified, locked, for a stranger to it who says so."""
    target = locked_target(target_id)
    if not TARGET.allows("verify", TargetState(target.state)):
        raise IllegalMove(
            "%(number)s is “%(state)s”. A verifier works on targets that are agreed and not "
            "verified yet.",
            number=target.number,
            state=target.state,
        )
    check_independent(target, by, at, declared)
    return target


def target_to_find_at(target_id: int, by: User, at: datetime, declared: str) -> Target:
    """The same, also after the verification: what is found late is put on record too."""
    target = locked_target(target_id)
    if target.state != TargetState.VERIFIED:
        return target_to_look_at(target_id, by, at, declared)
    check_independent(target, by, at, declared)
    return target


def check_independent(target: Target, by: User, at: datetime, declared: str) -> None:
    """Refuse whoever has a tie, and say which; whoever has none declares it, each time."""
    for tie in ties_of(by, target, at):
        raise RuleBroken.saying(tie, field="independence")
    if not declared.strip():
        raise RuleBroken(
            "Declare first that you have no tie to the supplier or the worksite.",
            field="independence",
        )
