"""A statement of any payment: in every state, for whoever may ask, however long."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from audit.selectors import events_about
from outcomes.domain.lifecycle import MeasurementState
from outcomes.gateways.store import path_of
from outcomes.models import Evidence
from payouts.models import Payout
from people.models import User
from reports.models import Report
from reports.services import render_statement
from tests.apps.reports.papers import text_of
from tests.apps.reports.walked import a_walked_payment
from tests.factories.companies import a_supplier
from tests.factories.payouts import a_computed_payout, a_payout_in
from tests.factories.people import a_member
from tests.factories.programs import an_agreement


def test_who_signed_the_agreement_is_named_too(audrey: User, noon: datetime) -> None:
    payout = a_walked_payment()
    text = text_of(render_statement(payout_id=payout.pk, by=audrey, at=noon, language="en"))
    for party, name in (("Supplier", "Cato"), ("Agency", "Arthur"), ("Bank", "Anna")):
        assert f"{party} {name}" in text


def test_evidence_that_was_changed_in_the_store_is_called_out(
    paid: Payout, audrey: User, noon: datetime
) -> None:
    place = path_of(Evidence.objects.earliest("pk").sha256)
    place.write_bytes(b"another photo")
    report = render_statement(payout_id=paid.pk, by=audrey, at=noon, language="en")
    assert "1 / 2" in text_of(report)
    assert "not as sent" in text_of(report)


def test_every_printing_is_a_paper_of_its_own_and_on_record(
    report: Report, paid: Payout, audrey: User, noon: datetime
) -> None:
    other = render_statement(payout_id=paid.pk, by=audrey, at=noon + timedelta(days=1))
    assert (report.number, other.number) == ("RP-2026-00001", "RP-2026-00002")
    (event,) = events_about(report)
    assert (event.action, event.actor) == ("report.render", audrey.email)
    assert event.details["sha256"] == report.sha256 == hashlib.sha256(report.content).hexdigest()


@pytest.mark.parametrize(
    "state", ["computed", "prepared", "approved", "held", "failed", "returned"]
)
def test_a_payment_in_any_state_has_a_statement(state: str, audrey: User, noon: datetime) -> None:
    payout = a_payout_in(state)
    report = render_statement(payout_id=payout.pk, by=audrey, at=noon, language="en")
    assert payout.number in text_of(report)


def test_a_supplier_cannot_print_what_is_not_its_own(
    paid: Payout, noon: datetime, db: None
) -> None:
    from people.domain.roles import Role  # noqa: PLC0415

    other = a_supplier(name="Other firm (demo)")
    stranger = a_member(name="sam", role=Role.EDITOR, organization=other.organization)
    with pytest.raises(PermissionDenied):
        render_statement(payout_id=paid.pk, by=stranger, at=noon)
    assert not Report.objects.exists()


def test_a_first_tranche_rests_on_no_result(audrey: User, noon: datetime) -> None:
    from payouts.services import compute_advance  # noqa: PLC0415

    agreement = an_agreement()
    payout = compute_advance(agreement_id=agreement.pk, clause_key="advance", at=noon)
    report = render_statement(payout_id=payout.pk, by=audrey, at=noon, language="en")
    assert "rests on no measured result" in text_of(report)
    assert report.facts["target"] is None


def test_forty_files_are_a_small_paper(audrey: User, noon: datetime) -> None:
    from tests.apps.reports.conftest import evidence_for  # noqa: PLC0415
    from tests.factories.outcomes import a_measurement, closed  # noqa: PLC0415

    payout = a_computed_payout()
    assert payout.verification is not None
    measurement = a_measurement(target=payout.verification.target, state=MeasurementState.MEASURED)
    for number in range(40):
        evidence_for(measurement, name=f"{number}.jpg", content=b"%d" % number, at=noon)
    closed(measurement)
    report = render_statement(payout_id=payout.pk, by=audrey, at=noon)
    assert len(report.content) <= 300_000
