"""What is looked at by itself before a person decides."""

from __future__ import annotations

from dataclasses import dataclass

from companies.domain.accounts import Holding
from companies.domain.lifecycle import AccountState
from core.domain.money import NOTHING
from core.domain.words import Sentence, say
from outcomes.domain.lifecycle import FindingState
from outcomes.gateways.store import unchanged
from outcomes.models import Evidence, Finding
from payouts.domain.earnings import comes_out_again
from payouts.models import Payout
from payouts.selectors.asides import why_any_aside
from payouts.selectors.custody import said_of_twins, twins_behind, why_evidence_stops
from payouts.selectors.hands import before_approving
from payouts.selectors.holders import account_behind, holder_said, why_holder_stops
from payouts.selectors.holds import why_on_hold
from payouts.selectors.inputs import evidence_of
from payouts.selectors.reserves import DEAD, left_of_reserve
from payouts.selectors.reversals import why_reversed
from payouts.selectors.strangers import relations_behind, why_not_paid_to_strangers
from people.models import User
from programs.domain.lifecycle import Part

OK, WARN, BLOCK = "ok", "warn", "block"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at by itself, and what it found."""

    result: str
    words: Sentence


@dataclass(frozen=True, slots=True)
class File:
    """A piece of evidence, and whether it is still what was sent."""

    evidence: Evidence
    matches: bool


def files_of(payout: Payout) -> tuple[File, ...]:
    """The evidence behind a payout, each file hashed again."""
    if payout.verification is None:
        return ()
    files = evidence_of(payout.verification.target).select_related("measurement")
    return tuple(File(file, unchanged(file.sha256)) for file in files)


def checks_of(payout: Payout, viewer: User, files: tuple[File, ...]) -> tuple[Check, ...]:
    """Everything that is looked at by itself before a person decides."""
    return (
        _reserve(payout),
        _account(payout),
        _holder(payout),
        _recomputed(payout),
        _evidence(files),
        _custody(payout),
        _used_twice(payout, viewer),
        _findings(payout),
        _strangers(payout),
        _holds(payout),
        _stands(payout),
        _asides(payout),
        _twins(payout),
        _hands(payout, viewer),
    )


def blocks_of(payout: Payout) -> tuple[Sentence, ...]:
    """What nobody may approve over: money that is not there, another sum, changed evidence."""
    found = (
        _reserve(payout),
        _holder(payout),
        _recomputed(payout),
        _evidence(files_of(payout)),
        _custody(payout),
        _strangers(payout),
        _holds(payout),
        _stands(payout),
        _asides(payout),
    )
    return tuple(check.words for check in found if check.result == BLOCK)


def _reserve(payout: Payout) -> Check:
    left = left_of_reserve(payout.agreement, Part(payout.part))
    if left < NOTHING:
        return Check(BLOCK, say("The reserve of this agreement is overdrawn by %(by)s.", by=-left))
    return Check(OK, say("The reserve covers it; %(left)s is left for other payouts.", left=left))


def _account(payout: Payout) -> Check:
    account = account_behind(payout)
    if account is None:
        return Check(BLOCK, say("The supplier has no confirmed bank account."))
    if account.state != AccountState.CONFIRMED:
        return Check(
            BLOCK,
            say("Account %(account)s was replaced; prepare the payout again.", account=account),
        )
    return Check(
        OK,
        say(
            "Account %(account)s was confirmed on %(day)s.",
            account=account,
            day=f"{account.confirmed_at:%Y-%m-%d}",
        ),
    )


def _holder(payout: Payout) -> Check:
    if sentence := why_holder_stops(payout):
        return Check(BLOCK, sentence)
    said = holder_said(payout)
    if said is None or said.result == Holding.NOT_ASKED:
        return Check(WARN, say("No bank was asked who holds the account."))
    day = f"{said.asked_at:%Y-%m-%d}"
    if said.result == Holding.UNKNOWN:
        return Check(WARN, say("Asked on %(day)s, the bank could not say who it is.", day=day))
    return Check(OK, say("The bank said on %(day)s that the name agrees.", day=day))


def _recomputed(payout: Payout) -> Check:
    if comes_out_again(
        payout.term_sheet.rule, payout.clause_key, payout.inputs, payout.working, payout.money
    ):
        return Check(OK, say("Computed again from its inputs, the amount is the same."))
    return Check(BLOCK, say("Computed again from its inputs, the amount is another."))


def _evidence(files: tuple[File, ...]) -> Check:
    changed = [file.evidence.name for file in files if not file.matches]
    if changed:
        return Check(
            BLOCK, say("Evidence is not what was sent: %(names)s.", names=", ".join(changed))
        )
    if not files:
        return Check(WARN, say("No evidence file belongs to this payout."))
    return Check(
        OK, say("All %(count)s evidence files have the hash they came with.", count=len(files))
    )


def _custody(payout: Payout) -> Check:
    if sentence := why_evidence_stops(payout):
        return Check(BLOCK, sentence)
    return Check(OK, say("No alarm stands about a file of the target."))


def _used_twice(payout: Payout, viewer: User) -> Check:
    if sentence := said_of_twins(twins_behind(payout, viewer)):
        return Check(WARN, sentence)
    return Check(OK, say("No file was used twice without a verifier's word about it."))


def _findings(payout: Payout) -> Check:
    target = payout.verification.target_id if payout.verification else None
    found = Finding.objects.filter(target=target, state=FindingState.OPEN).count()
    if found:
        return Check(WARN, say("%(count)s findings of the verifier are open.", count=found))
    return Check(OK, say("No finding of the verifier is open."))


def _holds(payout: Payout) -> Check:
    if sentence := why_on_hold(payout):
        return Check(BLOCK, sentence)
    return Check(OK, say("No guard-rail holds the target."))


def _stands(payout: Payout) -> Check:
    if sentence := why_reversed(payout):
        return Check(BLOCK, sentence)
    return Check(OK, say("The result stands as the amount knows it."))


def _asides(payout: Payout) -> Check:
    if sentence := why_any_aside([payout]):
        return Check(BLOCK, sentence)
    return Check(OK, say("No row of a bank's answer about it is set aside."))


def _strangers(payout: Payout) -> Check:
    if sentence := why_not_paid_to_strangers(payout):
        return Check(BLOCK, sentence)
    explained = [one.explanation for one in relations_behind(payout) if one.explanation]
    if explained:
        return Check(
            WARN,
            say(
                "%(count)s signs that supplier and worksite are related are explained, the first "
                "by %(by)s: %(text)s",
                count=len(explained),
                by=explained[0].explained_by,
                text=explained[0].text,
            ),
        )
    return Check(OK, say("Nothing points at supplier and worksite being related."))


def _twins(payout: Payout) -> Check:
    same = (
        Payout.objects.filter(agreement__supplier=payout.agreement.supplier, amount=payout.amount)
        .exclude(pk=payout.pk)
        .exclude(state__in=DEAD)
        .order_by("pk")
        .values_list("number", flat=True)[:3]
    )
    if same:
        return Check(
            WARN, say("The same firm has the same amount in %(numbers)s.", numbers=", ".join(same))
        )
    return Check(OK, say("No other payout to this firm has the same amount."))


def _hands(payout: Payout, viewer: User) -> Check:
    if any(viewer.pk in people for people in before_approving(payout).values()):
        return Check(BLOCK, say("You have acted on this payout before, so you cannot approve it."))
    return Check(OK, say("You have not acted on this payout before."))
