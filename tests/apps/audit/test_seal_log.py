"""What was recorded is sealed, in its order, each seal hanging on the one before."""

from __future__ import annotations

import threading
from datetime import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from audit.domain.records import NO_HEAD
from audit.models import Event, Leaf, Seal
from audit.selectors import (
    chain_intact,
    events_about,
    log_head,
    record_of,
    unsealed_events,
)
from audit.services import record, seal_log
from audit.tasks import seal_due_events
from core.domain.errors import RuleBroken
from people.models import User


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
