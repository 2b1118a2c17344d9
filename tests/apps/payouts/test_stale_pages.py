"""What an approver saw travels with the page; when it is not so any more, they read what changed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import signing
from django.db import DatabaseError, IntegrityError, connection, transaction

from companies.domain.lifecycle import AccountState
from core.domain.errors import RuleBroken, Stale
from outcomes.models import Finding
from payouts import services
from payouts.domain.sights import Line, Signing, digest_of_lines, lines_json
from payouts.gateways import seal_sight, unseal_sight
from payouts.gateways.seals import SIGHT
from payouts.models import Approval, Payout, Sight
from payouts.selectors.sights import changes_since_approved, sight_of
from people.domain.factors import Factor
from people.domain.roles import Role
from people.models import User
from tests.apps.payouts.pages import hidden, just_now, seen, sent, text, url
from tests.apps.payouts.walked import a_payout_of
from tests.factories.payouts import NOON, a_prepared_payout, approved, prepared, replaced, the_bank
from tests.factories.people import a_member

pytestmark = pytest.mark.django_db


def again(payout: Payout) -> Payout:
    return Payout.objects.get(pk=payout.pk)


def signed(payout: Payout, by: User, **how: Any) -> Approval:
    """Signed on a page that is open now."""
    proof = Signing(sight_of(again(payout), by), Factor("totp", NOON), **how)
    return services.sign_approval(signing=proof, key=uuid4(), by=by, at=NOON)


def sign_page(client: Any, payout: Payout, user: User) -> dict[str, str]:
    """Decided, and on the page to sign."""
    chosen = {"decision": "approve", "reason": "Checked.", "seen": seen(payout, user)}
    page = client.post(url("payout_decide", payout.pk), chosen, follow=True)
    return {name: hidden(page, name) for name in ("seen", "key")} | {"comment": "Checked."}


def test_another_account_since_is_told_line_by_line(anna: User, ben: User, olivia: User) -> None:
    payout = approved(a_prepared_payout(), "ben")
    client = just_now(anna)
    form = sign_page(client, payout, anna)
    replaced(payout)
    services.prepare_payout(payout_id=payout.pk, by=olivia, at=NOON)
    page = ""
    for answer in (
        client.get(url("payout_approve", payout.pk)),
        client.post(url("payout_approve", payout.pk), form),
    ):
        assert answer.status_code == 409
        page = text(answer)
        assert "What it was and what it is now" in page
        assert "004 ****1234</del>" in page
        assert "088 ****4455</ins>" in page
        assert "It was prepared again; earlier approvals are void." in page
        assert "Approvals of what you saw that are void now: 1" in page
    assert "Checked." in page  # what was typed is not lost
    assert "Checked." in text(client.get(url("payout", payout.pk)))
    assert not Approval.objects.filter(approver=anna).exists()


def test_a_payout_that_was_stopped_says_by_what(anna: User, ben: User) -> None:
    payout = a_prepared_payout()
    client = just_now(anna)
    form = sign_page(client, payout, anna)
    services.hold_payout(payout_id=payout.pk, reason="A tip.", by=ben, at=NOON)
    answer = client.post(url("payout_approve", payout.pk), form)
    assert answer.status_code == 409
    assert "Prepared</del>" in text(answer)
    assert "On hold</ins>" in text(answer)
    assert "A tip." in text(answer)


def test_a_check_that_finds_something_else_is_a_change(anna: User) -> None:
    payout = a_prepared_payout()
    client = just_now(anna)
    form = sign_page(client, payout, anna)
    a_finding(payout)
    answer = client.post(url("payout_approve", payout.pk), form)
    assert answer.status_code == 409
    assert "Passed: No finding of the verifier is open.</del>" in text(answer)
    assert "Look at this: 1 findings of the verifier are open.</ins>" in text(answer)
    assert "It was looked at again just now." in text(answer)
    assert not Approval.objects.exists()


def a_finding(payout: Payout) -> Finding:
    assert payout.verification
    return Finding.objects.create(
        target=payout.verification.target,
        severity="minor",
        text="A guard is loose.",
        recorded_at=NOON,
    )


def test_the_account_alone_is_enough(anna: User) -> None:
    payout = a_prepared_payout()
    form = sent(seen=seen(payout, anna))
    replaced(payout)
    answer = just_now(anna).post(url("payout_approve", payout.pk), form)
    assert answer.status_code == 409
    assert "the payout has to be prepared again" in text(answer)
    assert f"{AccountState.REPLACED.title()}</ins>" in text(answer)


def test_who_comes_after_the_last_one_reads_that_enough_have_approved(anna: User) -> None:
    bea = a_member(name="bea", role=Role.APPROVER, organization=the_bank())
    payout = a_prepared_payout()
    form = sent(seen=seen(payout, bea))
    approved(payout)
    answer = just_now(bea).post(url("payout_approve", payout.pk), form)
    assert answer.status_code == 409
    assert "Enough people have approved it meanwhile." in text(answer)


def test_the_first_of_two_does_not_make_the_page_of_the_second_stale(anna: User, ben: User) -> None:
    payout = a_prepared_payout()
    form = sent(seen=seen(payout, ben))
    signed(payout, anna)
    assert just_now(ben).post(url("payout_approve", payout.pk), form).status_code == 302
    assert again(payout).state == "approved"


def test_deciding_on_a_stale_page_says_it_at_once(anna: User, ben: User) -> None:
    payout = a_prepared_payout()
    chosen = {"decision": "approve", "reason": "Hm.", "seen": seen(payout, anna)}
    services.hold_payout(payout_id=payout.pk, reason="A tip.", by=ben, at=NOON)
    answer = just_now(anna).post(url("payout_decide", payout.pk), chosen)
    assert answer.status_code == 409
    assert "On hold</ins>" in text(answer)
    assert "Hm." in text(answer)


def test_a_seal_is_of_one_page_of_one_person(anna: User, ben: User) -> None:
    payout, beside = a_prepared_payout(), prepared(a_payout_of("Daesung"))
    client = just_now(anna)
    for wrong in (seen(payout, ben), seen(beside, anna)):
        for name, form in (
            ("payout_decide", {"decision": "approve", "seen": wrong}),
            ("payout_approve", sent(seen=wrong)),
        ):
            answer = client.post(url(name, payout.pk), form)
            assert answer.status_code == 422
            assert "This page was used for something else" in text(answer)
    assert not Approval.objects.exists()


def test_a_broken_seal_is_no_seal(anna: User) -> None:
    payout = a_prepared_payout()
    whole = seen(payout, anna)
    assert unseal_sight(whole) == sight_of(payout, anna)
    stored: dict[str, Any] = signing.loads(whole, salt=SIGHT)
    for broken in (whole.replace(":", ":x", 1), signing.dumps(stored, salt="other")):
        assert unseal_sight(broken) is None
        answer = just_now(anna).post(url("payout_approve", payout.pk), sent(seen=broken))
        assert answer.status_code == 422
        assert hidden(answer, "seen") != broken


def test_what_was_seen_is_kept_with_the_approval(anna: User) -> None:
    payout = a_prepared_payout()
    approval = signed(payout, anna, comment="Fine.")
    sight = approval.sight
    shown = sight_of(again(payout), anna).lines
    assert sight.lines == lines_json(shown)
    assert sight.digest == digest_of_lines(shown)
    assert (sight.factor, sight.factor_at, sight.typed) == ("totp", NOON, None)
    assert str(sight) == sight.number == "AP-2026-00001"
    receipt = text(just_now(anna).get(url("receipt", approval.key)))
    for words in (sight.number, sight.digest, payout.digest, "Code of an authenticator app"):
        assert words in receipt


def test_the_same_key_is_the_same_signature(anna: User, ben: User) -> None:
    payout, key = a_prepared_payout(), uuid4()
    proof = Signing(sight_of(payout, anna), Factor("totp", NOON))
    first = services.sign_approval(signing=proof, key=key, by=anna, at=NOON)
    assert services.sign_approval(signing=proof, key=key, by=anna, at=NOON) == first
    assert Sight.objects.count() == 1
    with pytest.raises(RuleBroken, match="used for something else"):
        services.sign_approval(signing=proof, key=uuid4(), by=ben, at=NOON)


def test_a_signature_on_something_else_is_stale(anna: User) -> None:
    payout = a_prepared_payout()
    proof = Signing(sight_of(payout, anna), Factor("totp", NOON))
    a_finding(payout)
    with pytest.raises(Stale, match="Something of what you saw is different"):
        services.sign_approval(signing=proof, key=uuid4(), by=anna, at=NOON)


def test_the_next_approver_sees_what_is_different_since_the_one_before(
    anna: User, ben: User, olivia: User
) -> None:
    payout = a_prepared_payout()
    signed(payout, anna)
    assert changes_since_approved(again(payout)) == ()
    a_finding(payout)
    page = text(just_now(ben).get(url("payout", payout.pk)))
    assert "What is different since it was last approved" in page
    assert "Look at this: 1 findings of the verifier are open.</ins>" in page
    replaced(payout)
    services.prepare_payout(payout_id=payout.pk, by=olivia, at=NOON)
    page = text(just_now(ben).get(url("payout", payout.pk)))
    assert "088 ****4455</ins>" in page
    assert "It was prepared again; earlier approvals are void." in page


def test_a_line_that_is_gone_or_new_is_a_change_too(anna: User, ben: User) -> None:
    payout = a_prepared_payout()
    form = sent(seen=seal_sight(_with_another_line(payout, anna)))
    answer = just_now(anna).post(url("payout_approve", payout.pk), form)
    assert answer.status_code == 409
    assert "Once shown" in text(answer)


def _with_another_line(payout: Payout, viewer: User) -> Any:
    sight = sight_of(payout, viewer)
    lines = (*sight.lines[1:], Line("once", "Once shown", "yes"))
    return type(sight)(sight.payout, sight.by, sight.digest, lines)


@pytest.mark.parametrize("shown_at", [NOON + timedelta(seconds=1), NOON - timedelta(minutes=61)])
def test_the_database_wants_a_second_factor_of_the_same_hour(
    shown_at: datetime, anna: User
) -> None:
    proof = Signing(sight_of(a_prepared_payout(), anna), Factor("totp", shown_at))
    with pytest.raises(IntegrityError, match="sight_just_proven"), transaction.atomic():
        services.sign_approval(signing=proof, key=uuid4(), by=anna, at=NOON)
    assert not Approval.objects.exists()


def test_what_was_seen_stays_as_it_was(anna: User) -> None:
    signed(a_prepared_payout(), anna)
    for statement in ("UPDATE payouts_sight SET number = 'x'", "DELETE FROM payouts_sight"):
        with pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(statement)
