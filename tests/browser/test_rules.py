"""Bands, a freeze and a delegation, by keyboard: proposed by one, confirmed by another."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime

from payouts.models import BandTable, Delegation, Freeze
from people.models import User
from programs.models import Program
from tests.browser.conftest import People
from tests.browser.keys import focused, sent, typed, went
from tests.browser.walk import Walk

TABLE = {
    "below-1": "300,000,000",
    "low-2": "300,000,001",
    "approvers-2": "2",
    "seniors-2": "1",
    "below-2": "",
    "low-3": "",
    "below-3": "",
    "approvers-3": "",
    "seniors-3": "",
    "reason": "감사 지적",
}


def page(name: str, *keys: int) -> str:
    return reverse(f"payouts:{name}", args=keys)


def test_bands_are_changed_by_two_people_with_keys_alone(person: People) -> None:
    program = Program.objects.filter(band_tables__state="proposed").order_by("pk")[0]
    first = program.band_tables.get(state="proposed")
    olivia = person("olivia").to("payouts:rules").picture("rules")
    went(olivia, to=page("bands_withdraw", first.pk))
    sent(olivia)
    went(olivia, to=page("bands_propose", program.pk))
    sent(typed(olivia, **TABLE))
    olivia.says("누가 결재하는지 정한 구간이 없습니다").picture("bands-refused")
    sent(typed(olivia, **{"low-2": "300,000,000"}))
    table = BandTable.objects.get(program=program, state="proposed")
    anna = person("anna").to("payouts:rules")
    went(anna, to=page("bands_confirm", table.pk)).picture("bands-confirm")
    sent(anna).says("₩300,000,000")
    table.refresh_from_db()
    assert table.state == "confirmed"


def test_a_freeze_is_asked_for_and_agreed_with_keys_alone(person: People) -> None:
    program = Program.objects.filter(freezes__isnull=False).order_by("pk")[0]
    theo = person("theo").to("payouts:rules")
    went(theo, to=page("freeze_propose", program.pk))
    later = localtime(timezone.now()) + timedelta(days=300)
    _moment(theo, "starts_at", f"{later:%Y-%m-%dT%H:%M}")
    _moment(theo, "ends_at", f"{later + timedelta(days=2):%Y-%m-%dT%H:%M}")
    sent(typed(theo, reason="연말 결산"))
    freeze = Freeze.objects.latest("pk")
    anna = person("anna").to("payouts:rules")
    sent(went(anna, to=page("freeze_confirm", freeze.pk)).picture("freeze-confirm"))
    freeze.refresh_from_db()
    assert freeze.state == "confirmed"
    other = Freeze.objects.filter(state="proposed").first()
    if other is not None:
        sent(went(anna.to("payouts:rules"), to=page("freeze_confirm", other.pk)))


def test_who_is_away_names_who_stands_in(person: People) -> None:
    waiting = Delegation.objects.get(state="proposed")
    anna = person("anna").to("payouts:rules")
    sent(went(anna, to=page("delegation_confirm", waiting.pk)).picture("delegation-confirm"))
    anna.to("payouts:rules")
    went(anna, to=page("delegation_propose")).picture("delegation-propose")
    anna.fill(absent=_officer("anna"), delegate=_officer("olivia"))
    later = localtime(timezone.now()).date() + timedelta(days=200)
    anna.fill(first_day=later.isoformat(), last_day=(later + timedelta(days=5)).isoformat())
    sent(typed(anna, reason="연차 휴가"))
    mine = Delegation.objects.latest("pk")
    assert mine.state == "confirmed"
    sent(went(anna, to=page("delegation_end", mine.pk)))
    waiting.refresh_from_db()
    sent(went(anna, to=page("delegation_end", waiting.pk)))


def _moment(walk: Walk, name: str, value: str) -> None:
    focused(walk, f"main [name='{name}']")
    walk.page.locator(f"main [name='{name}']").fill(value)


def _officer(key: str) -> int:
    return User.objects.get(email=f"{key}@demo.invalid").pk
