"""Whoever touches what was recorded is stopped, and whoever cannot be stopped is found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, transaction

from audit.models import Event, Leaf
from audit.selectors import (
    MOST_PROBLEMS,
    chain_intact,
    log_head,
    record_of,
)
from audit.services import record, seal_log
from people.models import User
from tests.conftest import NOON
from tests.factories.people import the

TABLES = ("audit_event", "audit_seal", "audit_leaf")


# --- whoever touches it is found ------------------------------------------------------------


@pytest.fixture
def _as_owner(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The test runs as the owner of the tables, in a transaction that is undone."""
    application = connection.settings_dict
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict = {**application, **(settings.DATABASE_OWNER or {})}
        try:
            with transaction.atomic():
                yield
                transaction.set_rollback(True)
        finally:
            connection.close()
            connection.settings_dict = application


def burgle(crime: str, *, guards: str = "DISABLE") -> None:
    """The owner with every guard taken off: the worst that can happen."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} {guards} TRIGGER USER")
        cursor.execute(crime)


def three_sealed() -> list[Event]:
    about = the("carla")
    events = [_recorded(about, step) for step in ("begin", "carry on", "end")]
    seal_log(at=NOON)
    return events


def _recorded(about: User, step: str) -> Event:
    return record(action=f"thing.{step}", subject=about, by="a@example.test", at=NOON)


REMOVE = """
    DELETE FROM audit_leaf WHERE event_id = {second}; DELETE FROM audit_event WHERE id = {second}
"""
SWAP = """
    UPDATE audit_leaf SET position = 1001 - position FROM audit_seal s
    WHERE s.id = seal_id AND s.number = 1 AND position < 2;
    UPDATE audit_leaf SET position = position - 1000 WHERE position >= 1000
"""


@pytest.mark.usefixtures("_as_owner")
@pytest.mark.parametrize(
    ("crime", "found"),
    [
        ("UPDATE audit_event SET actor = 'x' WHERE id = {second}", "Event {second} is not what"),
        ("UPDATE audit_event SET details = '[]' WHERE id = {second}", "Event {second} is not"),
        (REMOVE, "Seal 1 closed 3 events, but 2 are there"),
        ("DELETE FROM audit_leaf WHERE event_id = {third}", "Seal 1 closed 3 events"),
        ("UPDATE audit_leaf SET digest = repeat('0', 64) WHERE event_id = {first}", "Event {first}"),
        ("UPDATE audit_seal SET root = repeat('0', 64) WHERE number = 1", "do not give its root"),
        ("UPDATE audit_seal SET events = 2 WHERE number = 1", "Seal 1 is broken"),
        ("UPDATE audit_seal SET head = repeat('0', 64) WHERE number = 1", "Seal 2 does not follow"),
        ("UPDATE audit_seal SET number = 5 WHERE number = 2", "A seal is missing before seal 5"),
        (SWAP, "do not give its root"),
    ],
)  # fmt: skip
def test_every_touch_is_found_and_named(crime: str, found: str) -> None:
    first, second, third = (event.pk for event in three_sealed())
    _recorded(the("carla"), "more")
    seal_log(at=NOON)
    names = {"first": first, "second": second, "third": third}
    burgle(crime.format(**names))
    check = chain_intact()
    assert not check.intact
    assert found.format(**names) in " ".join(str(problem) for problem in check.problems)


@pytest.mark.usefixtures("_as_owner")
def test_what_is_put_in_between_is_found() -> None:
    three_sealed()
    late = _recorded(the("carla"), "forged")
    burgle(
        "INSERT INTO audit_leaf (event_id, seal_id, position, digest) "  # noqa: S608 - our own
        f"SELECT {late.pk}, id, 3, '{record_of(late).digest()}' FROM audit_seal"
    )
    assert "closed 3 events, but 4" in str(chain_intact().problems[0])


@pytest.mark.usefixtures("_as_owner")
def test_a_tail_that_was_cut_off_is_found_by_a_printed_head() -> None:
    three_sealed()
    printed = log_head()
    burgle("DELETE FROM audit_leaf; DELETE FROM audit_seal; DELETE FROM audit_event")
    assert chain_intact().intact  # nothing left to compare with
    check = chain_intact(anchor=printed)
    assert not check.intact
    assert printed in str(check.problems[0])


@pytest.mark.usefixtures("_as_owner")
def test_a_long_list_of_problems_has_an_end() -> None:
    for _ in range(MOST_PROBLEMS + 5):
        _recorded(the("carla"), "again")
    seal_log(at=NOON)
    burgle("UPDATE audit_event SET actor = 'x'")
    assert len(chain_intact().problems) == MOST_PROBLEMS


# --- the tables themselves ------------------------------------------------------------------


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("verb", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_application_may_only_add(
    table: str, verb: str, three: list[Event], noon: datetime
) -> None:
    seal_log(at=noon)
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(verb.format(table))


@pytest.mark.usefixtures("_as_owner")
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("verb", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_not_even_the_owner_changes_a_row(table: str, verb: str) -> None:
    three_sealed()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        burgle(verb.format(table), guards="ENABLE")


def test_the_database_insists_on_one_place_for_each_event(
    three: list[Event], noon: datetime
) -> None:
    seal = seal_log(at=noon)
    leaf = Leaf.objects.first()
    assert leaf is not None
    assert seal is not None
    with pytest.raises(IntegrityError, match="event_id"), transaction.atomic():
        Leaf.objects.create(seal=seal, event=leaf.event, position=9, digest="")
    new = record(action="x", subject=leaf, by="a", at=noon)
    with pytest.raises(IntegrityError, match="leaf_place_once"), transaction.atomic():
        Leaf.objects.create(seal=seal, event=new, position=0, digest="")


@pytest.mark.parametrize("twin", ["number", "head"])
def test_the_database_insists_on_one_seal_of_a_number_and_a_head(
    twin: str, three: list[Event], noon: datetime
) -> None:
    seal = seal_log(at=noon)
    assert seal is not None
    seal.pk = None
    setattr(seal, "head" if twin == "number" else "number", "2")
    with pytest.raises(IntegrityError, match=twin), transaction.atomic():
        seal.save(force_insert=True)
