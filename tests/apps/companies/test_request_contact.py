"""Another person answers for a worksite: named by one, confirmed by another, told to the first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from audit.selectors import events_about
from companies.domain.lifecycle import ContactState
from companies.models import ContactChange, Worksite
from companies.services import Contact, confirm_contact, request_contact
from core.domain.errors import IllegalMove, RuleBroken
from people.models import User
from tests.doors import signed_in
from tests.factories.companies import a_supplier, a_worksite
from tests.factories.people import the

WALTER = Contact("Walter", "walter@daesung.example", "010-1111-2222")
Ask = Callable[..., ContactChange]


@pytest.fixture
def site(carla: User) -> Worksite:
    return a_worksite(supplier=a_supplier())


@pytest.fixture
def ask(site: Worksite, carla: User, noon: datetime) -> Ask:
    def run(**changes: Any) -> ContactChange:
        words = {"contact": WALTER, "reason": "Wendy has left.", "by": carla, "at": noon}
        return request_contact(worksite_id=site.pk, **{**words, **changes})

    return run


def test_two_people_change_it_and_the_one_before_is_told(
    ask: Ask, site: Worksite, cato: User, noon: datetime, django_capture_on_commit_callbacks: Any
) -> None:
    change = ask()
    site.refresh_from_db()
    assert site.contact_name == "Wendy"  # named, not confirmed
    with django_capture_on_commit_callbacks(execute=True):
        confirm_contact(change_id=change.pk, by=cato, at=noon)
    site.refresh_from_db()
    assert (site.contact_name, site.contact_email) == ("Walter", WALTER.email)
    (told,) = mail.outbox
    assert told.to == ["wendy@example.test"]
    assert WALTER.email not in told.body
    assert [e.action for e in events_about(change)] == ["contact.request", "contact.confirm"]
    with pytest.raises(IllegalMove):
        confirm_contact(change_id=change.pk, by=cato, at=noon)


def test_nobody_does_both(ask: Ask, agnes: User, noon: datetime) -> None:
    change = ask(by=agnes)
    with pytest.raises(RuleBroken, match="named this person yourself"):
        confirm_contact(change_id=change.pk, by=agnes, at=noon)
    row = ContactChange.objects.filter(pk=change.pk)
    for changes, name in (
        ({"confirmed_by": agnes}, "contact_two_people"),
        ({"state": ContactState.CONFIRMED}, "contact_confirmed_by_someone"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            row.update(**changes)


def test_only_the_newest_change_waits(ask: Ask) -> None:
    old, new = ask(), ask(contact=Contact("Wim", "wim@daesung.example", "010-3333-4444"))
    old.refresh_from_db()
    assert (old.state, new.state) == (ContactState.WITHDRAWN, ContactState.REQUESTED)
    with pytest.raises(IntegrityError, match="contact_one_open_change"), transaction.atomic():
        ContactChange.objects.filter(pk=old.pk).update(state=ContactState.REQUESTED)


@pytest.mark.parametrize("when", ["named", "confirmed"])
def test_the_supplier_does_not_answer_for_the_worksite(
    when: str, ask: Ask, cato: User, noon: datetime
) -> None:
    """Not when the person is named, and not when somebody joined the supplier meanwhile."""
    if when == "named":
        with pytest.raises(RuleBroken, match="acts, or has acted, for"):
            ask(contact=Contact("C", "Carla+x@example.test", "010-1"))
        return
    change = ask()
    User.objects.filter(pk=cato.pk).update(email=WALTER.email)
    with pytest.raises(RuleBroken, match="acts, or has acted, for"):
        confirm_contact(change_id=change.pk, by=the("agnes"), at=noon)


def test_who_may(ask: Ask, cato: User, olivia: User, carla: User, noon: datetime) -> None:
    for other in (cato, olivia):
        with pytest.raises(PermissionDenied):
            ask(by=other)
    change = ask()
    for other in (carla, olivia):
        with pytest.raises(PermissionDenied):
            confirm_contact(change_id=change.pk, by=other, at=noon)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reason": " "}, "Say why"),
        (
            {"contact": Contact("Wendy", "wendy@example.test", "010-0000-0000")},
            "contact person already",
        ),
    ],
)
def test_what_is_missing_is_said(changes: dict[str, Any], words: str, ask: Ask) -> None:
    with pytest.raises(RuleBroken, match=words):
        ask(**changes)


def test_it_is_named_and_confirmed_on_pages(site: Worksite, carla: User, cato: User) -> None:
    home = f"/companies/worksites/{site.pk}/"
    typed = {"name": "Walter", "email": WALTER.email, "phone": "010-1", "reason": "Wendy left."}

    def seen(user: User, address: str) -> str:
        browser: Client = signed_in(user)
        browser.cookies["django_language"] = "en"
        return str(browser.get(address).content.decode())

    assert "Wendy" in seen(carla, f"{home}contact/new/")
    assert signed_in(carla).post(f"{home}contact/new/", typed).status_code == 302
    change = ContactChange.objects.get()
    door = f"/companies/contacts/{change.pk}/confirm/"
    assert door not in seen(carla, home)
    assert door in seen(cato, home)
    assert door in seen(cato, "/")
    assert door not in seen(carla, "/")
    assert "Wendy left." in seen(cato, door)
    assert signed_in(cato).post(door).status_code == 302
    assert WALTER.email in seen(carla, home)
