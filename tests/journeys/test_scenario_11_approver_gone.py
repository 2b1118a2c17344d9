"""Scenario 11: a person who approved is disabled: the paper of the audit stays, byte for byte."""

from __future__ import annotations

import psycopg2
import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse

from outcomes.selectors.custody import scans_of
from payouts.models import Payout
from people.models import User
from reports.gateways.statement import Cover, statement_pdf
from reports.models import Report
from reports.selectors import statement_facts
from tests.apps.reports.conftest import a_paid_world, a_statement_of
from tests.apps.reports.papers import text_of
from tests.doors import signed_in
from tests.factories.payouts import an_approved_payout
from tests.factories.people import the
from tests.owner import as_owner

pytestmark = pytest.mark.django_db


def leaves(name: str) -> None:
    """The bank ends her role, and the administration switches her off."""
    person = the(name)
    person.memberships.update(ended_at="2026-07-01T00:00:00Z")
    User.objects.filter(pk=person.pk).update(is_active=False)


def test_anna_leaves_the_bank() -> None:
    paid = a_paid_world()
    report = a_statement_of(paid)
    before, facts = bytes(report.content), statement_facts(paid)
    for name in ("anna", "ben", "olivia", "victor"):
        leaves(name)

    download = reverse("reports:report_download", args=[report.number])
    assert signed_in(the("audrey")).get(download).content == before
    assert {"Anna", "Ben"} <= set(text_of(report).split())

    again = Payout.objects.get(pk=paid.pk)
    assert statement_facts(again) == facts
    assert printed(report, again) == before
    case = (
        signed_in(the("audrey")).get(reverse("reports:case", args=[paid.number])).content.decode()
    )
    assert "Anna" in case
    assert "Ben" in case


def printed(report: Report, payout: Payout) -> bytes:
    """The same paper printed anew, under the same cover."""
    facts = statement_facts(payout)
    cover = Cover(
        number=report.number,
        issued_at=report.rendered_at,
        log_head=report.log_head,
        language=report.language,
        intact={file["sha256"]: True for file in facts["evidence"]},
        scans=scans_of(file["id"] for file in facts["evidence"]),
    )
    return statement_pdf(facts, cover)


def test_nobody_who_approved_can_be_deleted() -> None:
    paid = a_paid_world()
    anna = the("anna")
    anna.memberships.all().delete()
    with pytest.raises(ProtectedError), transaction.atomic():
        anna.delete()
    for given in paid.approvals.all():
        with pytest.raises(IntegrityError), transaction.atomic():
            type(given).objects.filter(pk=given.pk).update(approver=the("theo"))


@pytest.mark.django_db(transaction=True)
def test_not_even_the_owner_of_the_tables_deletes_her_while_the_approval_stands() -> None:
    given = an_approved_payout().approvals.get(approver=the("anna"))
    with as_owner() as cursor:
        cursor.execute("DELETE FROM people_membership WHERE user_id = %s", [given.approver_id])
        with pytest.raises(psycopg2.errors.ForeignKeyViolation):
            cursor.execute(
                "DELETE FROM people_user WHERE id = %s; SET CONSTRAINTS ALL IMMEDIATE",
                [given.approver_id],
            )
