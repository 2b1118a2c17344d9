"""The log as a page: who may look, and how to find a line in it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from audit.selectors import PAGE, log_page
from audit.services import record, seal_log
from people.models import User
from people.permissions import MAY
from tests.factories.people import CHAIRS, the


@pytest.fixture
def many(carla: User, noon: datetime) -> int:
    total = 2 * PAGE + 7
    for serial in range(total):
        who = "anna@example.test" if serial % 2 else "theo@example.test"
        record(action=f"thing.{serial % 3}", subject=carla, by=who, at=noon, serial=serial)
    return total


def look(client: Client, name: str, query: str = "") -> Any:
    user = the(name)
    Authenticator.objects.get_or_create(user=user, type="totp", data={"secret": "x"})
    client.force_login(user)
    return client.get(reverse("audit:log") + query)


@pytest.mark.parametrize("name", ["agnes", "audrey", "otto", "olivia", "carla", "rita"])
def test_only_watchers_and_officers_look(name: str, client: Client, db: None) -> None:
    expected = 200 if CHAIRS[name].role in MAY["log.see"] else 403
    assert look(client, name).status_code == expected


def test_an_empty_log_says_so(client: Client, db: None) -> None:
    assert look(client, "audrey").context["events"] == ()


def test_one_walks_to_the_oldest_line_and_back(client: Client, many: int) -> None:
    seen: list[int] = []
    query = ""
    while True:
        context = look(client, "audrey", query).context
        seen += [event.pk for event in context["events"]]
        if not context["older_url"]:
            break
        query = context["older_url"]
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == many
    back = look(client, "audrey", context["newer_url"]).context
    assert [event.pk for event in back["events"]] == seen[PAGE : 2 * PAGE]
    newest = look(client, "audrey", back["newer_url"]).context
    assert [event.pk for event in newest["events"]] == seen[:PAGE]
    assert newest["newer_url"] == ""


def test_lines_are_found_by_who_what_and_about(client: Client, many: int, carla: User) -> None:
    query = f"?actor=ANNA&action=thing.1&subject=people.user:{carla.pk}"
    context = look(client, "audrey", query).context
    assert {(e.actor, e.action) for e in context["events"]} == {("anna@example.test", "thing.1")}
    assert not look(client, "audrey", "?actor=nobody").context["events"]
    assert look(client, "audrey", "?actor=anna").context["older_url"].startswith("?actor=anna&")


def test_nonsense_in_the_address_shows_the_newest_lines(client: Client, many: int) -> None:
    assert len(look(client, "audrey", "?before=x").context["events"]) == PAGE


def test_after_the_newest_there_is_nothing(many: int) -> None:
    newest = log_page().events[0].pk
    page = log_page(after=newest)
    assert (page.events, page.newer, page.older) == ((), None, None)


def test_the_head_that_documents_print_is_shown(client: Client, many: int, noon: datetime) -> None:
    seal = seal_log(at=noon)
    assert seal is not None
    assert seal.head in look(client, "audrey").content.decode()


def test_officers_see_the_log_in_the_administration_and_change_nothing(
    client: Client, many: int, agnes: User, noon: datetime
) -> None:
    seal_log(at=noon)
    look(client, "agnes")
    for model in ("event", "seal"):
        listed = reverse(f"admin:audit_{model}_changelist")
        assert client.get(listed).status_code == 200
        assert client.post(reverse(f"admin:audit_{model}_add"), {}).status_code == 403
    one = log_page().events[0].pk
    assert client.get(reverse("admin:audit_event_change", args=[one])).status_code == 200
    assert client.post(reverse("admin:audit_event_change", args=[one]), {}).status_code == 403
    assert client.post(reverse("admin:audit_event_delete", args=[one]), {}).status_code == 403
