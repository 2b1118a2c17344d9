"""A programme from before bands were kept: its number of approvers is its first version."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection

from payouts.models import BandTable
from tests.factories.payouts import a_prepared_payout
from tests.factories.programs import a_program


@pytest.mark.django_db(transaction=True)
def test_the_first_version_says_what_the_programme_said() -> None:
    program, payout = a_program(), a_prepared_payout()
    call_command("migrate", "payouts", "0008", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE programs_program SET approvals_needed = 3")
    call_command("migrate", verbosity=0)

    (table,) = BandTable.objects.all()
    assert (table.program, table.version, table.state) == (program, 1, "confirmed")
    assert (table.proposed_by, table.decided_by) == (None, None)
    band = table.bands.get()
    assert (band.amounts.lower, band.amounts.upper) == (0, None)
    assert (band.approvers, band.senior_approvers) == (3, 0)

    payout.refresh_from_db()
    assert (payout.band, payout.approvals_needed) == (None, 2)  # as it was prepared
    assert payout.prepared_at is not None
    assert payout.approve_by == payout.prepared_at + timedelta(days=3)  # calendar days then
    assert payout.escalate_at == payout.prepared_at + timedelta(days=5)
