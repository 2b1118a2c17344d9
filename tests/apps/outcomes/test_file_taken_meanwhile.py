"""Between counting an attempt and reading a row, another worker may take the file: it is theirs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection

from audit.selectors import events_found
from outcomes.domain.lifecycle import FileState
from outcomes.models import Measurement, MeasurementFile
from outcomes.services import (
    accept_measurement_file,
    check_measurement_file,
    file_checks,
    store_measurement_file,
)
from people.models import User
from tests.factories.files import uploaded
from tests.factories.outcomes import a_target

Verb = Callable[..., MeasurementFile]
Act = Callable[[], object]
Meanwhile = Callable[[Act], None]

CHECK = (check_measurement_file, "measurement_file.check", FileState.CHECKING, FileState.CHECKED)
STORE = (store_measurement_file, "measurement_file.store", FileState.STORING, FileState.STORED)
each_verb = pytest.mark.parametrize(
    ("verb", "told", "busy", "done"), [CHECK, STORE], ids=["check", "store"]
)


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """Once, right after the next attempt is counted, somebody else acts."""
    begun = file_checks._begun

    def let(act: Act) -> None:
        def counted(file_id: int, *due: FileState) -> bool:
            monkeypatch.setattr(file_checks, "_begun", begun)
            is_due = begun(file_id, *due)
            act()
            return is_due

        monkeypatch.setattr(file_checks, "_begun", counted)

    return let


def waiting(verb: Verb, carla: User, at: datetime) -> MeasurementFile:
    """One row of ten guards, just before this verb."""
    target = a_target()
    file = uploaded(target, f"{target.number},follow_up,2026-01-01,2026-03-31,10", at=at)
    if verb is store_measurement_file:
        check_measurement_file(file_id=file.pk, at=at)
        accept_measurement_file(file_id=file.pk, by=carla, at=at)
    return file


@each_verb
def test_what_another_worker_has_done_is_not_done_again(
    meanwhile: Meanwhile,
    carla: User,
    noon: datetime,
    verb: Verb,
    told: str,
    busy: FileState,
    done: FileState,
) -> None:
    file = waiting(verb, carla, noon)
    theirs: list[MeasurementFile] = []
    meanwhile(lambda: theirs.append(verb(file_id=file.pk, at=noon)))
    ours = verb(file_id=file.pk, at=noon)
    assert [one.state for one in (*theirs, ours)] == [done, done]
    assert events_found(action=told).count() == 1
    assert Measurement.objects.count() == (done == FileState.STORED)


@each_verb
@pytest.mark.django_db(transaction=True)
def test_what_another_worker_is_reading_is_left_to_it_until_it_lets_go(
    meanwhile: Meanwhile,
    carla: User,
    noon: datetime,
    verb: Verb,
    told: str,
    busy: FileState,
    done: FileState,
) -> None:
    file = waiting(verb, carla, noon)
    other = connection.copy()

    def says(statement: str) -> None:
        with other.cursor() as cursor:
            cursor.execute(statement, [file_checks.READING, file.pk])

    meanwhile(lambda: says("SELECT pg_advisory_lock(%s, %s)"))
    left = verb(file_id=file.pk, at=noon)
    assert (left.state, left.attempts) == (busy, 1)
    assert not events_found(action=told).exists()
    assert not Measurement.objects.exists()
    says("SELECT pg_advisory_unlock(%s, %s)")
    other.close()
    assert verb(file_id=file.pk, at=noon).state == done
