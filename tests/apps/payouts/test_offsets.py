"""What a supplier owes is taken off its next payout: shown, signed, and settled with it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from core.domain.errors import RuleBroken
from core.domain.money import Money
from ledger.selectors import balance_of
from payouts import services
from payouts.gateways import unsealed
from payouts.models import Clawback, Offset, Payout
from payouts.selectors.clawbacks import left_of, open_for
from payouts.selectors.shown import shown
from payouts.selectors.sights import sight_of
from programs.models import Agreement, Commitment
from reports.selectors.facts import statement_facts
from tests.apps.payouts.pages import text
from tests.doors import signed_in
from tests.factories.clawbacks import (
    GONE,
    a_clawback,
    a_recovery,
    corrected,
    recovered,
    reversed_to,
    wrong,
)
from tests.factories.companies import a_supplier
from tests.factories.payouts import (
    NOON,
    a_built_batch,
    a_paid_payout,
    a_sent_batch,
    a_verification,
    an_answer,
    answered,
    approved,
    prepared,
    replaced,
)
from tests.factories.people import the
from tests.factories.programs import an_agreement

pytestmark = pytest.mark.django_db


def next_payout(clawback: Clawback, guards: str = "4") -> Payout:
    """A later result of the same agreement: two million, unless it says otherwise."""
    result = a_verification(guards, agreement=clawback.agreement)
    return services.compute_payout(verification_id=result.pk, at=NOON)


def held(agreement: Agreement, kind: str) -> int:
    return balance_of(f"agreement:{agreement.pk}:success:{kind}").won


def now(payout: Payout) -> Payout:
    payout.refresh_from_db()
    return payout


def test_gross_offset_and_net_are_what_is_signed() -> None:
    clawback = a_clawback()
    payout = prepared(next_payout(clawback))
    assert (payout.money, payout.offset, payout.net) == (
        Money(2_000_000),
        Money(1_000_000),
        Money(1_000_000),
    )
    assert shown(payout)["offsets"] == [[clawback.number, 1_000_000]]
    assert shown(payout)["net"] == 1_000_000
    lines = {line.key: str(line.value) for line in sight_of(payout, the("anna")).lines}
    assert clawback.number in lines[f"offset.{clawback.pk}"]
    assert lines["net"] == "₩1,000,000"
    assert left_of(clawback) == Money(0)


def test_only_the_net_is_sent_and_with_it_the_offset_is_settled() -> None:
    clawback = a_clawback()
    payout = approved(prepared(next_payout(clawback)))
    assert not wrong()
    batch = a_sent_batch(payout)
    assert batch.total == 1_000_000
    assert b",1000000," in unsealed(batch.content_encrypted)
    agreement = payout.agreement
    assert (held(agreement, "sent"), held(agreement, "owed")) == (1_000_000, 1_000_000)
    assert not wrong()
    before = Commitment.objects.get(program=agreement.program_id)
    answered(batch)
    payout, after = now(payout), Commitment.objects.get(program=agreement.program_id)
    assert (payout.state, payout.offset_settled, payout.net) == (
        "paid",
        1_000_000,
        Money(1_000_000),
    )
    clawback.refresh_from_db()
    assert clawback.state == "recovered"
    # six million are earned: four of ten guards and two; six million left the bank
    assert (held(agreement, "paid"), held(agreement, "due_back")) == (6_000_000, 0)
    assert after.success_paid == before.success_paid + 1_000_000
    assert after.success_reserved == before.success_reserved - 1_000_000
    assert not wrong()


def test_what_is_too_much_for_one_payout_is_taken_from_the_one_after() -> None:
    clawback = a_clawback("2")  # four million
    first = approved(prepared(next_payout(clawback, "6")))
    assert (first.net, first.state) == (Money(0), "paid")  # three million, settled by the books
    assert not first.disbursements.exists()
    clawback.refresh_from_db()
    assert (clawback.state, left_of(clawback)) == ("open", Money(1_000_000))
    assert not wrong()
    second = prepared(next_payout(clawback, "4"))
    assert second.net == Money(1_000_000)
    answered(a_sent_batch(approved(second)))
    clawback.refresh_from_db()
    assert clawback.state == "recovered"
    assert held(clawback.agreement, "paid") == 6_000_000  # twelve guards
    assert not wrong()


def test_the_oldest_is_taken_first() -> None:
    first = a_paid_payout()
    second = paid_under(first.agreement)
    old, new = corrected(first).clawback, corrected(second, "9").clawback
    payout = next_payout(old, "2")  # one million
    assert [(one.number, share.won) for one, share in open_for(payout)] == [(old.number, 1_000_000)]
    assert approved(prepared(payout)).state == "paid"
    later = prepared(next_payout(old, "4"))
    assert [one.clawback for one in later.offsets.all()] == [new]


def test_what_is_owed_on_results_is_taken_off_the_first_tranche() -> None:
    """Each purse has its own back: the one that was paid too much out of, and the one that pays."""
    clawback = a_clawback()
    agreement = clawback.agreement
    payout = services.compute_advance(agreement_id=agreement.pk, clause_key="advance", at=NOON)
    before = Commitment.objects.get(program=agreement.program_id)
    answered(a_sent_batch(approved(prepared(payout))))
    after = Commitment.objects.get(program=agreement.program_id)
    assert now(payout).offset == Money(1_000_000)
    assert after.base_paid == before.base_paid + payout.amount
    assert after.success_paid == before.success_paid - 1_000_000
    assert after.success_reserved == before.success_reserved + 1_000_000
    assert not wrong()


def paid_under(agreement: Agreement) -> Payout:
    result = a_verification("10", agreement=agreement)
    payout = services.compute_payout(verification_id=result.pk, at=NOON)
    answered(a_sent_batch(approved(prepared(payout))))
    return now(payout)


def test_what_arises_after_it_was_prepared_is_taken_by_the_next() -> None:
    payout = a_paid_payout()
    result = a_verification("4", agreement=payout.agreement)
    later = approved(prepared(services.compute_payout(verification_id=result.pk, at=NOON)))
    clawback = corrected(payout).clawback
    answered(a_sent_batch(later))
    assert now(later).offset == Money(0)
    assert left_of(clawback) == Money(1_000_000)
    assert prepared(next_payout(clawback)).offset == Money(1_000_000)


@pytest.mark.parametrize("verb", ["hold", "reject"])
def test_what_is_stopped_lets_go_of_what_it_took(verb: str) -> None:
    clawback = a_clawback()
    payout = prepared(next_payout(clawback))
    if verb == "hold":
        payout = approved(payout)
        services.hold_payout(payout_id=payout.pk, reason=GONE, by=the("anna"), at=NOON)
    else:
        services.reject_payout(payout_id=payout.pk, reason=GONE, by=the("anna"), at=NOON)
    assert (now(payout).offset_taken, left_of(clawback)) == (0, Money(1_000_000))
    assert payout.offsets.get().state == "released"
    assert not wrong()


def test_prepared_again_for_another_account_it_is_taken_again() -> None:
    clawback = a_clawback()
    payout = approved(prepared(next_payout(clawback)))
    replaced(payout)
    again = prepared(now(payout))
    assert [(o.preparation, o.state) for o in again.offsets.order_by("pk")] == [
        (1, "released"),
        (2, "taken"),
    ]
    answered(a_sent_batch(approved(again)))
    assert not wrong()


def test_what_the_bank_could_not_pay_settles_nothing_and_is_taken_again() -> None:
    clawback = a_clawback()
    payout = approved(prepared(next_payout(clawback)))
    batch = a_sent_batch(payout)
    key = payout.disbursements.get().key.replace("-", "_")
    answered(batch, an_answer(batch, **{key: "failed"}))
    assert (now(payout).state, payout.offset_taken) == ("failed", 1_000_000)
    assert not wrong()
    services.retry_payout(payout_id=payout.pk, by=the("olivia"), at=NOON)
    assert (now(payout).offset_taken, left_of(clawback)) == (0, Money(1_000_000))
    answered(a_sent_batch(approved(prepared(now(payout)))))
    assert now(payout).state == "paid"
    assert not wrong()


def test_what_came_back_after_it_was_paid_is_owed_without_the_offset() -> None:
    """The offset stands: only what the bank had paid out is paid once more."""
    clawback = a_clawback()
    payout = approved(prepared(next_payout(clawback)))
    batch = a_sent_batch(payout)
    answered(batch)
    key = payout.disbursements.get().key.replace("-", "_")
    answered(batch, an_answer(batch, **{key: "returned"}))
    assert (now(payout).state, payout.offset_settled) == ("returned", 1_000_000)
    assert held(payout.agreement, "owed") == 1_000_000
    assert not wrong()
    services.retry_payout(payout_id=payout.pk, by=the("olivia"), at=NOON)
    assert not wrong()
    answered(a_sent_batch(approved(prepared(now(payout)))))
    assert (now(payout).state, payout.net) == ("paid", Money(1_000_000))
    assert held(payout.agreement, "paid") == 6_000_000
    assert not wrong()


def test_what_a_payout_has_taken_cannot_be_paid_back_or_given_up() -> None:
    clawback = a_clawback()
    recovery = a_recovery(clawback, 600_000)
    prepared(next_payout(clawback))
    with pytest.raises(RuleBroken, match="put those on hold"):
        services.confirm_recovery(recovery_id=recovery.pk, by=the("anna"), at=NOON)


def test_what_was_paid_back_in_part_is_taken_for_the_rest() -> None:
    clawback = recovered(a_clawback(), 400_000)
    assert prepared(next_payout(clawback)).offset == Money(600_000)


def test_a_pay_run_sends_the_net() -> None:
    clawback = a_clawback()
    payout = approved(prepared(next_payout(clawback)))
    run = services.open_payrun(program_id=payout.agreement.program_id, by=the("theo"), at=NOON)
    while services.work_payrun(run_id=run.pk, at=NOON) is not None:
        pass
    assert payout.disbursements.get().amount == 1_000_000
    assert not wrong()


@pytest.mark.django_db(transaction=True)
def test_of_two_payouts_that_take_of_one_sum_at_once_nothing_is_taken_twice() -> None:
    clawback = a_clawback("7")  # one and a half million
    payouts = [next_payout(clawback, "2"), next_payout(clawback, "2")]  # a million each
    barrier, olivia = Barrier(2), the("olivia")

    def prepare(payout: Payout) -> None:
        barrier.wait()
        try:
            services.prepare_payout(payout_id=payout.pk, by=olivia, at=NOON)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(prepare, payouts))
    assert sorted(now(payout).offset_taken for payout in payouts) == [500_000, 1_000_000]
    assert left_of(clawback) == Money(0)
    assert not wrong()


def test_the_database_takes_nothing_twice_and_of_nobody_else() -> None:
    clawback = a_clawback()
    payout = next_payout(clawback)
    stranger = a_supplier(name="Nuri Safety (demo)")
    foreign = paid_under(an_agreement(supplier=stranger))
    taken = {"clawback": clawback, "preparation": 1}
    with pytest.raises(IntegrityError, match="clawback_not_overdrawn"), transaction.atomic():
        Offset.objects.create(payout=payout, amount=1_000_001, **taken)
    with pytest.raises(IntegrityError, match="offset_of_the_same_supplier"), transaction.atomic():
        Offset.objects.create(payout=foreign, amount=1, **taken)
    offset = Offset.objects.create(payout=payout, amount=1, **taken)
    for change in ({"amount": 2}, {"payout": foreign}):
        with pytest.raises(IntegrityError, match="offset_never_edited"), transaction.atomic():
            Offset.objects.filter(pk=offset.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        offset.delete()


def test_the_database_lets_a_payout_be_lowered_by_its_offsets_only() -> None:
    clawback = a_clawback()
    payout = prepared(next_payout(clawback))
    rows = Payout.objects.filter(pk=payout.pk)
    for change in ({"offset_taken": 0}, {"offset_taken": 999_999}, {"offset_settled": 1}):
        with pytest.raises(IntegrityError, match="lowered_by_its_offsets"), transaction.atomic():
            rows.update(**change)
    approved(payout)
    with pytest.raises(IntegrityError, match="payout_moved_by_the_bank"), transaction.atomic():
        rows.update(state="paid")
    batch = a_built_batch(payout)
    assert batch.disbursements.get().amount == 1_000_000
    payout.pk, payout.number, payout.state = None, "PO-1", "computed"
    with pytest.raises(IntegrityError, match="payout_begins_whole"), transaction.atomic():
        payout.save(force_insert=True)


def test_gross_offset_and_net_stand_on_the_pages_and_on_the_payees_paper() -> None:
    clawback = a_clawback()
    payout = next_payout(clawback)
    page = reverse("payouts:payout_prepare", args=[payout.pk])
    assert clawback.number in text(signed_in(the("olivia")).get(page))
    payout = approved(prepared(payout))
    batch = a_sent_batch(payout)
    answered(batch)
    for name in ("anna", "carla"):
        said = text(signed_in(the(name)).get(reverse("payouts:payout", args=[payout.pk])))
        assert "1,000,000 of it is offset" in said
    lines = text(signed_in(the("theo")).get(reverse("payouts:batch", args=[batch.pk])))
    assert "Earned" in lines
    assert "Paid out" in lines
    bank = statement_facts(now(payout))["bank"]
    assert bank["offsets"] == [{"clawback": clawback.number, "amount": 1_000_000}]
    assert bank["paid_out"] == sum(row["amount"] for row in bank["attempts"]) == 1_000_000
    first = statement_facts(clawback.adjustment.payout)["bank"]
    assert first["clawbacks"] == [{"number": clawback.number, "amount": 1_000_000}]


def test_reversed_before_and_after_it_was_paid_what_a_firm_got_is_what_it_earned() -> None:
    """Nothing is edited: each paper ties by itself, and together they are the guards that stand."""
    paid = a_paid_payout()
    result = a_verification("6", agreement=paid.agreement)
    waiting = approved(prepared(services.compute_payout(verification_id=result.pk, at=NOON)))
    reversed_to(waiting, "5")  # before: it is stopped, and another takes its place
    anew = services.recompute_payout(payout_id=waiting.pk, at=NOON)
    corrected(paid)  # after: a reversal entry, and a sum that has to come back
    answered(a_sent_batch(approved(prepared(anew))))
    papers = [statement_facts(now(one)) for one in (paid, waiting, anew)]
    sent = [
        sum(row["amount"] for row in paper["bank"]["attempts"] if row["state"] == "paid")
        for paper in papers
    ]
    assert sent == [5_000_000, 0, 1_500_000]
    assert [paper["payout"]["state"] for paper in papers] == ["paid", "rejected", "paid"]
    assert papers[2]["bank"]["paid_out"] == sent[2]
    assert sum(sent) == (8 + 5) * 500_000
    assert not wrong()
