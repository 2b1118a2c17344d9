"""close_agreement: no reserve is released that a payout still waits for."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import IntegrityError

from core.domain.errors import RuleBroken
from people.models import User
from programs.models import Agreement
from programs.services import close_agreement
from tests.factories.payouts import a_computed_payout, a_paid_payout

pytestmark = pytest.mark.django_db


def test_an_open_payout_keeps_the_agreement_open(agnes: User, noon: datetime) -> None:
    payout = a_computed_payout()
    with pytest.raises(RuleBroken, match="has payouts that are not paid yet"):
        close_agreement(agreement_id=payout.agreement_id, by=agnes, at=noon)
    agreement = Agreement.objects.get(pk=payout.agreement_id)
    assert (agreement.state, agreement.success_reserved) == ("signed", 55_000_000)


def test_once_paid_the_rest_is_released(agnes: User, noon: datetime) -> None:
    payout = a_paid_payout()
    closed = close_agreement(agreement_id=payout.agreement_id, by=agnes, at=noon)
    assert (closed.state, closed.reserve.won) == ("closed", 0)


def test_what_else_the_database_refuses_is_not_hidden(
    agnes: User, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    payout = a_computed_payout()
    monkeypatch.setattr("programs.services.purses.SPOKEN_FOR", "another_guard")
    with pytest.raises(IntegrityError, match="reserve_is_spoken_for"):
        close_agreement(agreement_id=payout.agreement_id, by=agnes, at=noon)
