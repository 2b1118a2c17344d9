"""From a verified result, or an approved plan, to an amount with its working."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from audit.selectors import events_about
from audit.services import SYSTEM, next_number, record
from core.domain.errors import RuleBroken
from core.domain.money import NOTHING, Money
from core.domain.words import Sentence
from core.models import said_as
from outcomes.domain.lifecycle import ReversalState
from outcomes.models import Verification
from payouts.domain.bands import LEAST_APPROVERS
from payouts.domain.cases import case_of_plan, case_of_results, limits_of
from payouts.domain.earnings import Earned, earned_by
from payouts.domain.lifecycle import PAYOUT, PayoutState
from payouts.models import Payout
from payouts.selectors.inputs import inputs_of_advance, inputs_of_verification, results_for
from payouts.selectors.lists import is_in_open_file
from payouts.selectors.locks import locked_payout
from payouts.selectors.reserves import carried_by, left_of_reserve
from payouts.selectors.reversals import why_reversed
from payouts.services.payouts import stop_payout
from programs.domain.lifecycle import Part
from programs.domain.offers import output_of
from programs.domain.reserves import part_of
from programs.domain.terms import Output
from programs.models import Agreement, TermSheet
from programs.selectors.agreements import current_terms

UNCOMPUTED = "payout.uncomputed"


@dataclass(frozen=True, slots=True)
class _Claim:
    """What is to be priced: one amount of one agreement, and the case it is priced on."""

    agreement: Agreement
    terms: TermSheet
    output: Output
    case: dict[str, Any]
    facts: dict[str, Any]
    verification: Verification | None = None

    @property
    def part(self) -> Part:
        """The purse that this amount comes out of, as it was covered when all had signed."""
        return part_of(self.output.tranche, incentive_apart=self.agreement.incentive_apart)


@transaction.atomic
def compute_payout(*, verification_id: int, at: datetime) -> Payout:
    """Price a verified result, once: computing it again returns the payout that is there."""
    verification = Verification.objects.select_related("target").get(pk=verification_id)
    agreement = _locked(verification.target.agreement_id)
    there = Payout.objects.filter(verification=verification).order_by("pk").last()
    if there is not None:
        return there
    return _computed(_claim_of(verification, agreement), at)


def _claim_of(verification: Verification, agreement: Agreement) -> _Claim:
    terms = current_terms(agreement)
    output = output_of(terms.rule, verification.target.clause_key)
    results = results_for(verification, terms.rule, output)
    case = case_of_results(terms.rule, output, results)
    facts = inputs_of_verification(verification, terms.rule, output)
    facts["limits"] = limits_of(terms.rule, case, results)
    return _Claim(agreement, terms, output, case, facts, verification)


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
    claim = _claim_of(verification, _locked(payout.agreement_id))
    return _computed(claim, at, follows=payout)


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
    output = next(one for one in terms.rule.outputs if one.key == clause_key)
    facts = inputs_of_advance(agreement)
    return _computed(_Claim(agreement, terms, output, case_of_plan(terms.rule), facts), at)


def _computed(claim: _Claim, at: datetime, follows: Payout | None = None) -> Payout:
    carried = carried_by(claim.agreement, claim.output.key)
    left = max(left_of_reserve(claim.agreement, claim.part), NOTHING)
    earned = earned_by(claim.terms.rule, claim.output.key, claim.case, carried, left)
    held = RuleBroken("The target was just put on hold. It is computed once that is lifted.")
    with said_as(payout_not_while_on_hold=held):
        payout = Payout.objects.create(
            number=next_number(series="PO", at=at),
            agreement=claim.agreement,
            term_sheet=claim.terms,
            clause_key=claim.output.key,
            part=claim.part,
            verification=claim.verification,
            follows=follows,
            amount=earned.due.won,
            working=earned.as_json(),
            inputs=_inputs(claim, carried, left),
            computed_at=at,
            approvals_needed=LEAST_APPROVERS,  # its band says how many once it is prepared
            state=PayoutState.COMPUTED if earned.due else PayoutState.NOTHING_DUE,
        )
    _record(payout, earned, at)
    return payout


def _inputs(claim: _Claim, carried: Money, left: Money) -> dict[str, Any]:
    """Everything the amount follows from, so that it can be computed again years later."""
    return {
        "terms": {"version": claim.terms.version, "digest": claim.terms.digest},
        "case": claim.case,
        "carried": carried.won,
        "left": left.won,
        **claim.facts,
    }


def _record(payout: Payout, earned: Earned, at: datetime) -> None:
    record(
        action="payout.compute",
        subject=payout,
        by=SYSTEM,
        at=at,
        number=payout.number,
        due=earned.due.won,
        terms=payout.inputs["terms"]["digest"],
    )


@transaction.atomic
def report_uncomputed(*, subject: Verification | Agreement, reason: Sentence, at: datetime) -> None:
    """Put on record, once for each reason, why something could not be priced; others go on."""
    told = [e.details["reason"] for e in events_about(subject) if e.action == UNCOMPUTED]
    if reason.as_json() not in told:
        record(action=UNCOMPUTED, subject=subject, by=SYSTEM, at=at, reason=reason.as_json())


def _locked(agreement_id: int) -> Agreement:
    return Agreement.objects.select_for_update(of=("self",)).get(pk=agreement_id)
