"""Results of a pay run priced many at a time: amounts, workings and inputs as one by one."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from audit.services import SYSTEM, next_numbers, record_each
from core.domain.errors import RuleBroken
from core.domain.words import Sentence
from outcomes.models import Target, Verification
from outcomes.selectors.reversals import Standing
from payouts.models import Payout, PayRunChunk
from payouts.selectors.claims import (
    Known,
    Pricing,
    Purse,
    claim_of,
    not_below_nothing,
    payout_from,
    told_of,
)
from payouts.selectors.due import verifications_without_payout
from payouts.selectors.inputs import (
    hashes_behind,
    priced_behind,
    standings_behind,
    targets_behind,
)
from payouts.selectors.locks import locked_agreements
from payouts.selectors.reserves import Spoken
from programs.models import TermSheet
from programs.selectors.agreements import current_terms_of

INSERTED_AT_ONCE = 1_000


def compute_keys(*, chunk: PayRunChunk, keys: Sequence[int], at: datetime) -> dict[int, Sentence]:
    """Price these results as `compute_payout` would, one after the other; why some cannot be."""
    rows = Verification.objects.filter(pk__in=keys).values_list("target", "target__agreement")
    targets = dict(rows)
    pricer = _Pricer(set(targets.values()), set(targets), at)
    waiting = verifications_without_payout().filter(pk__in=keys)  # again, under the lock
    pricer.price_all(waiting.select_related("target").order_by("target__agreement", "pk"))
    _store(pricer.payouts, at)
    chunk.done, chunk.total = len(pricer.payouts), sum(one.amount for one in pricer.payouts)
    return pricer.refused


class _Pricer:
    """Agreements that are held, with everything that their results are priced on."""

    def __init__(self, agreements: Collection[int], targets: Collection[int], at: datetime) -> None:
        self.at = at
        self.payouts: list[Payout] = []
        self.refused: dict[int, Sentence] = {}
        self.agreements = locked_agreements(agreements)
        self.spoken, self.terms = Spoken(agreements), current_terms_of(agreements)
        self.behind, self.priced = targets_behind(agreements), priced_behind(agreements)
        self.evidence = hashes_behind(targets)
        self.pricings: dict[str, Pricing] = {}
        self.standings: dict[int, Standing] = {}

    def price_all(self, results: Iterable[Verification]) -> None:
        """One after the other, in their order."""
        found = list(results)
        there = (target for targets in self.behind.values() for target in targets)
        self.standings = standings_behind(there, found)
        for result in found:
            self._price(result)

    def _price(self, result: Verification) -> None:
        """The next payout, or why there is none; the results behind it go on."""
        try:
            payout = self._payout(result, result.target)
        except RuleBroken as refusal:
            self.refused[result.pk] = refusal.sentence
        else:
            self.payouts.append(payout)
            self.priced.add(result.pk)
            self.spoken.add(payout)

    def _payout(self, result: Verification, target: Target) -> Payout:
        agreement = self.agreements[target.agreement_id]
        terms = self.terms[agreement.pk]
        known = Known(
            agreement=agreement,
            terms=terms,
            pricing=self._pricing(terms),
            targets=self.behind[agreement.pk],
            priced=self.priced,
            evidence=self.evidence,
            standings=self.standings,
        )
        claim = claim_of(result, target, known)
        carried = self.spoken.carried(agreement, claim.output.key)
        left = not_below_nothing(self.spoken.left(agreement, claim.part))
        return payout_from(claim, known.pricing, Purse(carried, left), self.at)

    def _pricing(self, terms: TermSheet) -> Pricing:
        """Agreements that promise the same share one."""
        document = json.dumps(terms.document, sort_keys=True)
        if document not in self.pricings:
            self.pricings[document] = Pricing(terms.rule)
        return self.pricings[document]


def _store(payouts: Sequence[Payout], at: datetime) -> None:
    """Numbered last: whoever else numbers a payout waits for no pricing."""
    numbers = next_numbers(series="PO", at=at, count=len(payouts)) if payouts else []
    for payout, number in zip(payouts, numbers, strict=True):
        payout.number = number
    Payout.objects.bulk_create(payouts, batch_size=INSERTED_AT_ONCE)
    about = [(payout, told_of(payout)) for payout in payouts]
    record_each(action="payout.compute", about=about, by=SYSTEM, at=at)
