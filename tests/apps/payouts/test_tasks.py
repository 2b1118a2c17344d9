"""compute_due_payouts: an alarm clock over two tables."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from audit.selectors import events_about
from config.celery import SCHEDULE
from core.domain.errors import RuleBroken
from outcomes.models import Verification
from payouts.models import Payout
from payouts.services import compute_payout
from payouts.tasks import compute_due_payouts
from programs.domain.terms import Sheet, sheet_from
from programs.models import Agreement, TermSheet
from tests.factories.companies import a_supplier, a_worksite
from tests.factories.outcomes import a_match, a_target, verified
from tests.factories.payouts import NOON, a_verification
from tests.factories.people import the
from tests.factories.programs import an_agreement

pytestmark = pytest.mark.django_db


def test_prices_what_was_signed_and_what_was_verified() -> None:
    a_verification("10")
    assert compute_due_payouts() == 2
    assert sorted(Payout.objects.values_list("clause_key", "amount")) == [
        ("advance", 40_000_000),
        ("guards", 5_000_000),
    ]


def test_running_again_changes_nothing() -> None:
    a_verification("10")
    compute_due_payouts()
    assert compute_due_payouts() == 0
    assert Payout.objects.count() == 2


def test_one_bad_row_is_told_once_and_stops_no_other() -> None:
    agreement = an_agreement()
    bad = _verified_at(agreement, "Daesung", clause="ladders")
    _verified_at(agreement, "Woojin")
    for _ in range(2):
        compute_due_payouts()
    assert Payout.objects.filter(clause_key="guards").count() == 1
    (event,) = events_about(bad)
    assert event.action == "payout.uncomputed"
    assert event.details["reason"]["values"]["measure"] == "ladders"


def test_terms_that_cannot_be_read_stop_no_other_agreement(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken, whole = an_agreement(), an_agreement(supplier=a_supplier(name="Second"))

    def rule(terms: TermSheet) -> Sheet:
        if terms.agreement_id == broken.pk:
            raise RuleBroken("inputs[0] is missing. Add it.")
        return sheet_from(terms.document)

    monkeypatch.setattr(TermSheet, "rule", property(rule))
    compute_due_payouts()
    assert [payout.agreement_id for payout in Payout.objects.all()] == [whole.pk]
    assert "cannot be read" in caplog.text


def test_a_row_that_breaks_the_program_stops_no_other(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    agreement = an_agreement()
    bad, good = (_verified_at(agreement, name) for name in ("Daesung", "Woojin"))
    monkeypatch.setattr(
        "payouts.tasks.compute_payout",
        lambda *, verification_id, at: (
            1 // 0
            if verification_id == bad.pk
            else compute_payout(verification_id=verification_id, at=at)
        ),
    )
    assert compute_due_payouts() == 2
    assert good.payouts.get().amount == 5_000_000
    (event,) = events_about(bad)
    assert event.details["reason"]["values"] == {"kind": "ZeroDivisionError"}
    assert "could not price" in caplog.text


def test_looking_for_what_is_due_costs_the_same_however_many_agreements_there_are(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for firm in ("Daesung", "Woojin", "Hanul"):
        an_agreement(supplier=a_supplier(name=firm))
    assert compute_due_payouts() == 3
    with django_assert_num_queries(4):
        assert compute_due_payouts() == 0


def test_the_sweep_is_in_the_schedule() -> None:
    assert "payouts.tasks.compute_due_payouts" in {entry["task"] for entry in SCHEDULE.values()}


def _verified_at(agreement: Agreement, site: str, clause: str = "guards") -> Verification:
    worksite = a_worksite(name=site, supplier=agreement.supplier)
    target = a_target(match=a_match(agreement=agreement, worksite=worksite), clause=clause)
    return verified(target, "10", by=the("victor"), at=NOON)
