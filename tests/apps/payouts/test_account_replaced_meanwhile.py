"""An account is replaced in the same moment: who comes second waits, and then knows of it."""

from __future__ import annotations

from uuid import uuid4

import pytest

from core.domain.errors import RuleBroken, Stale
from payouts import services
from payouts.models import Approval, BankBatch, Payout
from tests.crowd import overtaken
from tests.factories.payouts import (
    NOON,
    a_built_batch,
    a_prepared_payout,
    an_approved_payout,
    approve_payout,
    replaced,
)
from tests.factories.people import the

pytestmark = pytest.mark.django_db(transaction=True)


def test_nobody_approves_for_the_account_that_was() -> None:
    payout, anna, key = a_prepared_payout(), the("anna"), uuid4()
    with pytest.raises(Stale, match="has to be prepared again"):
        overtaken(
            lambda: replaced(payout),
            lambda: approve_payout(
                payout_id=payout.pk, digest=payout.digest, comment="", key=key, by=anna, at=NOON
            ),
        )
    assert not Approval.objects.exists()


def test_no_file_is_built_for_the_account_that_was() -> None:
    payout, theo = an_approved_payout(), the("theo")
    program = payout.agreement.program_id
    with pytest.raises(RuleBroken, match="have to be prepared and approved again first"):
        overtaken(
            lambda: replaced(payout),
            lambda: services.build_batch(program_id=program, by=theo, at=NOON),
        )
    assert not BankBatch.objects.exists()


def test_no_file_is_sent_for_the_account_that_was() -> None:
    payout, theo = an_approved_payout(), the("theo")
    batch = a_built_batch(payout)
    with pytest.raises(RuleBroken, match="Withdraw the file"):
        overtaken(
            lambda: replaced(payout),
            lambda: services.send_batch(batch_id=batch.pk, by=theo, at=NOON),
        )
    assert Payout.objects.get().state == "approved"
