"""Each night everything that is kept is hashed again; a swap on the disk is reported and stops."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from audit.models import Event
from outcomes.domain.evidence.states import Alarm
from outcomes.domain.lifecycle import MeasurementState
from outcomes.gateways.store import Look, Store, path_of, unchanged
from outcomes.models import Evidence, EvidenceAlarm, Measurement, Rehash
from outcomes.selectors.custody import (
    alarms_standing,
    custody_blocks,
    evidence_alarmed,
    rehash_is_due,
)
from outcomes.services import attach_evidence
from outcomes.services.rehashes import note_look, rehash_evidence
from outcomes.tasks import rehash_due_evidence
from people.models import User
from tests.apps.outcomes.samples import a_scene, as_file
from tests.apps.outcomes.stores import *  # noqa: F403
from tests.apps.outcomes.stores import swap
from tests.crowd import overtaken
from tests.factories.outcomes import a_measurement, closed, verified

ALL = 10**12
Attach = Callable[[int], Evidence]


@pytest.fixture
def measurement(carla: User) -> Measurement:
    return a_measurement(state=MeasurementState.MEASURED)


@pytest.fixture
def attach(measurement: Measurement, carla: User, noon: datetime, store: Store) -> Attach:
    """Attach the photo with this number; runs against a folder and against a bucket."""

    def one(number: int) -> Evidence:
        return attach_evidence(
            measurement_id=measurement.pk,
            upload=as_file(a_scene(number)),
            name=f"guard-{number}.jpg",
            by=carla,
            at=noon,
        )

    return one


def test_a_swap_on_the_disk_is_reported_with_what_lies_there_now(
    attach: Attach, noon: datetime
) -> None:
    whole, swapped, lost = attach(1), attach(2), attach(3)
    swap(swapped.sha256, b"another photo")
    swap(lost.sha256, None)
    night = rehash_evidence(most_bytes=ALL, at=noon)
    assert (night.files, night.wrong, night.up_to) == (3, 2, "")
    alarms = {alarm.sha256: alarm for alarm in alarms_standing()}
    assert {key: alarm.alarm for key, alarm in alarms.items()} == {
        swapped.sha256: Alarm.CHANGED,
        lost.sha256: Alarm.MISSING,
    }
    assert alarms[swapped.sha256].found not in {"", swapped.sha256}
    assert whole.sha256 not in alarms


def test_an_alarm_is_raised_once_and_ends_when_the_original_is_back(
    attach: Attach, measurement: Measurement, noon: datetime
) -> None:
    evidence = attach(1)
    raw = as_file(a_scene(1)).getvalue()
    swap(evidence.sha256, b"another photo")
    for _ in range(3):
        rehash_evidence(most_bytes=ALL, at=noon)
    assert EvidenceAlarm.objects.count() == 1
    assert "Nothing is verified or paid over it" in str(next(custody_blocks(measurement.target)))
    swap(evidence.sha256, raw)
    rehash_evidence(most_bytes=ALL, at=noon)
    assert not alarms_standing().exists()
    assert [*custody_blocks(measurement.target)] == []
    told = Event.objects.filter(action__startswith="alarm.").order_by("pk")
    assert [event.action for event in told] == ["alarm.raise", "alarm.end"]


def test_a_large_store_takes_several_nights_and_misses_nothing(
    attach: Attach, noon: datetime
) -> None:
    files = {attach(number).sha256 for number in range(5)}
    seen: list[Rehash] = []
    while not seen or seen[-1].up_to:
        seen.append(rehash_evidence(most_bytes=1, at=noon))
    assert [night.up_to for night in seen[:-1]] == sorted(files)
    assert sum(night.files for night in seen) == len(files)
    assert rehash_evidence(most_bytes=ALL, at=noon).files == len(files)


def test_one_unreadable_file_is_an_alarm_and_a_store_that_is_away_is_none(
    measurement: Measurement, carla: User, noon: datetime, settings: LazySettings, tmp_path: Path
) -> None:
    settings.EVIDENCE_ROOT = tmp_path
    for number in range(4):
        attach_evidence(
            measurement_id=measurement.pk,
            upload=as_file(a_scene(number)),
            name=f"{number}.jpg",
            by=carla,
            at=noon,
        )
    first = Evidence.objects.order_by("sha256")[0]
    place = path_of(first.sha256)
    place.unlink()
    place.mkdir()  # reading it fails, also for root
    assert rehash_evidence(most_bytes=ALL, at=noon).wrong == 1
    assert alarms_standing().get().alarm == Alarm.UNREADABLE
    settings.EVIDENCE_S3_BUCKET, settings.EVIDENCE_S3_ENDPOINT = "away", "http://127.0.0.1:9"
    night = rehash_evidence(most_bytes=ALL, at=noon)
    assert (night.files, night.wrong) == (0, 0)
    assert alarms_standing().count() == 1


def test_what_crashed_uploads_left_is_swept_after_a_week(attach: Attach, noon: datetime) -> None:
    evidence = attach(1)
    orphan = as_file(a_scene(2)).getvalue()
    name = sha256(orphan).hexdigest()
    swap(name, orphan)
    assert rehash_evidence(most_bytes=ALL, at=datetime.now(noon.tzinfo)).swept == 0
    later = datetime.now(noon.tzinfo) + timedelta(days=8)
    assert rehash_evidence(most_bytes=ALL, at=later).swept == 1
    assert rehash_evidence(most_bytes=ALL, at=later).wrong == 0
    assert Evidence.objects.get() == evidence


@pytest.mark.django_db(transaction=True)
def test_what_is_attached_at_this_very_moment_is_not_swept(attach: Attach, noon: datetime) -> None:
    orphan = as_file(a_scene(1)).getvalue()
    name = sha256(orphan).hexdigest()
    swap(name, orphan)
    later = datetime.now(noon.tzinfo) + timedelta(days=8)
    night = overtaken(lambda: attach(1), lambda: rehash_evidence(most_bytes=ALL, at=later))
    assert night.swept == 0
    assert unchanged(Evidence.objects.get(sha256=name).sha256)


def test_the_clock_rings_each_minute_and_one_round_is_enough_for_a_night(
    attach: Attach, noon: datetime
) -> None:
    swap(attach(1).sha256, None)
    assert rehash_due_evidence() == 1
    assert rehash_due_evidence() == 0
    begun = Rehash.objects.get().begun_at
    assert not rehash_is_due(begun + timedelta(hours=4))
    assert rehash_is_due(begun + timedelta(hours=20))


def test_the_command_names_each_hash_and_fails(attach: Attach) -> None:
    evidence = attach(1)
    out = StringIO()
    call_command("rehash", stdout=out)
    swap(evidence.sha256, b"another photo")
    with pytest.raises(SystemExit) as ended:
        call_command("rehash", stdout=out)
    assert ended.value.code == 1
    assert evidence.sha256 in out.getvalue()


def test_the_auditor_and_the_verifier_see_it_and_the_supplier_does_its_own(
    attach: Attach, audrey: User, victor: User, agnes: User, noon: datetime
) -> None:
    evidence = attach(1)
    swap(evidence.sha256, None)
    rehash_evidence(most_bytes=ALL, at=noon)
    for person in (audrey, victor, agnes):
        assert [one.pk for one in evidence_alarmed(person)] == [evidence.pk]


def test_the_database_refuses_a_verification_over_an_alarm(
    measurement: Measurement, carla: User, victor: User, noon: datetime
) -> None:
    upload = BytesIO(as_file(a_scene(1)).getvalue())
    evidence = attach_evidence(
        measurement_id=measurement.pk, upload=upload, name="guard.jpg", by=carla, at=noon
    )
    closed(measurement)
    note_look(sha256=evidence.sha256, look=Look(Alarm.MISSING), at=noon)
    with (
        pytest.raises(IntegrityError, match="verification_not_over_alarm"),
        transaction.atomic(),
    ):
        verified(measurement.target, "10", by=victor, at=noon)
    measurement.target.refresh_from_db()
    note_look(sha256=evidence.sha256, look=Look(None), at=noon)
    verified(measurement.target, "10", by=victor, at=noon)


def test_alarms_are_added_and_never_taken_back(noon: datetime, db: None) -> None:
    row = {"sha256": "a" * 64, "noticed_at": noon}
    with pytest.raises(IntegrityError, match="evidence_alarm_begins_wrong"), transaction.atomic():
        EvidenceAlarm.objects.create(number=1, alarm=Alarm.RESTORED, **row)
    with pytest.raises(IntegrityError, match="evidence_alarm_found"), transaction.atomic():
        EvidenceAlarm.objects.create(number=1, alarm=Alarm.CHANGED, **row)
    EvidenceAlarm.objects.create(number=1, alarm=Alarm.MISSING, **row)
    with pytest.raises(IntegrityError, match="evidence_alarm_numbered"), transaction.atomic():
        EvidenceAlarm.objects.create(number=1, alarm=Alarm.MISSING, **row)
    for statement in (
        "UPDATE outcomes_evidencealarm SET number = 2",
        "DELETE FROM outcomes_rehash",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
