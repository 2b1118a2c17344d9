"""What was recorded is sealed, and whoever touches it afterwards is found and named."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from audit.domain.records import NO_HEAD
from audit.models import Event, Leaf, Register, Seal
from audit.selectors import (
    MOST_PROBLEMS,
    chain_intact,
    events_about,
    log_head,
    record_of,
    unsealed_events,
)
from audit.services import next_number, record, seal_log
from audit.tasks import seal_due_events
from core.domain.errors import RuleBroken
from people.models import User
from tests.conftest import NOON
from tests.factories.people import the

TABLES = ("audit_event", "audit_seal", "audit_leaf")


@pytest.fixture
def three(carla: User, noon: datetime) -> list[Event]:
    return [
        record(action=f"thing.{word}", subject=carla, by="a@example.test", at=noon, step=word)
        for word in ("begin", "carry on", "end")
    ]


def test_an_event_is_remembered_by_the_thing_it_is_about(three: list[Event], carla: User) -> None:
    assert list(events_about(carla)) == three
    assert str(three[0]) == "2026-06-01 12:00 a@example.test thing.begin people.User:" + str(
        carla.pk
    )


def test_nothing_to_seal_is_no_seal(db: None, noon: datetime) -> None:
    assert seal_log(at=noon) is None
    assert log_head() == ""
    check = chain_intact()
    assert (check.intact, check.seals, check.events, check.head) == (True, 0, 0, "")


def test_all_that_waits_is_sealed_in_its_order(three: list[Event], noon: datetime) -> None:
    seal = seal_log(at=noon)
    assert seal is not None
    assert (seal.number, seal.events, seal.previous_head) == (1, 3, NO_HEAD)
    places = Leaf.objects.order_by("position").values_list("event_id", "position")
    assert list(places) == [(event.pk, i) for i, event in enumerate(three)]
    assert [leaf.digest for leaf in Leaf.objects.order_by("position")] == [
        record_of(event).digest() for event in three
    ]
    assert seal_log(at=noon) is None
    assert (str(seal), str(Leaf.objects.first())) == (f"1 · {seal.head[:12]}", f"{seal.pk}/0")


def test_seals_hang_on_each_other(three: list[Event], carla: User, noon: datetime) -> None:
    first = seal_log(at=noon)
    record(action="thing.more", subject=carla, by="a@example.test", at=noon)
    assert unsealed_events().count() == 1
    second = seal_log(at=noon)
    assert first is not None
    assert second is not None
    assert second.previous_head == first.head
    assert log_head() == second.head
    check = chain_intact(anchor=first.head)
    assert (check.intact, check.seals, check.events, check.unsealed) == (True, 2, 4, 0)


def test_what_cannot_be_kept_exactly_is_refused_when_it_is_recorded(
    carla: User, noon: datetime
) -> None:
    with pytest.raises(RuleBroken, match="cannot be kept exactly"):
        record(action="x", subject=carla, by="a", at=noon, share=0.5)


def test_the_alarm_clock_seals_once(three: list[Event]) -> None:
    assert (seal_due_events(), seal_due_events()) == (3, 0)


@pytest.mark.django_db(transaction=True)
def test_two_sealers_at_once_seal_everything_once(three: list[Event], noon: datetime) -> None:
    start = threading.Barrier(4)

    def run() -> None:
        start.wait()
        try:
            seal_log(at=noon)
        finally:
            connection.close()

    sealers = [threading.Thread(target=run) for _ in range(4)]
    for sealer in sealers:
        sealer.start()
    for sealer in sealers:
        sealer.join()
    assert (Seal.objects.count(), Leaf.objects.count()) == (1, 3)
    assert chain_intact().intact


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


# --- the command ----------------------------------------------------------------------------


def test_the_command_says_that_all_is_well(three: list[Event], noon: datetime) -> None:
    said = StringIO()
    call_command("verify_log", stdout=said)
    seal = seal_log(at=noon)
    assert seal is not None
    call_command("verify_log", head=seal.head.upper(), stdout=said)
    assert seal.head in said.getvalue()


def test_the_command_ends_with_one_and_says_where(three: list[Event], noon: datetime) -> None:
    said = StringIO()
    with pytest.raises(CommandError) as end:
        call_command("verify_log", head="f" * 64, stderr=said)
    assert end.value.returncode == 1
    assert "f" * 64 in said.getvalue()


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


def test_numbers_of_documents_have_no_gaps(db: None, noon: datetime) -> None:
    assert next_number(series="PO", at=noon) == "PO-2026-00001"
    with transaction.atomic():
        next_number(series="PO", at=noon)
        transaction.set_rollback(True)
    assert next_number(series="PO", at=noon) == "PO-2026-00002"
    assert next_number(series="PO", at=noon.replace(year=2027)) == "PO-2027-00001"
    assert str(Register.objects.get(series="PO", year=2026)) == "PO-2026: 2"
    with pytest.raises(IntegrityError, match="register_once"), transaction.atomic():
        Register.objects.create(series="PO", year=2026)
