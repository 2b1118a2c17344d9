"""The agency desk is one site: what a room registers is what the agency sees, and only sees."""

from __future__ import annotations

import ast
import inspect
import logging
import textwrap
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from people.admin import Action
from people.models import Membership, Organization
from tests.architecture.house import called
from tests.factories.people import the

WRITES = {"save", "create", "update", "delete", "bulk_create", "update_or_create", "execute"}
REGISTRY = admin.site._registry
VERBS = [
    verb
    for table in REGISTRY.values()
    for verb in (*getattr(table, "object_actions", ()), *getattr(table, "list_actions", ()))
]


def address(table: Any, *steps: object) -> str:
    meta = table.model._meta
    return "/".join(("/admin", meta.app_label, meta.model_name, *map(str, steps), ""))


def writes(sql: str) -> bool:
    """Whether a statement changes something beside the visitor's own session."""
    return sql.startswith(("INSERT", "UPDATE", "DELETE")) and "session" not in sql


def test_the_tables_of_people_stand_on_the_desk_that_is_served() -> None:
    """They once landed on a first site that a second one replaced while Django was starting."""
    assert {Organization, Membership} <= set(REGISTRY)


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.__name__)
def test_a_verb_calls_one_service_of_its_room_and_writes_nothing_itself(verb: type[Action]) -> None:
    if verb.leads_to is not Action.leads_to:  # a page of its own does the work, and is tested there
        assert verb.act is Action.act
        return
    names = called(ast.parse(textwrap.dedent(inspect.getsource(verb.act))))
    room = verb.__module__.split(".")[0]
    known = inspect.unwrap(verb.act).__globals__
    services = [
        name
        for name in names
        if getattr(known.get(name), "__module__", "").startswith(f"{room}.services")
    ]
    assert len(services) == 1
    assert not names & WRITES


def test_looking_at_a_verb_asks_and_changes_nothing(desk: Client, everything: None) -> None:
    seen = 0
    for table in REGISTRY.values():
        places: list[tuple[Any, ...]] = [
            ("do", verb.name) for verb in getattr(table, "list_actions", ())
        ]
        for verb in getattr(table, "object_actions", ()):
            rows = table.model._default_manager.all()
            row = next(row for row in rows if verb(row).offered(the("arthur")))
            places.append((row.pk, "do", verb.name))
        for place in places:
            with CaptureQueriesContext(connection) as asked:
                page = desk.get(address(table, *place), follow=True)
            assert [query["sql"] for query in asked if writes(query["sql"])] == []
            assert 'method="post"' in page.content.decode(), place
            seen += 1
    assert seen == len(VERBS) > 15


def test_no_table_saves_what_is_posted_to_it(
    desk: Client, everything: None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, logger="django.request")
    for table in REGISTRY.values():
        row = table.model._default_manager.order_by("pk").last()
        assert row
        before = table.model._default_manager.filter(pk=row.pk).values().get()
        changed = desk.post(address(table, row.pk, "change"), {"state": "closed"})
        assert changed.status_code == 403
        sent = {"action": "delete_selected", "_selected_action": [row.pk], "_save": "Save"}
        desk.post(address(table), sent)
        assert table.model._default_manager.filter(pk=row.pk).values().get() == before
