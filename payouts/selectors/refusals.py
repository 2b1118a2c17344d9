"""Why somebody cannot do something with a payout or a bank file, in words, and who can."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime

from core.domain.words import Sentence, say
from payouts.domain.lifecycle import BATCH, NOT_CORRECTED, PAYOUT, BatchState, PayoutState
from payouts.models import BankBatch, Payout
from payouts.selectors.adjustments import correction_to_confirm, is_to_correct
from payouts.selectors.checks import blocks_of
from payouts.selectors.handouts import why_not_handed_out, why_not_released
from payouts.selectors.hands import Acted, before_approving, before_preparing
from payouts.selectors.reasons import acted_before, why_not_approve_now
from people.models import Membership, Organization, User
from people.permissions import BANK, MAY, WATCHERS, roles_of

WORK: Mapping[str, Sentence] = {
    "payout.prepare": say("Preparing a payout is the work of the bank's preparers."),
    "payout.approve": say("Approving a payout is the work of the bank's approvers."),
    "payout.reject": say("Rejecting a payout is the work of the bank's approvers."),
    "payout.hold": say("Holding a payout is the work of the bank's preparers and approvers."),
    "payout.release": say("Releasing a payout is the work of the bank's approvers."),
    "payout.retry": say("Trying a payout again is the work of the bank's preparers."),
    "payout.adjust": say("Recording a correction is the work of the bank's preparers."),
    "payout.correct": say("Computing a correction is the work of the bank's preparers."),
    "payout.confirm_correction": say(
        "Confirming a correction is the work of the bank's approvers."
    ),
    "batch.build": say("Building a bank file is the work of the bank's treasurers."),
    "batch.send": say("Sending a bank file is the work of the bank's treasurers."),
    "batch.withdraw": say("Withdrawing a bank file is the work of the bank's treasurers."),
    "batch.download": say("A bank file is handed out to the bank's treasurers only."),
    "batch.release": say(
        "Releasing a bank file once more is the work of the bank's approvers and treasurers."
    ),
    "row.resolve": say("Resolving rows of an answer is the work of the bank's treasurers."),
    "batch.answer": say("Reading the bank's answer is the work of the bank's treasurers."),
}
HANDS: Mapping[str, Callable[[Payout], Acted]] = {
    "prepare": before_preparing,
    "approve": before_approving,
    "reject": before_approving,
}
HANDED: Mapping[str, Callable[[BankBatch], Sentence | None]] = {
    "download": why_not_handed_out,
    "release": why_not_released,
}
NOBODY: Acted = {}
ITS_PAGE = say("Its own page says where it stands and what comes next.")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Reasons that lie in the person, reasons that lie in the thing, and what comes next."""

    person: tuple[Sentence, ...] = ()
    thing: tuple[Sentence, ...] = ()
    then: Sentence = ITS_PAGE

    @property
    def reasons(self) -> tuple[Sentence, ...]:
        """All of them; none when it can be done."""
        return (*self.person, *self.thing)


def without_the_role(action: str, bank: Organization, viewer: User) -> Refusal:
    """It is other people's work."""
    return Refusal(person=(WORK[action],), then=_who_can(action, bank, viewer, frozenset()))


def whose_work(payout: Payout, viewer: User) -> tuple[Sentence, ...]:
    """For others of the bank who look at a payout that waits: whose approval it waits for."""
    if payout.state != PayoutState.PREPARED or not roles_of(viewer) & BANK:
        return ()
    bank = payout.agreement.program.funder
    acted: frozenset[int] = frozenset().union(*before_approving(payout).values())
    return (WORK["payout.approve"], _who_can("payout.approve", bank, viewer, acted))


def payout_refusal(verb: str, payout: Payout, viewer: User, at: datetime) -> Refusal:
    """Why this person cannot do this to the payout now; empty when they can."""
    hands = HANDS[verb](payout) if verb in HANDS else NOBODY
    mine = tuple(acted_before(hands, viewer))
    now = _now(verb, payout, viewer, at)
    if not mine:
        return Refusal(thing=tuple(now))
    acted: frozenset[int] = frozenset().union(*hands.values())
    bank = payout.agreement.program.funder
    return Refusal(mine, tuple(now), _who_can(f"payout.{verb}", bank, viewer, acted))


def batch_refusal(verb: str, batch: BankBatch) -> Refusal:
    """Why this cannot be done with the file now; empty when it can."""
    state = BatchState(batch.state)
    if verb in {"send", "withdraw"}:
        allowed = BATCH.allows(verb, state)
        why = say(
            "The file is “%(state)s”; only one that waits is sent or taken back.", state=state
        )
    else:
        allowed = state in {BatchState.SENT, BatchState.ANSWERED}
        why = say("The file is “%(state)s”. Mark it as sent first.", state=state)
    if not allowed:
        return Refusal(thing=(why,))
    sentence = HANDED[verb](batch) if verb in HANDED else None
    return Refusal(thing=(sentence,)) if sentence else Refusal()


def _not_approvable(payout: Payout, viewer: User, at: datetime) -> Iterator[Sentence]:
    yield from why_not_approve_now(payout, viewer, at)
    yield from blocks_of(payout)


def _now(verb: str, payout: Payout, viewer: User, at: datetime) -> Iterator[Sentence]:
    if verb == "approve":
        return _not_approvable(payout, viewer, at)
    if verb in {"correct", "confirm_correction"}:
        return _correctable(verb, payout, viewer)
    return _stands(verb, payout)


def _correctable(verb: str, payout: Payout, viewer: User) -> Iterator[Sentence]:
    waiting = correction_to_confirm(payout)
    if verb == "correct" and not is_to_correct(payout):
        yield say("It was not paid on a result that was reversed since, or that is on record.")
    if verb == "confirm_correction" and waiting is None:
        yield say("No computed correction waits for a second person.")
    if verb == "confirm_correction" and waiting is not None and waiting.made_by_id == viewer.pk:
        yield say("You computed this correction. Another person confirms it.")


def _stands(verb: str, payout: Payout) -> Iterator[Sentence]:
    if verb == "adjust":  # beside the payout, whatever comes next of it
        allowed = PayoutState(payout.state) not in NOT_CORRECTED
    else:
        allowed = PAYOUT.allows(verb, PayoutState(payout.state))
    if not allowed:
        yield say("The payout is “%(state)s”, and this is not its next step.", state=payout.state)


def _who_can(action: str, bank: Organization, viewer: User, acted: AbstractSet[int]) -> Sentence:
    if not roles_of(viewer) & (BANK | WATCHERS):
        return say("There is nothing you have to do. The page says how far it is.")
    seats = Membership.objects.filter(
        organization=bank, role__in=MAY[action], ended_at=None, user__is_active=True
    )
    others = seats.exclude(user__in={*acted, viewer.pk}).order_by("user__name", "user")
    names = list(dict.fromkeys(others.values_list("user__name", flat=True)))
    if not names:
        return say("Nobody else can at the moment. Ask the programme office to invite somebody.")
    return say("These people can: %(names)s.", names=", ".join(names))
