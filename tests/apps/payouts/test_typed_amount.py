"""The largest amounts are typed by whoever approves: a hand that writes a figure has read it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from core.domain.errors import RuleBroken
from core.domain.money import Money
from payouts import services
from payouts.domain.bundles import SignedBundle
from payouts.domain.sights import Signing
from payouts.models import Approval, Payout
from payouts.selectors.bands import amount_is_typed
from payouts.selectors.sights import sight_of
from people.domain.factors import Factor
from people.models import User
from tests.apps.payouts.pages import hidden, just_now, seen, sent, text, url
from tests.factories.bands import bands_in_force
from tests.factories.payouts import NOON, a_computed_payout, a_prepared_payout, prepared

pytestmark = pytest.mark.django_db
FROM_FIVE_MILLION = ((0, 2, 0), (5_000_000, 2, 0))


def a_large_one() -> Payout:
    """₩5,000,000, exactly where the highest of two bands begins."""
    payout = a_computed_payout()
    program = payout.agreement.program
    bands_in_force(program, FROM_FIVE_MILLION, at=NOON - timedelta(days=1))
    return prepared(payout)


def test_the_highest_of_several_bands_is_typed_and_no_other() -> None:
    payout = a_prepared_payout()
    assert not amount_is_typed(payout)  # the one band of the programme is no highest one
    assert not amount_is_typed(a_computed_payout_of(payout))


def a_computed_payout_of(payout: Payout) -> Payout:
    """Not prepared, so it is in no band yet."""
    return services.compute_advance(agreement_id=payout.agreement_id, clause_key="advance", at=NOON)


@pytest.mark.parametrize(("starts", "is_typed"), [(5_000_000, True), (5_000_001, False)])
def test_the_band_begins_with_its_first_won(starts: int, is_typed: bool) -> None:
    payout = a_computed_payout()
    bands = ((0, 2, 0), (starts, 2, 0))
    bands_in_force(payout.agreement.program, bands, at=NOON - timedelta(days=1))
    assert amount_is_typed(prepared(payout)) is is_typed


def test_anna_types_it_wrong_then_right_and_loses_no_word(anna: User) -> None:
    payout, client = a_large_one(), just_now(anna)
    form = {"decision": "approve", "reason": "Looked at.", "seen": seen(payout, anna)}
    page = client.post(url("payout_decide", payout.pk), form, follow=True)
    assert "Type the amount, won" in text(page)
    assert 'value="5,000,000"' not in text(page)  # nothing is typed for her
    fields = {name: hidden(page, name) for name in ("seen", "key")} | {"comment": "Looked at."}
    for wrong, said in (
        ("500,000", "You typed ₩500,000, and that is not the amount of this payout."),
        ("5.000.000", "is not an amount"),
        ("", "“Type the amount, won” is empty."),
    ):
        answer = client.post(url("payout_approve", payout.pk), fields | {"typed": wrong})
        assert answer.status_code == 422
        assert said in text(answer)
        assert f'value="{wrong}"' in text(answer) or not wrong
        assert "Looked at." in text(answer)
        assert hidden(answer, "key") == fields["key"]
        assert not Approval.objects.exists()
    done = client.post(url("payout_approve", payout.pk), fields | {"typed": "₩5,000,000"})
    assert done.status_code == 302
    assert payout.approvals.get().sight.typed == 5_000_000


def test_the_service_asks_for_it_whatever_the_page_says(anna: User) -> None:
    payout = a_large_one()
    for typed in (None, Money(4_999_999)):
        proof = Signing(sight_of(payout, anna), Factor("totp", NOON), "", typed)
        with pytest.raises(RuleBroken) as refused:
            services.sign_approval(signing=proof, key=uuid4(), by=anna, at=NOON)
        assert refused.value.field == "typed"
    assert not Approval.objects.exists()


def test_a_small_one_is_not_typed(anna: User) -> None:
    payout, client = a_prepared_payout(), just_now(anna)
    form = {"decision": "approve", "seen": seen(payout, anna)}
    page = client.post(url("payout_decide", payout.pk), form, follow=True)
    assert "Type the amount" not in text(page)
    done = client.post(url("payout_approve", payout.pk), sent(seen=hidden(page, "seen")))
    assert done.status_code == 302


def test_in_a_bundle_it_is_refused_with_the_way_to_its_own_page(anna: User) -> None:
    payout, client = a_large_one(), just_now(anna)
    page = text(client.get(url("bundle_sign"), {"payout": payout.pk}))
    assert "is typed by hand. Open it and sign it on its own page." in page
    assert "Sign these approvals" not in page
    signed: Any = SignedBundle((sight_of(payout, anna),), Factor("totp", NOON))
    bundle = services.sign_bundle(signed=signed, key=uuid4(), by=anna, at=NOON)
    assert bundle.rows.get().outcome == "refused"
    assert "sign it on its own page" in text(client.get(url("bundle", bundle.key)))
    assert not Approval.objects.exists()
