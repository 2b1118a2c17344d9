"""A checked file is stored as a whole: once, provably, and not at all where the world moved on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from threading import Thread
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, connections, transaction

from audit.selectors import events_found
from core.domain.errors import IllegalMove
from core.domain.periods import Period
from core.domain.words import say
from outcomes.domain.claims import Reading
from outcomes.domain.lifecycle import FileState, MeasurementState, Phase, Source
from outcomes.models import Measurement, MeasurementFile, Target
from outcomes.selectors import Coming, digest_of_file
from outcomes.services import (
    accept_measurement_file,
    certify_measurement,
    check_measurement_file,
    fail_measurement_file,
    measure,
    store_measurement_file,
)
from outcomes.services.file_checks import MOST_TRIES
from outcomes.services.intake import Intake
from outcomes.tasks import read_due_files
from people.models import User
from tests.apps.outcomes.conftest import asked
from tests.factories.files import a_csv, sent_in, uploaded
from tests.factories.outcomes import a_measurement, a_target
from tests.factories.people import the

WINTER = "follow_up,2026-01-01,2026-03-31"
SPRING = "follow_up,2026-04-01,2026-04-30"


@pytest.fixture
def target(carla: User) -> Target:
    return a_target()


def accepted(target: Target, *rows: str, at: datetime) -> MeasurementFile:
    file = uploaded(target, *[row and f"{target.number},{row}" for row in rows], at=at)
    check_measurement_file(file_id=file.pk, at=at)
    return accept_measurement_file(file_id=file.pk, by=the("carla"), at=at)


def stored(target: Target, *rows: str, at: datetime) -> MeasurementFile:
    return store_measurement_file(file_id=accepted(target, *rows, at=at).pk, at=at)


def test_every_row_is_stored_with_its_place(target: Target, carla: User, noon: datetime) -> None:
    file = stored(target, f"{WINTER},10", "", f"{SPRING},12", at=noon)
    assert file.state == FileState.STORED
    first, second = file.measurements.order_by("row")
    assert [(m.row, m.quantity, m.source, m.state) for m in (first, second)] == [
        (2, Decimal(10), Source.FILE, MeasurementState.MEASURED),
        (4, Decimal(12), Source.FILE, MeasurementState.MEASURED),
    ]
    assert (first.measured_by, first.measured_at) == (carla, noon)


def test_the_log_proves_each_of_them_in_one_line(target: Target, noon: datetime) -> None:
    file = stored(target, f"{WINTER},10", f"{SPRING},12", at=noon)
    event = events_found(action="measurement_file.store").get()
    assert (event.details["sha256"], event.details["stored"]) == (file.sha256, 2)
    assert event.details["digest"] == file.digest == digest_of_file(file)
    assert not events_found(action="measurement.measure").exists()
    Measurement.objects.filter(row=3).update(quantity=Decimal(13))
    assert digest_of_file(file) != file.digest


def test_what_it_replaces_gives_way_and_is_asked_about_no_more(
    target: Target, noon: datetime
) -> None:
    old = a_measurement(target=target, state=MeasurementState.DISPUTED)
    question, _ = asked(a_measurement_asked(target), by=the("carla"), at=noon)
    file = stored(target, f"{WINTER},11", at=noon)
    old.refresh_from_db()
    assert (old.state, old.successor.file) == (MeasurementState.SUPERSEDED, file)
    question.refresh_from_db()
    assert question.state == "asked"  # that one was about other days


def a_measurement_asked(target: Target) -> Measurement:
    return a_measurement(
        target=target,
        state=MeasurementState.CERTIFIED,
        first_day=date(2026, 5, 1),
        last_day=date(2026, 5, 20),
    )


def test_what_stands_as_it_was_sent_is_left_alone(target: Target, noon: datetime) -> None:
    stands = a_measurement(target=target, state=MeasurementState.MEASURED)
    file = stored(target, f"{WINTER},10", f"{SPRING},1", at=noon)
    stands.refresh_from_db()
    assert stands.state == MeasurementState.MEASURED
    assert list(file.measurements.values_list("row", flat=True)) == [3]


def test_storing_twice_stores_once(target: Target, carla: User, noon: datetime) -> None:
    file = stored(target, f"{WINTER},10", at=noon)
    assert store_measurement_file(file_id=file.pk, at=noon).state == FileState.STORED
    assert accept_measurement_file(file_id=file.pk, by=carla, at=noon).state == FileState.STORED
    assert check_measurement_file(file_id=file.pk, at=noon).state == FileState.STORED
    assert Measurement.objects.count() == 1


def test_what_was_certified_meanwhile_is_told_and_nothing_is_stored(
    target: Target, cato: User, noon: datetime
) -> None:
    old = a_measurement(target=target, state=MeasurementState.MEASURED)
    file = accepted(target, f"{SPRING},3", f"{WINTER},11", at=noon)
    certify_measurement(measurement_id=old.pk, by=cato, at=noon)
    file = store_measurement_file(file_id=file.pk, at=noon)
    assert (file.state, file.found) == (FileState.REFUSED, 1)
    assert "certified and closed" in file.errors.get().reason["text"]
    assert Measurement.objects.count() == 1


def test_a_target_verified_meanwhile_stops_it_in_words(target: Target, noon: datetime) -> None:
    file = accepted(target, f"{WINTER},10", at=noon)
    Target.objects.update(state="verified")
    file = store_measurement_file(file_id=file.pk, at=noon)
    assert file.state == FileState.FAILED
    assert "until it is verified" in (file.failure or {})["text"]
    assert not Measurement.objects.exists()


def test_who_lost_the_right_meanwhile_stores_nothing(target: Target, noon: datetime) -> None:
    file = accepted(target, f"{WINTER},10", at=noon)
    the("carla").memberships.update(ended_at=noon)
    read_due_files()
    file.refresh_from_db()
    assert (file.state, Measurement.objects.exists()) == (FileState.FAILED, False)


def test_the_clock_finds_what_waits(target: Target, carla: User, noon: datetime) -> None:
    file = uploaded(target, f"{target.number},{WINTER},10", at=noon)
    broken = sent_in(target, a_csv('"open'), noon)
    assert read_due_files() == 2
    broken.refresh_from_db()
    file.refresh_from_db()
    assert (file.state, broken.state) == (FileState.CHECKED, FileState.FAILED)
    accept_measurement_file(file_id=file.pk, by=carla, at=noon)
    assert read_due_files() == 1
    assert read_due_files() == 0
    assert Measurement.objects.count() == 1


def test_a_file_that_kills_its_reader_is_not_tried_for_ever(target: Target, noon: datetime) -> None:
    file = uploaded(target, f"{target.number},{WINTER},10", at=noon)
    MeasurementFile.objects.update(state=FileState.CHECKING, attempts=MOST_TRIES)
    file = check_measurement_file(file_id=file.pk, at=noon)
    assert file.state == FileState.FAILED
    assert "tried three times" in (file.failure or {})["text"]


def test_what_is_stored_does_not_fail_afterwards(target: Target, noon: datetime) -> None:
    file = stored(target, f"{WINTER},10", at=noon)
    with pytest.raises(IllegalMove):
        fail_measurement_file(file_id=file.pk, reason=say("No."), at=noon)


@pytest.mark.parametrize(
    "change",
    ["sha256 = repeat('0', 64)", "state = 'checked'", "name = 'other.csv'", "uploaded_by_id = 1"],
)
def test_the_database_keeps_what_came_in(target: Target, noon: datetime, change: str) -> None:
    file = stored(target, f"{WINTER},10", at=noon)
    update = f"UPDATE outcomes_measurementfile SET {change} WHERE id = %s"  # noqa: S608
    for statement in (update, "DELETE FROM outcomes_measurementfile WHERE id = %s"):
        with (
            pytest.raises(IntegrityError, match="measurement_file_stays"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement, [file.pk])


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"state": "stored"}, "file_accepted_by_someone"),
        ({"state": "failed"}, "file_failed_in_words"),
        ({"done": 5}, "file_done_of_rows"),
    ],
)
def test_the_database_holds_the_line(
    target: Target, noon: datetime, change: dict[str, object], constraint: str
) -> None:
    file = uploaded(target, f"{target.number},{WINTER},10", at=noon)
    with pytest.raises(IntegrityError, match=constraint):
        MeasurementFile.objects.filter(pk=file.pk).update(**change)


def test_the_database_knows_each_row_once(target: Target, noon: datetime) -> None:
    file = stored(target, f"{WINTER},10", at=noon)
    with pytest.raises(IntegrityError, match="measurement_row_once"), transaction.atomic():
        a_measurement(
            target=target, file=file, row=2, first_day=date(2026, 5, 1), last_day=date(2026, 5, 2)
        )
    with pytest.raises(IntegrityError, match="measurement_row_of_a_file"):
        a_measurement(target=target, row=2, first_day=date(2026, 5, 1), last_day=date(2026, 5, 2))


@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_before_it_ends_and_two_workers_store_once(
    target: Target, carla: User, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("outcomes.gateways.progress.PAUSE", 0)
    monkeypatch.setattr("outcomes.selectors.files.CHUNK", 1)
    file = accepted(
        target, f"{WINTER},10", f"{SPRING},1", "follow_up,2026-05-01,2026-05-02,1", at=noon
    )
    seen: list[tuple[int, int]] = []
    beside = connection.copy()

    def rings() -> None:
        read_due_files()
        connections.close_all()

    def look(self: Intake, rows: Sequence[tuple[Coming, UUID]]) -> list[Measurement]:
        with beside.cursor() as cursor:
            cursor.execute(
                "SELECT done, (SELECT count(*) FROM outcomes_measurement) "
                "FROM outcomes_measurementfile WHERE id = %s",
                [file.pk],
            )
            seen.append(cursor.fetchone())
        for _ in range(MOST_TRIES):  # the alarm clock rings on while it is being read
            other = Thread(target=rings)
            other.start()
            other.join()
        return written(self, rows)

    written = Intake.write
    monkeypatch.setattr(Intake, "write", look)
    store_measurement_file(file_id=file.pk, at=noon)
    beside.close()
    assert seen == [(1, 0), (2, 0), (3, 0), (4, 0), (4, 0)]  # rows read, and nothing half stored
    assert Measurement.objects.count() == 3
    file.refresh_from_db()
    assert (file.done, file.rows) == (4, 4)


def test_the_same_key_in_another_way_is_another_thing(
    target: Target, carla: User, noon: datetime
) -> None:
    stored(target, f"{WINTER},10", at=noon)
    reading = Reading(
        Phase.FOLLOW_UP, Period(date(2026, 1, 1), date(2026, 3, 31)), quantity=Decimal(11)
    )
    again = measure(target_id=target.pk, reading=reading, key=uuid4(), by=carla, at=noon)
    assert again.supersedes is not None
    assert (again.file, again.supersedes.row) == (None, 2)
