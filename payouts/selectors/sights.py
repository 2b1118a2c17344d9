"""Everything that the page of a payout shows to one person, and what is different from it now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from core.domain.words import Sentence, phrase_from, say
from payouts.domain.lifecycle import PayoutState
from payouts.domain.sights import Difference, Line, Sight, differences, lines_from
from payouts.models import Payout
from payouts.selectors.checks import BLOCK, OK, WARN, checks_of, files_of
from payouts.selectors.clawbacks import taken_for
from payouts.selectors.reasons import Change, changes_since, seen_before
from people.models import User

FOUND: Mapping[str, str] = {
    OK: "Passed: %(what)s",
    WARN: "Look at this: %(what)s",
    BLOCK: "Stops the way: %(what)s",
}
GONE_ON = (PayoutState.APPROVED, PayoutState.SENT, PayoutState.PAID)
AGAIN = say("It was prepared again; earlier approvals are void.")


def sight_of(payout: Payout, viewer: User) -> Sight:
    """What this person is shown now: amount, payee, account, working, inputs and checks."""
    return Sight(payout.pk, viewer.pk, payout.digest, tuple(_lines(payout, viewer)))


def _lines(payout: Payout, viewer: User) -> Iterator[Line]:
    yield from _head(payout)
    yield from _account(payout)
    yield from _working(payout)
    for place, value in _leaves("inputs", payout.inputs):
        yield Line(place, say("Input %(place)s", place=place.removeprefix("inputs.")), value)
    for one in payout.adjustments.order_by("pk"):
        said = say("%(delta)s: %(reason)s", delta=f"{one.delta:+,}", reason=one.reason)
        yield Line(f"adjustment.{one.pk}", say("Correction"), said)
    for nth, check in enumerate(checks_of(payout, viewer, files_of(payout))):
        said = say(FOUND[check.result], what=check.words)
        yield Line(f"check.{nth}", say("Automatic check"), said)


def _head(payout: Payout) -> Iterator[Line]:
    firm = payout.agreement.supplier
    terms = payout.term_sheet
    clause = say(
        "%(clause)s, terms version %(version)s", clause=payout.clause_key, version=terms.version
    )
    yield Line("number", say("Payout"), payout.number)
    yield Line("state", say("State"), say("%(state)s", state=payout.state))
    yield Line("amount", say("Amount"), str(payout.money))
    for one in taken_for(payout):
        yield Line(
            f"offset.{one.clawback_id}", say("Offset"), f"{one.clawback.number} −{one.money}"
        )
    if payout.offset:
        yield Line("net", say("Paid out"), str(payout.net))
    yield Line("payee", say("Paid to"), f"{firm} · {firm.business_number}")
    yield Line("clause", say("Clause"), clause)
    yield Line("part", say("Paid from"), say("%(part)s", part=payout.part))
    yield Line("needed", say("Approvals needed"), str(payout.approvals_needed))
    yield Line("seniors", say("Senior approvers among them"), str(payout.seniors_needed))
    yield Line("maker", say("Prepared by"), str(payout.prepared_by or ""))
    yield Line("preparation", say("Times prepared"), str(payout.preparations))
    yield Line("digest", say("What is signed (hash)"), payout.digest)


def _account(payout: Payout) -> Iterator[Line]:
    account = payout.bank_account
    if account is not None:
        yield Line("account", say("Bank account"), f"{account}")
        yield Line("holder", say("Account holder"), account.holder)
        yield Line(
            "account.state", say("State of the account"), say("%(state)s", state=account.state)
        )


def _working(payout: Payout) -> Iterator[Line]:
    for nth, line in enumerate(payout.working):
        label = phrase_from(line["label"]) if "label" in line else str(line["key"])
        said = say(
            "%(how)s = %(won)s",
            how=phrase_from(line["working"]),
            won=str(line.get("told") or line.get("won", "")),
        )
        yield Line(f"working.{nth}", say("Step: %(step)s", step=label), said)


def _leaves(place: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name in sorted(value):
            yield from _leaves(f"{place}.{name}", value[name])
    elif isinstance(value, list):
        for nth, one in enumerate(value):
            yield from _leaves(f"{place}.{nth}", one)
    else:
        yield place, "" if value is None else str(value)


def changes_from(payout: Payout, seen: Sequence[Line], viewer: User) -> tuple[Change, ...]:
    """What is different from what was seen, line by line, each with the reason."""
    now = sight_of(payout, viewer)
    return tuple(_told(payout, one) for one in differences(seen, now.lines))


def changes_since_approved(payout: Payout) -> tuple[Change, ...]:
    """What is different from what the last approver saw, of this version or an earlier one."""
    if payout.state != PayoutState.PREPARED:
        return changes_since(payout, seen_before(payout))
    given = payout.approvals.select_related("approver", "sight").order_by("-pk").first()
    kept = getattr(given, "sight", None)
    if given is None or kept is None:
        return changes_since(payout, seen_before(payout))
    return changes_from(payout, lines_from(kept.lines), given.approver)


def approvals_void(payout: Payout, digest: str) -> int:
    """How many approvals of exactly this version hold no longer."""
    return payout.approvals.filter(digest=digest, voided_at__isnull=False).count()


def _told(payout: Payout, one: Difference) -> Change:
    return Change(one.label, one.before, one.after, _reason(payout, one.key))


def _reason(payout: Payout, key: str) -> Sentence:
    if key.startswith("check."):
        return say("It was looked at again just now.")
    if key == "account.state":
        return say("The supplier has replaced it; the payout has to be prepared again.")
    if payout.state in GONE_ON:
        return say("Enough people have approved it meanwhile.")
    return say("%(reason)s", reason=payout.state_reason) if payout.state_reason else AGAIN
