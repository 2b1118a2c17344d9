"""Sums that suppliers owe, made by the room's own verbs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from core.domain.money import Money
from ledger.services import post_entry
from outcomes.services import Instead, decide_reversal, propose_reversal
from payouts import services
from payouts.domain.clawbacks import RecoveryKind
from payouts.models import Adjustment, Clawback, Payout, Recovery
from payouts.selectors.inspection import CHECKS
from payouts.services.recoveries import Found
from programs.domain.lifecycle import AgreementState
from programs.domain.postings import commit, reserve
from programs.domain.reserves import Purses, largest_cost
from programs.models import Agreement, Commitment
from tests.factories.payouts import NOON, a_paid_payout
from tests.factories.people import the

GONE = "Two guards had been taken off again."


def reversed_to(payout: Payout, attained: str | None = "8") -> int:
    """Agnes says that only so many guards are there, and arthur agrees."""
    assert payout.verification_id is not None
    reversal = propose_reversal(
        verification_id=payout.verification_id,
        instead=Instead(GONE, None if attained is None else Decimal(attained)),
        independence="",
        by=the("agnes"),
        at=NOON,
    )
    decide_reversal(reversal_id=reversal.pk, confirms=True, by=the("arthur"), at=NOON)
    return reversal.pk


def corrected(payout: Payout, attained: str | None = "8") -> Adjustment:
    """Its result is reversed, olivia computes the difference, anna confirms it."""
    reversed_to(payout, attained)
    made = services.correct_payout(payout_id=payout.pk, reason=GONE, by=the("olivia"), at=NOON)
    services.confirm_correction(payout_id=payout.pk, by=the("anna"), at=NOON)
    return made


def a_clawback(attained: str = "8") -> Clawback:
    """Ten guards were paid and eight are there: ₩1,000,000 has to come back."""
    return corrected(a_paid_payout(), attained).clawback


def a_recovery(
    clawback: Clawback, won: int = 1_000_000, kind: RecoveryKind = RecoveryKind.REPAID
) -> Recovery:
    """Theo has seen it on the account, or says why nobody waits for it."""
    came_on = date(2026, 6, 1) if kind == RecoveryKind.REPAID else None
    found = Found(kind, Money(won), "As the statement says.", came_on)
    return services.propose_recovery(clawback_id=clawback.pk, found=found, by=the("theo"), at=NOON)


def recovered(
    clawback: Clawback, won: int = 1_000_000, kind: RecoveryKind = RecoveryKind.REPAID
) -> Clawback:
    """Anna confirms it."""
    recovery = a_recovery(clawback, won, kind)
    services.confirm_recovery(recovery_id=recovery.pk, by=the("anna"), at=NOON)
    clawback.refresh_from_db()
    return clawback


def wrong() -> list[str]:
    """What the nightly check would tell; what the factories left out of the books is put in."""
    for commitment in Commitment.objects.all():
        committed = Purses.held(commitment, "amount")
        _posted(f"commitment:{commitment.pk}:confirm", committed, commit, commitment.program_id)
    for agreement in Agreement.objects.filter(state=AgreementState.SIGNED):
        cost = largest_cost(agreement.term_sheets.earliest("version").rule)
        cost = replace(cost, base=Money(40_000_000))
        legs = partial(reserve, agreement=agreement.pk)
        _posted(f"agreement:{agreement.pk}:reserve", cost, legs, agreement.program_id)
    return [f"{check.name}: {found}" for check in CHECKS for found in check.wrong()]


def _posted(reference: str, amounts: Purses, legs: Callable[..., Any], program: int) -> None:
    postings = amounts.legs(lambda won, part: legs(won, program=program, part=part))
    post_entry(reference=reference, memo="", postings=postings, at=NOON)
