"""The same page sent twice in the same second, two approvers, two clocks: real threads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.core import mail

from core.domain.errors import Stale
from payouts import services
from payouts.domain.bundles import SignedBundle
from payouts.domain.deadlines import Circle
from payouts.domain.sights import Signing
from payouts.models import Approval, Bundle, Payout, Reminder, ReminderLetter, Sight
from payouts.selectors.sights import sight_of
from people.domain.factors import Factor
from people.models import User
from tests.apps.payouts.walked import a_payout_of
from tests.factories.payouts import NOON, a_prepared_payout, prepared
from tests.factories.people import the
from tests.journeys.test_two_at_once import refusals, together

pytestmark = pytest.mark.django_db(transaction=True)
PROOF = Factor("totp", NOON)
LATER = NOON + timedelta(days=6)


def signing(payout: Payout, by: User) -> Callable[[], object]:
    """On a page of one's own, opened before."""
    signing = Signing(sight_of(payout, by), PROOF)
    return partial(services.sign_approval, signing=signing, key=uuid4(), by=by, at=NOON)


def test_two_approvers_who_saw_the_same_both_count_once() -> None:
    payout = a_prepared_payout()
    found = together(signing(payout, the("anna")), signing(payout, the("ben")))
    assert not refusals(found)
    payout.refresh_from_db()
    assert payout.state == "approved"
    assert Sight.objects.count() == 2


def test_a_signature_and_a_hold_never_both_hold() -> None:
    payout = a_prepared_payout()
    ben = the("ben")
    stop = partial(
        services.hold_payout, payout_id=payout.pk, reason="A tip.", key=uuid4(), by=ben, at=NOON
    )
    found = together(signing(payout, the("anna")), stop)
    payout.refresh_from_db()
    assert payout.state == "held"
    assert not payout.approvals.filter(voided_at=None).exists()
    assert all(isinstance(one, Stale) for one in refusals(found))


def test_one_page_of_many_sent_twice_in_the_same_second_is_one_report() -> None:
    payouts = [prepared(a_payout_of(firm)) for firm in ("Daesung", "Woojin", "Hanil")]
    anna, key = the("anna"), uuid4()
    signed = SignedBundle(tuple(sight_of(one, anna) for one in payouts), PROOF)
    send = partial(services.sign_bundle, signed=signed, key=key, by=anna, at=NOON)
    found = together(send, send, send)
    assert not refusals(found)
    assert len({bundle.pk for bundle in found if isinstance(bundle, Bundle)}) == 1
    rows = Bundle.objects.get().rows.order_by("payout")
    assert [(row.payout_id, row.outcome) for row in rows] == [
        (one.pk, "approved") for one in payouts
    ]
    assert Approval.objects.count() == 3


def test_two_bundles_in_opposite_order_do_not_wait_for_each_other() -> None:
    payouts = [prepared(a_payout_of(firm)) for firm in ("Daesung", "Woojin", "Hanil")]

    def bundle(by: User, order: list[Payout]) -> Callable[[], object]:
        signed = SignedBundle(tuple(sight_of(one, by) for one in order), PROOF)
        return partial(services.sign_bundle, signed=signed, key=uuid4(), by=by, at=NOON)

    found = together(bundle(the("anna"), payouts), bundle(the("ben"), payouts[::-1]))
    assert not refusals(found)
    assert {one.state for one in Payout.objects.all()} == {"approved"}


def test_two_clocks_in_the_same_second_tell_once() -> None:
    payout = a_prepared_payout()
    for name in ("anna", "ben"):
        the(name)
    tell = partial(services.remind_circle, payout_id=payout.pk, circle=Circle.APPROVERS, at=LATER)
    assert not refusals(together(tell, tell, tell))
    assert Reminder.objects.count() == 1
    letters = ReminderLetter.objects.order_by("pk")
    assert len(letters) == 2
    send = partial(services.send_reminder, letter_id=letters[0].pk, at=LATER)
    assert sorted(map(bool, together(send, send, send))) == [False, False, True]
    assert len(mail.outbox) == 1
