"""From a verified result, or an approved plan, to an amount with its working."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from audit.selectors import events_about
from audit.services import SYSTEM, next_number, record
from core.domain.errors import RuleBroken
from core.domain.words import Sentence
from core.models import said_as
from outcomes.domain.lifecycle import ReversalState
from outcomes.models import Verification
from payouts.domain.cases import case_of_plan
from payouts.domain.lifecycle import PAYOUT, PayoutState
from payouts.models import Payout
from payouts.selectors.claims import (
    Claim,
    Pricing,
    Purse,
    claim_of,
    known_of,
    not_below_nothing,
    payout_from,
    told_of,
)
from payouts.selectors.inputs import inputs_of_advance
from payouts.selectors.lists import is_in_open_file
from payouts.selectors.locks import locked_payout
from payouts.selectors.reserves import carried_by, left_of_reserve
from payouts.selectors.reversals import why_reversed
from payouts.services.payouts import stop_payout
from programs.models import Agreement
from programs.selectors.agreements import current_terms

UNCOMPUTED = "payout.uncomputed"


@transaction.atomic
def compute_payout(*, verification_id: int, at: datetime) -> Payout:
    """Price a verified result, once: computing it again returns the payout that is there."""
    verification = Verification.objects.select_related("target").get(pk=verification_id)
    agreement = _locked(verification.target.agreement_id)
    there = Payout.objects.filter(verification=verification).order_by("pk").last()
    if there is not None:
        return there
    claim, pricing = _claim_of(verification, agreement)
    return _computed(claim, pricing, at)


def _claim_of(verification: Verification, agreement: Agreement) -> tuple[Claim, Pricing]:
    known = known_of(agreement, current_terms(agreement), verification)
    return claim_of(verification, verification.target, known), known.pricing


@transaction.atomic
def recompute_payout(*, payout_id: int, at: datetime) -> Payout:
    """Its result was reversed before it was sent: it is stopped, and another takes its place.

    Twice, late or in parallel it is stopped once; a payout that may go on is given back as it is.
    """
    payout = locked_payout(payout_id)
    verification = payout.verification
    if verification is None or not _has_to_stop(payout):
        return payout
    stop_payout(payout=payout, reason=_why(verification), at=at)
    claim, pricing = _claim_of(verification, _locked(payout.agreement_id))
    return _computed(claim, pricing, at, follows=payout)


def _has_to_stop(payout: Payout) -> bool:
    can = PAYOUT.allows("stop", PayoutState(payout.state)) and not is_in_open_file(payout)
    return can and why_reversed(payout) is not None


def _why(verification: Verification) -> str:
    confirmed = verification.reversals.filter(state=ReversalState.CONFIRMED)
    return confirmed.order_by("pk").values_list("reason", flat=True).last() or ""


@transaction.atomic
def compute_advance(*, agreement_id: int, clause_key: str, at: datetime) -> Payout:
    """Price an amount that is paid on the approved plan, once for each agreement."""
    agreement = _locked(agreement_id)
    there = agreement.payouts.filter(clause_key=clause_key, verification=None).first()
    if there is not None:
        return there
    terms = current_terms(agreement)
    pricing = Pricing(terms.rule)
    output = next(one for one in pricing.sheet.outputs if one.key == clause_key)
    case, facts = case_of_plan(pricing.sheet), inputs_of_advance(agreement)
    return _computed(Claim(agreement, terms, output, case, facts), pricing, at)


def _computed(
    claim: Claim, pricing: Pricing, at: datetime, follows: Payout | None = None
) -> Payout:
    carried = carried_by(claim.agreement, claim.output.key)
    left = not_below_nothing(left_of_reserve(claim.agreement, claim.part))
    payout = payout_from(claim, pricing, Purse(carried, left), at)
    payout.number, payout.follows = next_number(series="PO", at=at), follows
    held = RuleBroken("The target was just put on hold. It is computed once that is lifted.")
    with said_as(payout_not_while_on_hold=held):
        payout.save()
    record(action="payout.compute", subject=payout, by=SYSTEM, at=at, **told_of(payout))
    return payout


@transaction.atomic
def report_uncomputed(*, subject: Verification | Agreement, reason: Sentence, at: datetime) -> None:
    """Put on record, once for each reason, why something could not be priced; others go on."""
    told = [e.details["reason"] for e in events_about(subject) if e.action == UNCOMPUTED]
    if reason.as_json() not in told:
        record(action=UNCOMPUTED, subject=subject, by=SYSTEM, at=at, reason=reason.as_json())


def _locked(agreement_id: int) -> Agreement:
    return Agreement.objects.select_for_update(of=("self",)).get(pk=agreement_id)
