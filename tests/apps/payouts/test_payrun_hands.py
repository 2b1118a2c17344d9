"""Who had a hand in a payout, as a pay run and the guards of the database see it."""

from __future__ import annotations

from datetime import datetime

import pytest

from payouts.selectors.runs import touched_by
from people.models import User
from tests.apps.payouts.test_delegation import given
from tests.apps.payouts.test_every_hand_is_remembered import prepared_twice
from tests.factories.payouts import a_prepared_payout, approved
from tests.factories.people import the

pytestmark = pytest.mark.django_db


def test_whoever_prepared_it_once_had_a_hand_in_it_also_when_another_prepared_it_anew(
    noon: datetime,
) -> None:
    payout = prepared_twice(noon)
    makers = User.objects.filter(name__in=["Olivia", "Olga"])
    assert [touched_by(maker, [payout.pk]) for maker in makers] == [[payout.pk]] * 2


def test_whoever_was_stood_in_for_had_a_hand_in_it(theo: User) -> None:
    payout = a_prepared_payout()
    given("ben", "theo")
    approved(payout, "theo")
    assert touched_by(the("ben"), [payout.pk]) == [payout.pk]
    assert touched_by(theo, [payout.pk]) == [payout.pk]
    assert touched_by(the("sena"), [payout.pk]) == []
