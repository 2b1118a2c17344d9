"""compute_keys prices results as compute_payout does: the same payouts, to the last letter."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction

from audit.models import Event
from audit.selectors import events_about
from config.demo.terms import of_sites
from core.domain.words import sentence_from
from outcomes.domain.lifecycle import GuardRail
from outcomes.models import Target, Verification
from outcomes.services import open_hold
from payouts.models import Payout, PayRun
from payouts.selectors import verifications_without_payout
from payouts.selectors.runs import done_by, refusals_of
from payouts.services import compute_payout, open_payrun, reject_payout, work_payrun
from programs.models import Agreement, Program
from tests.factories.companies import a_supplier, a_worksite
from tests.factories.outcomes import a_match, a_measurement, a_target, verified
from tests.factories.payouts import NOON, prepared
from tests.factories.people import the
from tests.factories.programs import an_agreement
from tests.factories.terms import promise

pytestmark = pytest.mark.django_db
FACTS = (
    "number", "agreement_id", "term_sheet_id", "clause_key", "part", "verification_id", "amount",
    "working", "inputs", "computed_at", "approvals_needed", "state", "digest", "preparations",
)  # fmt: skip


def a_result(agreement: Agreement, quantity: str | None, *, clause: str = "guards") -> Verification:
    """A site of its own, measured, with a result."""
    worksite = a_worksite(name=f"Site {Target.objects.count()}", supplier=agreement.supplier)
    target = a_target(match=a_match(agreement=agreement, worksite=worksite), clause=clause)
    a_measurement(target=target)
    return verified(target, quantity, by=the("victor"), at=NOON)


def everything_at_once() -> None:  # noqa: PLR0915 - one row of a table after the other
    """Agreements with caps, a short reserve, unknown results, carried amounts, other clauses."""
    plain = an_agreement()
    first = a_result(plain, "10")
    paid = compute_payout(verification_id=first.pk, at=NOON)  # carried by all that follow
    a_result(plain, "7")
    a_result(plain, None)
    a_result(plain, "3.25")
    a_result(plain, "50", clause="injuries")

    capped = an_agreement(
        terms=promise(advance=40_000_000, guards=(5_000_000, 3)), supplier=other()
    )
    a_result(capped, "2")
    a_result(capped, "2")
    a_result(capped, "2")

    short = an_agreement(supplier=other())
    Agreement.objects.filter(pk=short.pk).update(success_reserved=6_000_000)
    for most in ("10", "10", "1"):
        a_result(short, most)

    over = an_agreement(supplier=other())
    gone = a_result(over, "10")
    compute_payout(verification_id=gone.pk, at=NOON)
    Target.objects.filter(pk=gone.target_id).update(state="superseded")
    a_result(over, "3")  # less than what is carried: overpaid
    late = a_result(over, "4")
    Target.objects.filter(pk=late.target_id).update(state="superseded")

    rejected = an_agreement(supplier=other())
    refused = prepared(compute_payout(verification_id=a_result(rejected, "5").pk, at=NOON))
    reject_payout(payout_id=refused.pk, reason="Wrong.", by=the("anna"), at=NOON)
    a_result(rejected, "6")
    a_result(rejected, "49", clause="injuries")

    by_site = an_agreement(terms=of_sites(40_000_000, 500_000, 2), supplier=other())
    for quantity in ("1", None, "0", "1", "1"):
        a_result(by_site, quantity, clause="sites")
    assert paid.amount


def other() -> Any:
    """Another firm each time."""
    return a_supplier(name=f"Firm {Agreement.objects.count()} (demo)")


def one_by_one() -> None:
    due = verifications_without_payout().order_by("target__agreement", "pk")
    for pk in list(due.values_list("pk", flat=True)):
        compute_payout(verification_id=pk, at=NOON)


def in_a_run(lines: int = 4) -> PayRun:
    run = open_payrun(program_id=Program.objects.get().pk, by=the("theo"), at=NOON, lines=lines)
    while work_payrun(run_id=run.pk, at=NOON) is not None:
        pass
    return run


def told() -> tuple[list[dict[str, Any]], list[tuple[Any, ...]]]:
    """Every payout with all that is kept of it, and every line of the log about computing."""
    payouts = list(Payout.objects.order_by("number").values(*FACTS))
    events = Event.objects.filter(action="payout.compute").order_by("pk")
    return payouts, list(events.values_list("actor", "happened_at", "details"))


@pytest.mark.parametrize("lines", [1, 4, 1000])
def test_a_run_computes_the_very_payouts_that_one_by_one_computes(lines: int) -> None:
    everything_at_once()
    with transaction.atomic():
        one_by_one()
        expected = told()
        transaction.set_rollback(True)
    in_a_run(lines)
    assert told() == expected
    assert len(expected[0]) == 22


def test_one_result_that_cannot_be_priced_stops_none_of_the_others() -> None:
    agreement = an_agreement()
    a_result(agreement, "1")
    bad = a_result(agreement, "1", clause="ladders")
    a_result(agreement, "1")

    run = in_a_run()

    assert sorted(Payout.objects.values_list("amount", flat=True)) == [500_000, 500_000]
    (refusal,) = refusals_of(run)
    assert refusal.verification == bad
    assert "pay nothing for “ladders”" in str(sentence_from(refusal.reason))
    assert [e.action for e in events_about(bad)] == ["payout.uncomputed"]
    assert (done_by(run).computed, done_by(run).refused) == (2, 1)


def test_what_is_on_hold_waits_for_people_and_no_run_prices_it() -> None:
    result = a_result(an_agreement(), "1")
    open_hold(
        target_id=result.target_id, kind=GuardRail.FATALITY, words="X", by=the("agnes"), at=NOON
    )
    in_a_run()
    assert not Payout.objects.exists()


def test_what_a_run_computed_begins_without_any_approval() -> None:
    a_result(an_agreement(), "1")
    in_a_run()
    payout = Payout.objects.get()
    assert (payout.state, payout.prepared_by, payout.approvals.count()) == ("computed", None, 0)
