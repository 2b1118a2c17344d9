"""A paid result is reversed: the difference is computed by one person, confirmed by another."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from core.domain.errors import IllegalMove, RuleBroken
from ledger.selectors import books_balance
from payouts import services
from payouts.models import Adjustment, AdjustmentConfirmation, Clawback, Payout
from payouts.selectors.adjustments import payouts_to_correct, payouts_with_correction
from people.models import User
from tests.apps.payouts.pages import text
from tests.apps.payouts.test_reversed_result import reversed_to
from tests.doors import signed_in
from tests.factories.payouts import NOON, a_computed_payout, a_paid_payout, a_verification
from tests.factories.people import the

pytestmark = pytest.mark.django_db
WHY = "Two guards were taken off again."


def corrected(payout: Payout, name: str = "olivia", **more: Any) -> Adjustment:
    given = {"reason": WHY, **more}
    return services.correct_payout(payout_id=payout.pk, by=the(name), at=NOON, **given)


def confirmed(payout: Payout, name: str = "anna", **more: Any) -> AdjustmentConfirmation:
    return services.confirm_correction(payout_id=payout.pk, by=the(name), at=NOON, **more)


def again(made: Adjustment) -> None:
    """The same row once more."""
    copy = Adjustment.objects.get(pk=made.pk)
    copy.pk = None
    copy.save(force_insert=True)


@pytest.mark.parametrize(
    ("attained", "delta"),
    [("8", -1_000_000), ("0", -5_000_000), (None, -5_000_000)],  # ₩500,000 for each guard
)
def test_the_delta_is_what_it_would_be_now_less_what_was_paid(
    attained: str | None, delta: int
) -> None:
    payout = a_paid_payout()
    reversal = reversed_to(payout, attained)
    made = corrected(payout)
    assert (made.delta, made.reversal_id) == (delta, reversal)
    assert made.inputs["carried"] == 5_000_000
    assert made.inputs["terms"]["version"] == payout.term_sheet.version
    assert sum(line["won"] for line in made.working if "label" not in line) == delta
    payout.refresh_from_db()
    assert (payout.amount, payout.state) == (5_000_000, "paid")
    assert confirmed(payout).adjustment == made
    assert books_balance()


def test_what_does_not_come_out_again_from_what_was_kept_is_not_confirmed(olivia: User) -> None:
    payout = a_paid_payout()
    made = Adjustment(
        payout=payout, reversal_id=reversed_to(payout), delta=-2, reason=WHY, made_by=olivia
    )
    made.inputs = {"case": payout.inputs["case"], "carried": 5_000_000}  # this gives nothing
    made.made_at = NOON
    made.save()
    with pytest.raises(RuleBroken, match="the amount is another"):
        confirmed(payout)


def test_each_reversal_gives_one_and_a_second_one_says_the_whole_difference() -> None:
    payout = a_paid_payout()
    with pytest.raises(IllegalMove, match="was not paid on a result"):
        corrected(payout)
    reversed_to(payout)
    made = corrected(payout)
    with pytest.raises(IllegalMove, match="on record already"):
        corrected(payout)
    with pytest.raises(IntegrityError, match="adjustment_turn_once"), transaction.atomic():
        again(made)
    assert not payouts_to_correct(the("olivia")).exists()
    reversed_to(payout, "7")
    assert list(payouts_to_correct(the("olivia"))) == [payout]
    assert corrected(payout).delta == -1_500_000


def test_a_later_payout_earns_what_its_result_adds_and_the_difference_is_owed() -> None:
    payout = a_paid_payout()
    reversed_to(payout)
    corrected(payout)
    confirmed(payout)
    second = a_verification("4", agreement=payout.agreement)
    later = services.compute_payout(verification_id=second.pk, at=NOON)
    # twelve guards are 6,000,000; 5,000,000 was paid, and 1,000,000 of it has to come back
    assert (later.amount, Clawback.objects.get().amount) == (2_000_000, 1_000_000)


def test_not_before_it_is_paid_and_never_without_a_result() -> None:
    payout = a_computed_payout()
    reversed_to(payout)
    advance = services.compute_advance(
        agreement_id=payout.agreement_id, clause_key="advance", at=NOON
    )
    for one in (payout, advance):
        with pytest.raises(IllegalMove):
            corrected(one)


def test_two_people_with_the_role_and_a_reason() -> None:
    payout = a_paid_payout()
    reversed_to(payout)
    with pytest.raises(RuleBroken, match="Say why") as refusal:
        corrected(payout, reason=" ")
    assert refusal.value.field == "reason"
    with pytest.raises(IllegalMove, match="waits for you"):
        confirmed(payout)
    made = corrected(payout)
    for name in ("anna", "theo", "carla", "victor", "otto", "agnes"):
        with pytest.raises(PermissionDenied), transaction.atomic():
            corrected(payout, name)
    for name in ("olivia", "theo", "carla", "victor", "otto", "agnes"):
        with pytest.raises(PermissionDenied), transaction.atomic():
            confirmed(payout, name)
    assert list(payouts_with_correction(the("anna"))) == [payout]
    assert not payouts_with_correction(the("olivia")).exists()
    row = {"adjustment": made, "confirmed_by": the("olivia"), "confirmed_at": NOON}
    with pytest.raises(IntegrityError, match="adjustment_by_two_people"), transaction.atomic():
        AdjustmentConfirmation.objects.create(**row, maker=the("olivia"))
    with pytest.raises(IntegrityError, match="adjustment_names_the_maker"), transaction.atomic():
        AdjustmentConfirmation.objects.create(**row, maker=the("ben"))
    confirmed(payout)
    with pytest.raises(DatabaseError), transaction.atomic():
        AdjustmentConfirmation.objects.all().delete()


def test_who_computed_it_does_not_confirm_it_from_another_seat(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    payout = a_paid_payout()
    reversed_to(payout)
    corrected(payout)
    monkeypatch.setattr("payouts.services.adjustments.require_for", lambda *_: None)
    with pytest.raises(RuleBroken, match="Another person confirms"):
        confirmed(payout, "olivia")


def test_sent_twice_it_is_done_once() -> None:
    payout = a_paid_payout()
    reversed_to(payout)
    key, other = uuid4(), uuid4()
    assert corrected(payout, key=key) == corrected(payout, key=key)
    assert confirmed(payout, key=other) == confirmed(payout, key=other)
    assert Adjustment.objects.count() == AdjustmentConfirmation.objects.count() == 1


def test_the_database_takes_no_delta_of_a_result_that_stands_or_was_not_paid(olivia: User) -> None:
    payout = a_paid_payout()
    result = a_verification("4", agreement=payout.agreement)
    unpaid = services.compute_payout(verification_id=result.pk, at=NOON)
    reversal = reversed_to(unpaid, "3")
    for one in (payout, unpaid):
        row = {"payout": one, "reversal_id": reversal, "delta": -1, "made_by": olivia}
        with pytest.raises(IntegrityError, match="of_a_reversed_result"), transaction.atomic():
            Adjustment.objects.create(**row, reason=WHY, made_at=NOON)


def test_the_pages_walk_from_reversal_to_confirmation(olivia: User, anna: User) -> None:
    payout = a_paid_payout()
    page = reverse("payouts:payout_correct", args=[payout.pk])
    second = reverse("payouts:payout_confirm_correction", args=[payout.pk])
    home = reverse("payouts:payout", args=[payout.pk])
    assert signed_in(olivia).get(page).status_code == 409
    reversed_to(payout)
    assert "Compute the correction" in text(signed_in(olivia).get(home))
    assert "1,000,000" in text(signed_in(olivia).get(page))
    assert signed_in(anna).get(page).status_code == 403
    assert signed_in(anna).get(second).status_code == 409
    sent = {"key": str(uuid4()), "reason": WHY}
    done = text(signed_in(olivia).post(page, sent, follow=True))
    assert "waits for a second person" in done
    assert WHY in text(signed_in(anna).get(second))
    done = text(signed_in(anna).post(second, {"key": str(uuid4())}, follow=True))
    assert "waits for a second person" not in done
    assert AdjustmentConfirmation.objects.get().confirmed_by == anna


def test_who_comes_second_reads_that_it_is_done_already(olivia: User, ben: User) -> None:
    payout = a_paid_payout()
    reversed_to(payout)
    corrected(payout)
    second = reverse("payouts:payout_confirm_correction", args=[payout.pk])
    assert WHY in text(signed_in(ben).get(second))
    confirmed(payout)
    said = text(signed_in(ben).post(second, {"key": str(uuid4())}))
    assert "waits for you" in said
    advance = services.compute_advance(
        agreement_id=payout.agreement_id, clause_key="advance", at=NOON
    )
    page = reverse("payouts:payout_correct", args=[advance.pk])
    sent = {"key": str(uuid4()), "reason": WHY}
    assert "was not paid on a result" in text(signed_in(olivia).post(page, sent))
