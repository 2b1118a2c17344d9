"""Promises from before incentives had a purse and amendments a day: carried over to the last won."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.core.management import call_command
from django.db import connection

from core.domain.money import Money
from ledger.selectors import balance_of
from programs.domain.lifecycle import AgreementState, Part
from programs.domain.postings import pledged
from programs.models import Agreement, Commitment, CommitmentAmendment, Program
from programs.services import commit_funds, confirm_commitment
from programs.tasks import move_due_commitments
from tests.factories.companies import a_supplier
from tests.factories.people import the
from tests.factories.programs import a_program, an_agreement


@pytest.mark.django_db(transaction=True)
def test_what_was_promised_and_signed_before_is_kept(noon: datetime) -> None:
    program = _funded(noon)
    signed = an_agreement()
    offered = an_agreement(state=AgreementState.PROPOSED, supplier=a_supplier(name="Daesung"))

    call_command("migrate", "programs", "0009", verbosity=0)
    _written_before(program)
    call_command("migrate", verbosity=0)

    amendments = CommitmentAmendment.objects.order_by("pk")
    assert [(a.state, a.effective_on, bool(a.applied_at)) for a in amendments] == [
        ("applied", date(2026, 6, 2), True),  # confirmed at midnight in Korea
        ("proposed", date(2026, 5, 1), False),
    ]
    apart = Agreement.objects.order_by("pk").values_list("pk", "incentive_apart")
    assert list(apart) == [(signed.pk, False), (offered.pk, True)]

    assert move_due_commitments() == 0  # of the signed agreement something is still reserved
    Agreement.objects.update(base_reserved=0, success_reserved=0)
    Commitment.objects.update(base_reserved=0, success_reserved=0)
    assert move_due_commitments() == 1
    commitment = Commitment.objects.get()
    assert (commitment.state, commitment.committed) == ("released", Money(0))
    assert balance_of(pledged(program.pk, Part.BASE)) == Money(0)
    assert move_due_commitments() == 0


def _funded(noon: datetime) -> Program:
    program = a_program()
    program.commitment.delete()
    made = commit_funds(
        program_id=program.pk,
        base=Money(100_000_000),
        success=Money(100_000_000),
        by=the("olivia"),
        at=noon,
    )
    confirm_commitment(commitment_id=made.pk, by=the("anna"), at=noon)
    return program


def _written_before(program: Program) -> None:
    """One amendment was confirmed, one not, and the programme was closed as it was done then."""
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO programs_commitmentamendment (commitment_id, base_delta, success_delta,
                reason, state, proposed_by_id, confirmed_by_id, confirmed_at, created_at, updated_at)
            SELECT c.id, 1, 0, 'More.', s.state, c.proposed_by_id,
                CASE s.state WHEN 'confirmed' THEN c.confirmed_by_id END, s.at,
                '2026-05-01 03:00+00', now()
            FROM programs_commitment c, (VALUES ('confirmed', timestamptz '2026-06-01 15:00+00'),
                ('proposed', NULL)) s(state, at)"""
        )
        cursor.execute("UPDATE programs_program SET state = 'closed' WHERE id = %s", [program.pk])
