"""What a payout is priced on: the case, the facts behind it, and what earlier ones took."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from core.domain.money import NOTHING, Money
from outcomes.models import Target, Verification
from outcomes.selectors.reversals import Standing
from payouts.domain.bands import LEAST_APPROVERS
from payouts.domain.cases import case_of_results, limits_of
from payouts.domain.earnings import Earned, earned_from
from payouts.domain.lifecycle import PayoutState
from payouts.models import Payout
from payouts.selectors.inputs import (
    Behind,
    hashes_behind,
    inputs_of_verification,
    priced_behind,
    standings_behind,
    targets_behind,
)
from programs.domain.lifecycle import Part
from programs.domain.offers import measures_for, output_of
from programs.domain.reserves import part_of
from programs.domain.terms import Output, Priced, Sheet, price
from programs.models import Agreement, TermSheet


@dataclass(frozen=True, slots=True)
class Pricing:
    """Terms that many results are priced by: what was worked out once is not worked out again.

    Agreements that promise the same have the same results priced in the same way.
    """

    sheet: Sheet
    _outputs: dict[str, tuple[Output, frozenset[str]]] = field(default_factory=dict)
    _priced: dict[str, Priced] = field(default_factory=dict)

    def paid_by(self, measure: str) -> tuple[Output, frozenset[str]]:
        """The one amount that a measure is paid by, and all measures that lead to it."""
        if measure not in self._outputs:
            output = output_of(self.sheet, measure)
            keys = frozenset(one.key for one in measures_for(self.sheet, output))
            self._outputs[measure] = output, keys
        return self._outputs[measure]

    def earned(self, claim: Claim, carried: Money, left: Money) -> Earned:
        """What a claim has earned and what of it is due."""
        case = json.dumps(claim.case, sort_keys=True)
        if case not in self._priced:
            self._priced[case] = price(self.sheet, claim.case)
        return earned_from(self._priced[case], claim.output.key, carried, left)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an agreement when a result of it is priced."""

    agreement: Agreement
    terms: TermSheet
    pricing: Pricing
    targets: Sequence[Target]
    priced: AbstractSet[int]  # results that have a payout
    evidence: Mapping[int, Sequence[str]]
    standings: Mapping[int, Standing]


@dataclass(frozen=True, slots=True)
class Claim:
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

    def inputs(self, carried: Money, left: Money) -> dict[str, Any]:
        """Everything the amount follows from, so that it can be computed again years later."""
        return {
            "terms": {"version": self.terms.version, "digest": self.terms.digest},
            "case": self.case,
            "carried": carried.won,
            "left": left.won,
            **self.facts,
        }


def known_of(agreement: Agreement, terms: TermSheet, verification: Verification) -> Known:
    """Everything that one result of an agreement is priced on, by these terms."""
    targets = targets_behind([agreement.pk])[agreement.pk]
    return Known(
        agreement=agreement,
        terms=terms,
        pricing=Pricing(terms.rule),
        targets=targets,
        priced=priced_behind([agreement.pk]),
        evidence=hashes_behind([verification.target_id]),
        standings=standings_behind(targets, [verification]),
    )


def claim_of(verification: Verification, target: Target, known: Known) -> Claim:
    """The case that a result is priced on, and every fact behind it."""
    output, keys = known.pricing.paid_by(target.clause_key)
    sheet = known.pricing.sheet
    targets = tuple(one for one in known.targets if one.clause_key in keys)
    # this result and those that have a payout, so that each payout carries what its result adds
    found = Behind(targets, {*known.priced, verification.pk}, known.standings)
    results = found.results()
    case = case_of_results(sheet, output, results)
    facts = inputs_of_verification(verification, target, known.evidence[target.pk], found)
    facts["limits"] = limits_of(sheet, case, results)
    return Claim(known.agreement, known.terms, output, case, facts, verification)


def not_below_nothing(left: Money) -> Money:
    """An overdrawn reserve has nothing left."""
    return max(left, NOTHING)


@dataclass(frozen=True, slots=True)
class Purse:
    """What earlier payouts of the same amount carry, and what is left of the reserve."""

    carried: Money
    left: Money


def payout_from(claim: Claim, pricing: Pricing, purse: Purse, at: datetime) -> Payout:
    """The payout of a claim with its working, not numbered and not stored yet."""
    earned = pricing.earned(claim, purse.carried, purse.left)
    return Payout(
        agreement=claim.agreement,
        term_sheet=claim.terms,
        clause_key=claim.output.key,
        part=claim.part,
        verification=claim.verification,
        amount=earned.due.won,
        working=earned.as_json(),
        inputs=claim.inputs(purse.carried, purse.left),
        computed_at=at,
        approvals_needed=LEAST_APPROVERS,  # its band says how many once it is prepared
        state=PayoutState.COMPUTED if earned.due else PayoutState.NOTHING_DUE,
    )


def told_of(payout: Payout) -> dict[str, Any]:
    """What the log says of a computed payout."""
    return {
        "number": payout.number,
        "due": payout.amount,
        "terms": payout.inputs["terms"]["digest"],
    }
