"""Why a person cannot approve, and what is different since somebody looked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from audit.selectors import events_about
from companies.domain.lifecycle import AccountState
from core.domain.words import Phrase, Sentence, say
from payouts.domain.lifecycle import PayoutState
from payouts.models import Payout
from payouts.selectors.freezes import why_frozen
from payouts.selectors.hands import Acted, approved_by, before_approving
from payouts.selectors.seats import may_approve_somewhere, why_no_seat
from people.models import User


def why_not_approve(payout: Payout, viewer: User, at: datetime) -> tuple[Sentence, ...]:
    """Why this person cannot approve now, in words; nothing when they can."""
    mine = acted_before(before_approving(payout), viewer)
    return (*mine, *why_not_approve_now(payout, viewer, at))


def acted_before(hands: Acted, viewer: User) -> Iterator[Sentence]:
    """At which stages the person has acted already."""
    for stage, people in hands.items():
        if viewer.pk in people:
            yield say(
                "You have already acted on this payout (%(stage)s). "
                "Nobody acts at two stages; another person has to do this.",
                stage=stage,
            )


def why_not_approve_now(payout: Payout, viewer: User, at: datetime) -> Iterator[Sentence]:
    """What stands in the way of this approval, whoever it is about."""
    if payout.state != PayoutState.PREPARED:
        yield say("The payout is “%(state)s”; only a prepared one is approved.", state=payout.state)
        return
    if frozen := why_frozen(payout.agreement.program, at):
        yield frozen
    if viewer.pk in approved_by(payout):
        yield say("You have approved it already; another person approves next.")
    elif may_approve_somewhere(viewer, at):
        yield from why_no_seat(payout, viewer, at)
    if payout.bank_account and payout.bank_account.state != AccountState.CONFIRMED:
        yield say(
            "The supplier has replaced the account since it was prepared; "
            "it has to be prepared again."
        )


@dataclass(frozen=True, slots=True)
class Change:
    """What is different from an earlier version."""

    label: Phrase
    before: Phrase | None
    after: Phrase | None
    reason: Sentence


def changes_since(payout: Payout, digest: str) -> tuple[Change, ...]:
    """What is different from the version with this hash; the log kept what was prepared."""
    versions = {
        event.details["digest"]: event.details
        for event in events_about(payout)
        if event.action == "payout.prepare"
    }
    before, now = versions.get(digest), versions.get(payout.digest)
    if before is None or before == now:
        return ()
    return tuple(_changes(payout, before, now or {}))


def _changes(payout: Payout, before: dict[str, str], now: dict[str, str]) -> Iterator[Change]:
    again = say("It was prepared again; earlier approvals are void.")
    stopped = say("%(reason)s", reason=payout.state_reason) if payout.state_reason else again
    for name, label in (("account", say("Bank account")), ("holder", say("Account holder"))):
        if before[name] != now.get(name, ""):
            yield Change(label, before[name], now.get(name, ""), again)
    if not now:
        yield Change(say("State"), "prepared", payout.state, stopped)
    else:
        yield Change(say("What is signed"), before["digest"][:8], now["digest"][:8], again)


def seen_before(payout: Payout) -> str:
    """The hash that the last approver of an earlier version saw; empty when there was none."""
    earlier = payout.approvals.exclude(digest=payout.digest).order_by("-pk").first()
    return earlier.digest if earlier else ""


def still_missing(payout: Payout) -> int:
    """How many more people have to approve before it is owed."""
    return payout.approvals_needed - payout.approvals.filter(voided_at=None).count()


def is_for_another_account(payout: Payout) -> bool:
    """Whether the account it waits to be paid to was replaced: it has to be prepared again."""
    waits = payout.state in {PayoutState.PREPARED, PayoutState.APPROVED}
    account = payout.bank_account
    return waits and account is not None and account.state == AccountState.REPLACED
