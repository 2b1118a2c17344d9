"""A payment whose money really walked: every entry in the books is there."""

from __future__ import annotations

from core.domain.money import Money
from payouts.models import Payout
from payouts.services import compute_advance
from programs.models import Commitment
from programs.services import (
    commit_funds,
    confirm_commitment,
    propose_agreement,
    sign_agreement,
)
from tests.factories.payouts import NOON, a_sent_batch, answered, approved, prepared
from tests.factories.people import the
from tests.factories.programs import TERMS, a_program, a_recommendation


def a_walked_payment() -> Payout:
    """Committed, signed by three, advanced, approved by two, sent and settled."""
    program = a_program()
    Commitment.objects.all().delete()
    commitment = commit_funds(
        program_id=program.pk,
        base=Money(2_800_000_000),
        success=Money(4_200_000_000),
        by=the("olivia"),
        at=NOON,
    )
    confirm_commitment(commitment_id=commitment.pk, by=the("anna"), at=NOON)
    agreement = propose_agreement(
        recommendation_id=a_recommendation().pk, document=TERMS, by=the("agnes"), at=NOON
    )
    digest = agreement.term_sheets.get().digest
    for name in ("cato", "arthur", "anna"):
        sign_agreement(agreement_id=agreement.pk, digest=digest, by=the(name), at=NOON)
    payout = compute_advance(agreement_id=agreement.pk, clause_key="advance", at=NOON)
    answered(a_sent_batch(approved(prepared(payout))))
    payout.refresh_from_db()
    return payout
