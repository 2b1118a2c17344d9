"""spend_reserves and give_back_reserves: many payments at once, none of them more than is there."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import transaction

from audit.selectors import events_about
from core.domain.errors import RuleBroken
from core.domain.money import Money
from people.models import User
from programs.domain.lifecycle import Part
from programs.models import Agreement, Commitment
from programs.services import Payment, give_back_reserves, spend_reserves
from tests.factories.companies import a_supplier
from tests.factories.programs import an_agreement

pytestmark = pytest.mark.django_db


@pytest.fixture
def two() -> list[Agreement]:
    return [an_agreement(supplier=a_supplier(name=name)) for name in ("Daesung", "Woojin")]


def test_many_payments_leave_their_own_reserves(
    two: list[Agreement], theo: User, noon: datetime
) -> None:
    first, second = two
    payments = [
        Payment(first.pk, Part.BASE, Money(40_000_000)),
        Payment(first.pk, Part.SUCCESS, Money(1_000_000)),
        Payment(first.pk, Part.SUCCESS, Money(2_000_000)),
        Payment(second.pk, Part.SUCCESS, Money(5_000_000)),
    ]
    spend_reserves(payments=payments, by=theo, at=noon)
    give_back_reserves(payments=payments[-1:], by=theo, at=noon)

    left = Agreement.objects.order_by("pk").values_list("base_reserved", "success_reserved")
    assert list(left) == [(0, 52_000_000), (40_000_000, 55_000_000)]
    commitment = Commitment.objects.get()
    assert (commitment.base_paid, commitment.success_paid) == (40_000_000, 3_000_000)
    assert (commitment.base_reserved, commitment.success_reserved) == (40_000_000, 107_000_000)
    told = [(e.action, e.details["success"]) for e in events_about(second)]
    assert told == [("commitment.spend", 5_000_000), ("commitment.give_back", 5_000_000)]
    assert [(e.action, e.details) for e in events_about(commitment)] == [
        ("commitment.spend", {"base": 40_000_000, "success": 8_000_000, "incentive": 0}),
        ("commitment.give_back", {"base": 0, "success": 5_000_000, "incentive": 0}),
    ]


def test_the_second_payment_sees_what_the_first_took(
    two: list[Agreement], theo: User, noon: datetime
) -> None:
    payments = [Payment(two[0].pk, Part.BASE, Money(won)) for won in (39_999_999, 2)]
    with (
        pytest.raises(RuleBroken, match="₩2 can't be paid: this agreement has ₩1 left"),
        transaction.atomic(),
    ):
        spend_reserves(payments=payments, by=theo, at=noon)
    assert Agreement.objects.get(pk=two[0].pk).base_reserved == 40_000_000
