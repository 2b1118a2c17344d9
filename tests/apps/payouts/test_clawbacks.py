"""A confirmed correction moves money: more on its own road, too much is owed back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction

from core.domain.errors import IllegalMove, RuleBroken
from core.domain.money import Money
from ledger.selectors import balance_of
from payouts import services
from payouts.domain.clawbacks import RecoveryKind
from payouts.models import AdjustmentConfirmation, Clawback, Payout, Recovery
from payouts.selectors.adjustments import payouts_to_correct
from payouts.selectors.clawbacks import clawbacks_for, left_of
from payouts.selectors.reserves import left_of_reserve
from payouts.services.recoveries import Found
from programs.domain.lifecycle import Part
from programs.models import Commitment
from tests.factories.clawbacks import (
    GONE,
    a_clawback,
    a_recovery,
    corrected,
    recovered,
    reversed_to,
    wrong,
)
from tests.factories.payouts import (
    NOON,
    a_paid_payout,
    a_sent_batch,
    a_verification,
    answered,
    approved,
    prepared,
)
from tests.factories.people import the

pytestmark = pytest.mark.django_db
REPAID, WRITTEN_OFF = RecoveryKind.REPAID, RecoveryKind.WRITTEN_OFF
ONE = Money(1_000_000)


def held(clawback: Clawback, kind: str) -> int:
    return balance_of(f"agreement:{clawback.agreement_id}:{clawback.part}:{kind}").won


def row(clawback: Clawback) -> tuple[int, int]:
    """Reserved and paid of the purse."""
    commitment = Commitment.objects.get(program=clawback.agreement.program_id)
    return commitment.success_reserved, commitment.success_paid


def with_a_rejected_one(guards: str) -> Payout:
    """A paid payout; what a later result of the same clause adds was not approved."""
    payout = a_paid_payout()
    result = a_verification(guards, agreement=payout.agreement)
    later = prepared(services.compute_payout(verification_id=result.pk, at=NOON))
    services.reject_payout(payout_id=later.pk, reason="Later.", by=the("anna"), at=NOON)
    return payout


def test_what_was_too_much_is_owed_and_still_counts_as_paid() -> None:
    payout = a_paid_payout()
    commitment = Commitment.objects.get(program=payout.agreement.program_id)
    before = (commitment.success_reserved, commitment.success_paid)
    clawback = corrected(payout).clawback
    assert (clawback.amount, clawback.state, clawback.part) == (1_000_000, "open", "success")
    assert clawback.number.startswith("CB-2026-")
    assert (held(clawback, "paid"), held(clawback, "due_back")) == (4_000_000, 1_000_000)
    assert row(clawback) == before  # the purse has nothing back yet
    payout.refresh_from_db()
    assert (payout.amount, payout.state) == (5_000_000, "paid")  # never edited
    assert not wrong()


def test_a_correction_that_changes_nothing_moves_nothing() -> None:
    payout = with_a_rejected_one("2")  # eight and two are ten
    assert corrected(payout).delta == 0
    assert not Clawback.objects.exists()
    assert Payout.objects.filter(corrects__isnull=False).count() == 0


def test_paid_back_it_is_in_reserve_again_and_can_be_earned() -> None:
    clawback = a_clawback()
    reserved, paid = row(clawback)
    left = left_of_reserve(clawback.agreement, Part.SUCCESS)
    recovered(clawback, 400_000)
    assert (clawback.state, left_of(clawback)) == ("open", Money(600_000))
    recovered(clawback, 600_000)
    assert (clawback.state, left_of(clawback)) == ("recovered", Money(0))
    assert row(clawback) == (reserved + 1_000_000, paid - 1_000_000)
    clawback.agreement.refresh_from_db()
    assert left_of_reserve(clawback.agreement, Part.SUCCESS) == left + ONE
    assert (held(clawback, "due_back"), held(clawback, "paid")) == (0, 4_000_000)
    assert not wrong()


def test_written_off_it_stays_paid_and_is_not_earned_again() -> None:
    clawback = a_clawback()
    before = row(clawback)
    recovered(clawback, 250_000)
    recovered(clawback, 750_000, WRITTEN_OFF)
    assert clawback.state == "written_off"
    assert row(clawback) == (before[0] + 250_000, before[1] - 250_000)
    assert held(clawback, "written_off") == 750_000
    assert not wrong()


def test_more_than_was_paid_walks_its_own_road() -> None:
    """Eight guards and four are twelve: what is added is prepared, approved and sent as any."""
    payout = with_a_rejected_one("4")
    made = corrected(payout)
    assert made.delta == 1_000_000
    extra = made.extra
    assert (extra.amount, extra.state, extra.verification_id) == (
        1_000_000,
        "computed",
        payout.verification_id,
    )
    assert extra.inputs["verification"]["reversal"] == made.reversal_id
    approved(prepared(extra))
    answered(a_sent_batch(extra))
    extra.refresh_from_db()
    assert extra.state == "paid"
    assert not wrong()


def test_more_than_the_reserve_covers_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    payout = with_a_rejected_one("4")
    reversed_to(payout)
    made = services.correct_payout(payout_id=payout.pk, reason=GONE, by=the("olivia"), at=NOON)
    monkeypatch.setattr("payouts.services.clawbacks.left_of_reserve", lambda *_: Money(999_999))
    with pytest.raises(RuleBroken, match="only ₩999,999 is left"):
        services.confirm_correction(payout_id=payout.pk, by=the("anna"), at=NOON)
    assert not AdjustmentConfirmation.objects.filter(adjustment=made).exists()


def test_what_another_payout_took_meanwhile_is_computed_once_more() -> None:
    """The delta of a correction is the whole difference, so nothing may be priced in between."""
    payout = a_paid_payout()
    reversed_to(payout)
    first = services.correct_payout(payout_id=payout.pk, reason=GONE, by=the("olivia"), at=NOON)
    with pytest.raises(IllegalMove, match="on record already"):
        services.correct_payout(payout_id=payout.pk, reason=GONE, by=the("olivia"), at=NOON)
    later = services.compute_payout(
        verification_id=a_verification("4", agreement=payout.agreement).pk, at=NOON
    )
    assert later.amount == 1_000_000  # the million that was too much is taken here
    with pytest.raises(RuleBroken, match="Compute the correction once more"):
        services.confirm_correction(payout_id=payout.pk, by=the("anna"), at=NOON)
    assert list(payouts_to_correct(the("olivia"))) == [payout]
    again = services.correct_payout(payout_id=payout.pk, reason=GONE, by=the("olivia"), at=NOON)
    assert (first.delta, again.delta, again.turn) == (-1_000_000, 0, 2)
    services.confirm_correction(payout_id=payout.pk, by=the("anna"), at=NOON)
    assert not Clawback.objects.exists()
    assert not wrong()


def test_what_is_not_sent_is_stopped_and_not_asked_back() -> None:
    payout = a_paid_payout()
    later = services.compute_payout(
        verification_id=a_verification("4", agreement=payout.agreement).pk, at=NOON
    )
    reversed_to(later, "0")  # computed, and not recomputed yet
    reversed_to(payout, "0")
    services.correct_payout(payout_id=payout.pk, reason=GONE, by=the("olivia"), at=NOON)
    with pytest.raises(RuleBroken, match="Reject what is on its way"):
        services.confirm_correction(payout_id=payout.pk, by=the("anna"), at=NOON)


def test_the_database_takes_each_reversal_once() -> None:
    payout = a_paid_payout()
    made = corrected(payout)
    made.pk, made.turn = None, 2
    made.save(force_insert=True)
    row = {"maker": the("olivia"), "confirmed_by": the("ben"), "confirmed_at": NOON}
    with pytest.raises(IntegrityError, match="counts_once"), transaction.atomic():
        AdjustmentConfirmation.objects.create(adjustment=made, **row)


def test_two_people_stand_for_what_came_back() -> None:
    clawback = a_clawback()
    recovery = a_recovery(clawback)
    for name in ("olivia", "theo", "carla", "agnes", "otto", "victor"):
        with pytest.raises(PermissionDenied), transaction.atomic():
            services.confirm_recovery(recovery_id=recovery.pk, by=the(name), at=NOON)
    for name in ("anna", "carla", "agnes", "otto", "victor"):
        with pytest.raises(PermissionDenied), transaction.atomic():
            services.propose_recovery(
                clawback_id=clawback.pk,
                found=Found(REPAID, ONE, GONE, date(2026, 6, 1)),
                by=the(name),
                at=NOON,
            )
    recovery.state, recovery.decided_by, recovery.decided_at = "confirmed", the("theo"), NOON
    with pytest.raises(IntegrityError, match="recovery_two_people"), transaction.atomic():
        recovery.save()
    services.withdraw_recovery(recovery_id=recovery.pk, by=the("theo"), at=NOON)
    with pytest.raises(IllegalMove):
        services.confirm_recovery(recovery_id=recovery.pk, by=the("anna"), at=NOON)
    assert left_of(clawback) == ONE


def test_who_proposed_it_does_not_confirm_it_from_another_seat(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    recovery = a_recovery(a_clawback())
    monkeypatch.setattr("payouts.services.recoveries.require_for", lambda *_: None)
    with pytest.raises(RuleBroken, match="Another person confirms"):
        services.confirm_recovery(recovery_id=recovery.pk, by=the("theo"), at=NOON)


@pytest.mark.parametrize(
    ("found", "field"),
    [
        (Found(REPAID, Money(1_000_001), GONE, date(2026, 6, 1)), "amount"),
        (Found(REPAID, Money(0), GONE, date(2026, 6, 1)), "amount"),
        (Found(REPAID, ONE, GONE), "came_on"),
        (Found(WRITTEN_OFF, ONE, " "), "reason"),
    ],
)
def test_what_is_typed_wrong_is_said(found: Found, field: str) -> None:
    clawback = a_clawback()
    with pytest.raises(RuleBroken) as refusal:
        services.propose_recovery(clawback_id=clawback.pk, found=found, by=the("theo"), at=NOON)
    assert refusal.value.field == field


def test_nothing_is_owed_of_what_is_closed() -> None:
    clawback = recovered(a_clawback())
    with pytest.raises(RuleBroken, match="is closed"):
        a_recovery(clawback)


def test_two_that_were_proposed_side_by_side_do_not_count_both() -> None:
    clawback = a_clawback()
    first, second = a_recovery(clawback), a_recovery(clawback, 600_000, WRITTEN_OFF)
    services.confirm_recovery(recovery_id=first.pk, by=the("anna"), at=NOON)
    with pytest.raises(RuleBroken, match="still open"):
        services.confirm_recovery(recovery_id=second.pk, by=the("anna"), at=NOON)
    second.state, second.decided_by, second.decided_at = "confirmed", the("anna"), NOON
    with pytest.raises(IntegrityError, match="clawback_not_overdrawn"), transaction.atomic():
        second.save()


@pytest.mark.django_db(transaction=True)
def test_of_two_confirmations_at_once_one_counts() -> None:
    clawback = a_clawback()
    recoveries = [a_recovery(clawback, 700_000), a_recovery(clawback, 700_000)]
    barrier, anna = Barrier(2), the("anna")

    def confirm(recovery: Recovery) -> str:
        barrier.wait()
        try:
            services.confirm_recovery(recovery_id=recovery.pk, by=anna, at=NOON)
        except RuleBroken:
            return "refused"
        finally:
            connection.close()
        return "confirmed"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(confirm, recoveries)) == ["confirmed", "refused"]
    assert left_of(clawback) == Money(300_000)
    assert not wrong()


def test_the_database_keeps_what_is_owed() -> None:
    clawback = a_clawback()
    for change, name in (
        ({"amount": 1}, "clawback_never_edited"),
        ({"state": "recovered"}, "clawback_closed_with_its_last_won"),
        ({"state": "written_off"}, "clawback_closed_with_its_last_won"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Clawback.objects.filter(pk=clawback.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Clawback.objects.all().delete()
    recovery = a_recovery(clawback)
    for change, name in (
        ({"amount": 2}, "recovery_never_edited"),
        ({"reason": "x"}, "recovery_never_edited"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Recovery.objects.filter(pk=recovery.pk).update(**change)
    recovery.pk, recovery.state = None, "confirmed"
    recovery.decided_by, recovery.decided_at = the("anna"), NOON
    with pytest.raises(IntegrityError, match="recovery_begins_proposed"), transaction.atomic():
        recovery.save(force_insert=True)


def test_the_database_takes_no_sum_that_two_people_did_not_correct() -> None:
    payout = a_paid_payout()
    reversed_to(payout)
    made = services.correct_payout(payout_id=payout.pk, reason=GONE, by=the("olivia"), at=NOON)
    owed = {"number": "CB-1", "agreement": payout.agreement, "part": "success", "arisen_at": NOON}
    with pytest.raises(IntegrityError, match="of_a_confirmed_correction"), transaction.atomic():
        Clawback.objects.create(adjustment=made, amount=1_000_000, **owed)
    extra = Payout.objects.get(pk=payout.pk)
    extra.pk, extra.number, extra.corrects, extra.state = None, "PO-1", made, "computed"
    with pytest.raises(IntegrityError, match="payout_of_a_confirmed_correct"), transaction.atomic():
        extra.save(force_insert=True)
    with pytest.raises(IntegrityError, match="payout_of_a_confirmed_correct"), transaction.atomic():
        Payout.objects.filter(pk=payout.pk).update(corrects=made)


def test_who_sees_what_is_owed() -> None:
    clawback = a_clawback()
    for name in ("olivia", "anna", "theo", "agnes", "otto", "carla"):
        assert list(clawbacks_for(the(name))) == [clawback]
    assert not clawbacks_for(the("victor")).exists()
