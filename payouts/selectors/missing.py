"""What a supplier still waits for, or has to do, in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from companies.domain.lifecycle import AccountState
from companies.models import BankAccount
from core.domain.words import Sentence, say
from payouts.domain.lifecycle import PayoutState
from payouts.models import Payout


def what_is_missing(payout: Payout) -> Sentence:
    """What comes next, from where the supplier stands."""
    return NEXT[PayoutState(payout.state)](payout)


def _computed(payout: Payout) -> Sentence:
    accounts = BankAccount.objects.filter(supplier=payout.agreement.supplier)
    if accounts.filter(state=AccountState.CONFIRMED).exists():
        return say("The bank prepares the payment next. There is nothing you have to do.")
    if accounts.filter(state=AccountState.REGISTERED).exists():
        return say("The bank's treasurer has to confirm your bank account first.")
    return say("Your bank account is missing. Register it, so that the bank can confirm it.")


def _prepared(payout: Payout) -> Sentence:
    return say(
        "%(given)s of %(needed)s people of the bank have approved it.",
        given=payout.approvals.filter(voided_at=None).count(),
        needed=payout.approvals_needed,
    )


def _paid(payout: Payout) -> Sentence:
    settled = payout.disbursements.order_by("-attempt").values_list("settled_on", flat=True).first()
    if settled is None:
        return say("The bank has paid it. Nothing is missing.")
    return say("The bank paid it on %(day)s. Nothing is missing.", day=settled)


def _rejected(payout: Payout) -> Sentence:
    return say(
        "The bank did not approve it: %(reason)s What it carried can be earned by a later result.",
        reason=payout.state_reason,
    )


def _failed(payout: Payout) -> Sentence:
    if not payout.state_reason:
        return say("The bank could not pay it. Look whether your bank account is right.")
    return say(
        "The bank could not pay it (%(reason)s). Look whether your bank account is right.",
        reason=payout.state_reason,
    )


def _always(sentence: Sentence) -> Callable[[Payout], Sentence]:
    return lambda _payout: sentence


NEXT: Mapping[PayoutState, Callable[[Payout], Sentence]] = {
    PayoutState.COMPUTED: _computed,
    PayoutState.NOTHING_DUE: _always(say("Nothing is due now. The working below says why.")),
    PayoutState.PREPARED: _prepared,
    PayoutState.APPROVED: _always(say("It is approved and goes into the bank's next file.")),
    PayoutState.REJECTED: _rejected,
    PayoutState.HELD: _always(
        say("The bank looks at something before it pays. You are told if you have to do anything.")
    ),
    PayoutState.SENT: _always(say("The bank is paying it. Its answer comes within days.")),
    PayoutState.PAID: _paid,
    PayoutState.FAILED: _failed,
    PayoutState.RETURNED: _failed,
}
