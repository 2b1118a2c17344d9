"""An agreement from before terms were written in steps: carried over, and paid as it was signed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.core.management import call_command

from core.domain.canonical import digest_of
from payouts.services import compute_payout
from programs.domain.lifecycle import AgreementState, Party
from programs.domain.reserves import largest_cost
from programs.domain.simple_terms import translated
from programs.models import Agreement, TermSheet
from tests.factories.outcomes import a_match, a_target, verified
from tests.factories.people import the
from tests.factories.programs import an_agreement

OLD: dict[str, Any] = {
    "schema": "boram.terms/0",
    "rounding": "won_down",
    "cap": 100_000_000,
    "clauses": [
        {"key": "advance", "kind": "fixed", "amount": 40_000_000},
        {"key": "guards", "kind": "per_unit", "rate": "333333.33", "most_units": "50"},
        {"key": "injuries", "kind": "threshold", "award": 30_000_000, "at_least": "0.8"},
    ],
}


@pytest.mark.django_db(transaction=True)
def test_what_was_signed_is_kept_and_paid_to_the_same_won(noon: datetime) -> None:
    agreement, digest = _signed_long_ago(noon), digest_of(OLD)
    target = a_target(match=a_match(agreement=agreement))
    before = verified(target, "10", by=the("victor"), at=noon)

    call_command("migrate", "programs", "0005", verbosity=0)
    call_command("migrate", verbosity=0)

    terms = TermSheet.objects.get(agreement=agreement, version=2)
    assert terms.signed_document == OLD
    assert (terms.digest, digest_of(terms.signed_document)) == (
        digest,
        digest,
    )  # what the three have signed
    assert terms.document == translated(OLD, version=2)
    assert largest_cost(terms.rule).base.won == 40_000_000
    payout = compute_payout(verification_id=before.pk, at=noon)
    assert payout.amount == 3_333_333  # ten at 333,333.33, the fraction dropped
    first = TermSheet.objects.get(agreement=agreement, version=1)
    assert first.signed_document is None  # it was in steps already, and nobody touched it


def _signed_long_ago(noon: datetime) -> Agreement:
    """Its newest terms are of the simple kind, and three people have signed them."""
    agreement = an_agreement(state=AgreementState.PROPOSED)
    TermSheet.objects.create(
        agreement=agreement,
        version=2,
        document=OLD,
        digest=digest_of(OLD),
        written_by=the("agnes"),
        written_at=noon,
    )
    for party, who in ((Party.SUPPLIER, "cato"), (Party.AGENCY, "arthur"), (Party.FUNDER, "ben")):
        agreement.signatures.create(
            party=party, digest=digest_of(OLD), signed_by=the(who), signed_at=noon
        )
    Agreement.objects.filter(pk=agreement.pk).update(
        state=AgreementState.SIGNED,
        signed_at=noon,
        base_reserved=40_000_000,
        success_reserved=46_666_666,
    )
    agreement.refresh_from_db()
    return agreement
