"""Pages of bands, freezes and delegations: who sees, who changes, what comes back in words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.timezone import localtime

from payouts.models import BandTable, Delegation, Freeze
from payouts.selectors.lists import payouts_to_approve_for_others
from payouts.services import prepare_payout
from people.domain.roles import Kind, Role
from people.models import User
from reports.selectors import inbox_of
from tests.apps.payouts.pages import hidden, just_now, text, url
from tests.doors import signed_in
from tests.factories.bands import bands_in_force
from tests.factories.companies import a_bank_account
from tests.factories.payouts import a_computed_payout, a_prepared_payout, approved
from tests.factories.people import a_member, an_organization, the
from tests.factories.programs import a_program

pytestmark = pytest.mark.django_db

TABLE = {
    "low-1": "0",
    "below-1": "10,000,000",
    "approvers-1": "2",
    "low-2": "10,000,000",
    "approvers-2": "2",
    "seniors-2": "1",
    "approval_days": "2",
    "escalation_days": "1",
    "reason": "The auditor asked for it.",
}


def post(person: User, name: str, *keys: Any, **said: Any) -> Any:
    return signed_in(person).post(url(name, *keys), said, follow=True)


def test_the_page_says_who_approves(anna: User, agnes: User, carla: User) -> None:
    program = a_program()
    bands_in_force(program, ((0, 2, 0), (50_000_000, 2, 1)), at=timezone.now() - timedelta(1))
    page = text(signed_in(anna).get(url("rules")))
    for words in ("₩0 up to, not including, ₩50,000,000", "From ₩50,000,000", "Version 2"):
        assert words in page
    assert "Who stands in for whom" in page
    seen = text(signed_in(agnes).get(url("rules")))
    assert "From ₩50,000,000" in seen
    assert "Who stands in for whom" not in seen  # the bank's own matter
    assert signed_in(carla).get(url("rules")).status_code == 403


def test_olivia_proposes_and_anna_confirms(olivia: User, anna: User) -> None:
    program = a_program()
    begun = signed_in(olivia).get(url("bands_propose", program.pk)).content.decode()
    assert 'name="low-1" value="0"' in begun  # what is in force is filled in
    page = post(olivia, "bands_propose", program.pk, **TABLE)
    assert "Another person has to confirm them." in text(page)
    table = BandTable.objects.get(version=2)
    assert url("bands_confirm", table.pk) not in page.content.decode()  # not her own
    assert [item.place.key for item in inbox_of(anna, timezone.now()).items] == [table.pk]
    shown = text(signed_in(anna).get(url("bands_confirm", table.pk)))
    assert "2 approvers, 1 senior approvers" in shown
    assert "In force now." in text(post(anna, "bands_confirm", table.pk))
    table.refresh_from_db()
    assert table.state == "confirmed"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"low-2": "10,000,001"}, "Between ₩10,000,000 and ₩10,000,001 no band says"),
        ({"low-2": "9,999,999"}, "₩9,999,999 is in two bands"),
        ({"approvers-1": "1"}, "Every band needs at least 2"),
        ({"low-2": ""}, "does not say from where it goes"),
        ({"low-1": "1.5"}, "has a fraction"),
        ({"reason": ""}, "is empty. Fill it in."),
        ({"starts_at": "2026-01-01T09:00"}, "would start in the past"),
        ({"starts_at": "soon"}, "This is not a moment"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    changed: dict[str, str], sentence: str, olivia: User
) -> None:
    program = a_program()
    answer = post(olivia, "bands_propose", program.pk, **{**TABLE, **changed})
    assert answer.status_code == 422
    assert sentence in text(answer)
    for name, value in {**TABLE, **changed}.items():
        assert value in answer.content.decode(), name
    assert BandTable.objects.count() == 1


def test_a_proposal_is_withdrawn(olivia: User) -> None:
    program = a_program()
    post(olivia, "bands_propose", program.pk, **TABLE)
    table = BandTable.objects.get(version=2)
    assert "Nothing has changed" in text(post(olivia, "bands_withdraw", table.pk))
    again = post(olivia, "bands_withdraw", table.pk)
    assert again.status_code == 409
    assert "Look at it and confirm" not in text(signed_in(olivia).get(url("rules")))


def test_another_banks_bands_are_not_there(noon: Any) -> None:
    table = bands_in_force(a_program(), at=noon)
    other = an_organization(kind=Kind.FUNDER, name="Other Bank")
    eve = a_member(name="eve", role=Role.PREPARER, organization=other)
    assert signed_in(eve).get(url("program_bands", table.program_id)).status_code == 404
    assert signed_in(eve).get(url("bands_withdraw", table.pk)).status_code == 404


def window(hours: int = 48) -> dict[str, str]:
    now = localtime(timezone.now())
    return {
        "starts_at": f"{now - timedelta(minutes=5):%Y-%m-%dT%H:%M}",
        "ends_at": f"{now + timedelta(hours=hours):%Y-%m-%dT%H:%M}",
        "reason": "Year-end audit.",
    }


def test_theo_freezes_and_anna_confirms(theo: User, anna: User) -> None:
    payout = a_prepared_payout()
    program = payout.agreement.program
    page = post(theo, "freeze_propose", program.pk, **window())
    assert "Another person has to confirm it." in text(page)
    freeze = Freeze.objects.get()
    post(anna, "freeze_confirm", freeze.pk)
    freeze.refresh_from_db()
    assert freeze.state == "confirmed"
    page = text(signed_in(anna).get(url("payout", payout.pk)))
    assert "The programme is frozen until" in page
    assert "Why can't I approve this?" in page
    answer = just_now(anna).get(url("payout_approve", payout.pk))
    assert answer.status_code == 409
    assert "The programme is frozen until" in text(answer)


def test_a_freeze_is_typed_anew_or_turned_down(theo: User, ben: User) -> None:
    program = a_program()
    answer = post(theo, "freeze_propose", program.pk, **window(hours=-9))
    assert answer.status_code == 422
    assert "would end before it starts" in text(answer)
    post(theo, "freeze_propose", program.pk, **window())
    freeze = Freeze.objects.get()
    post(theo, "freeze_withdraw", freeze.pk)
    assert post(ben, "freeze_confirm", freeze.pk).status_code == 409


def days(absent: User, delegate: User, last: int = 3) -> dict[str, Any]:
    today = localtime(timezone.now()).date()
    return {
        "absent": absent.pk,
        "delegate": delegate.pk,
        "first_day": today.isoformat(),
        "last_day": (today + timedelta(last)).isoformat(),
        "reason": "Holiday.",
    }


def test_ben_is_away_and_theo_signs_in_his_place(ben: User, theo: User) -> None:
    payout = approved(a_prepared_payout(), "anna")
    assert signed_in(theo).get(url("payout_approve", payout.pk)).status_code == 403
    post(ben, "delegation_propose", **days(ben, theo))
    assert Delegation.objects.get().state == "confirmed"
    assert "You stand in for somebody" in {
        item.todo.text.split(":")[0] for item in inbox_of(theo, timezone.now()).items
    }
    client = just_now(theo)
    seen = hidden(client.get(url("payout", payout.pk)), "seen")
    decided = {"decision": "approve", "seen": seen}
    sign = client.post(url("payout_decide", payout.pk), decided, follow=True)
    assert "Bank officer: approver · in place of Ben" in text(sign)
    fields = {name: hidden(sign, name) for name in ("seen", "key")}
    done = client.post(url("payout_approve", payout.pk), fields, follow=True)
    assert done.status_code == 200
    payout.refresh_from_db()
    assert payout.state == "approved"
    assert "In place of Ben." in text(client.get(url("payout", payout.pk)))


def test_two_others_name_who_stands_in(olivia: User, anna: User, ben: User, theo: User) -> None:
    post(olivia, "delegation_propose", **days(ben, theo))
    delegation = Delegation.objects.get()
    assert delegation.state == "proposed"
    for name, sees in (("anna", True), ("ben", False), ("olivia", False)):
        page = signed_in(the(name)).get(url("rules")).content.decode()
        assert (url("delegation_confirm", delegation.pk) in page) is sees
    post(anna, "delegation_confirm", delegation.pk)
    delegation.refresh_from_db()
    assert delegation.state == "confirmed"
    assert "What was approved meanwhile stays" in text(post(theo, "delegation_end", delegation.pk))


def test_who_has_no_part_in_it_does_not_end_it(ben: User, theo: User, olivia: User) -> None:
    post(ben, "delegation_propose", **days(ben, theo))
    assert post(olivia, "delegation_end", Delegation.objects.get().pk).status_code == 403


def test_a_wrong_absence_is_said_in_words(ben: User, theo: User) -> None:
    backwards = post(ben, "delegation_propose", **days(ben, theo, last=-1))
    assert "It would end before it starts." in text(backwards)
    self_made = post(ben, "delegation_propose", **days(ben, ben))
    assert "Nobody stands in for themselves" in text(self_made)
    assert self_made.status_code == 422
    assert "Holiday." in self_made.content.decode()


def test_what_waits_for_who_stands_in(ben: User, theo: User, sena: User) -> None:
    now = timezone.now()
    payout = a_computed_payout()
    bands_in_force(payout.agreement.program, ((0, 2, 1),), at=now - timedelta(1))
    payout = prepared_now(payout)
    assert not payouts_to_approve_for_others(theo, now).exists()
    post(ben, "delegation_propose", **days(ben, theo))
    assert payout in payouts_to_approve_for_others(theo, now)
    assert payout not in payouts_to_approve_for_others(theo, now + timedelta(9))
    approved(payout, "ben")
    assert payout not in payouts_to_approve_for_others(theo, now)  # ben has done it himself
    post(sena, "delegation_propose", **days(sena, theo))
    assert payout in payouts_to_approve_for_others(theo, now)


def prepared_now(payout: Any) -> Any:
    """Olivia prepares it while the bands of today are in force."""
    a_bank_account(supplier=payout.agreement.supplier)
    return prepare_payout(payout_id=payout.pk, by=the("olivia"), at=timezone.now())
