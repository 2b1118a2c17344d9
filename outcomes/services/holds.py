"""Guard-rails: a target waits for people. Nothing here pays or fails anybody."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import override

from audit.services import record
from core.domain.errors import RuleBroken
from core.domain.words import Sentence
from core.models import said_as
from core.translation import in_words
from outcomes.domain.guardrails import Tripped
from outcomes.domain.lifecycle import HOLD, GuardRail, HoldState
from outcomes.models import Finding, Hold, Target
from outcomes.selectors.locks import locked_target
from people.models import User
from people.permissions import require, require_for

BY_ITSELF = "guard-rail"


@transaction.atomic
def open_hold(*, target_id: int, kind: GuardRail, words: str, by: User, at: datetime) -> Hold:
    """A person stops the money of a target, and says why."""
    require(by, "hold.open")
    target = locked_target(target_id)
    if not words.strip():
        raise RuleBroken("Say why the target is put on hold.", field="words")
    twice = RuleBroken("The target is on hold for this reason already.", field="kind")
    with said_as(hold_once_for_each_reason=twice):
        return _opened(target, kind, words.strip(), by, at)


@transaction.atomic
def propose_lift(*, hold_id: int, decision: str, by: User, at: datetime) -> Hold:
    """One officer says why money may move after all; a second one decides."""
    hold = _locked(hold_id, "hold.propose", by)
    hold.state = HOLD.after("propose", HoldState(hold.state))
    if not decision.strip():
        raise RuleBroken(
            "Say what was looked at, and why the hold can be lifted.", field="decision"
        )
    hold.decision, hold.proposed_by = decision.strip(), by
    hold.save()
    _told(hold, "hold.propose", by, at)
    return hold


@transaction.atomic
def decide_hold(*, hold_id: int, lifts: bool, by: User, at: datetime) -> Hold:
    """A second officer lifts the hold, or keeps it."""
    hold = _locked(hold_id, "hold.lift", by)
    hold.state = HOLD.after("lift" if lifts else "keep", HoldState(hold.state))
    if by == hold.proposed_by:
        raise RuleBroken("You proposed to lift this hold. Another officer decides.")
    if lifts:
        hold.decided_by, hold.decided_at = by, at
    hold.save()
    _told(hold, "hold.lift" if lifts else "hold.keep", by, at)
    return hold


def hold_where_tripped(*, target: Target, tripped: tuple[Tripped, ...], at: datetime) -> None:
    """A reading came in that trips a guard-rail; the hold of an earlier one stands."""
    standing = set(target.holds.exclude(state=HoldState.LIFTED).values_list("kind", flat=True))
    for one in tripped:
        if one.rail.value not in standing:
            _opened(target, one.rail, _in_both(one.sentence), None, at)


def hold_for_finding(finding: Finding, *, by: User, at: datetime) -> None:
    """A finding that stops the money: once, however many such findings there are."""
    target = finding.target
    if not target.holds.filter(kind=GuardRail.FINDING).exclude(state=HoldState.LIFTED).exists():
        _opened(target, GuardRail.FINDING, finding.text, by, at)


def _in_both(sentence: Sentence) -> str:
    """Nobody wrote it, so it stands on record in the words of either reader."""
    said = []
    for language in ("ko", "en"):
        with override(language):
            said.append(in_words(sentence))
    return "\n".join(said)


def _opened(target: Target, kind: GuardRail, words: str, by: User | None, at: datetime) -> Hold:
    hold = Hold.objects.create(target=target, kind=kind, words=words, opened_by=by, opened_at=at)
    record(
        action="hold.open",
        subject=hold,
        by=BY_ITSELF if by is None else by.email,
        at=at,
        target=target.number,
        kind=kind,
        words=words,
    )
    return hold


def _locked(hold_id: int, action: str, by: User) -> Hold:
    hold = Hold.objects.select_for_update().get(pk=hold_id)
    require_for(by, action, hold.target.agreement.program.agency)
    return hold


def _told(hold: Hold, action: str, by: User, at: datetime) -> None:
    record(
        action=action,
        subject=hold,
        by=by.email,
        at=at,
        target=hold.target.number,
        kind=hold.kind,
        decision=hold.decision,
    )
