"""Files that support a measurement: kept byte by byte under their hash, added before certification."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from io import BytesIO
from pathlib import Path
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from PIL import Image

from core.domain.errors import IllegalMove, RuleBroken
from outcomes.domain.lifecycle import MEASUREMENT, MeasurementState
from outcomes.gateways.kinds import kind_of
from outcomes.gateways.pictures import thumbnail
from outcomes.gateways.store import keep, path_of, unchanged
from outcomes.models import Evidence, Measurement
from outcomes.services import attach_evidence
from people.models import User
from tests.apps.outcomes.conftest import a_busy_photo, a_photo, a_workbook
from tests.apps.outcomes.samples import a_pdf
from tests.factories.companies import a_worksite
from tests.factories.outcomes import a_match, a_measurement, a_target

CSV = "사업장,시간\n대성정밀,1200\n"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def measurement(carla: User) -> Measurement:
    return a_measurement(state=MeasurementState.MEASURED)


def attached(
    measurement: Measurement, upload: BytesIO, by: User, at: datetime, name: str = "guard.jpg"
) -> Evidence:
    return attach_evidence(measurement_id=measurement.pk, upload=upload, name=name, by=by, at=at)


def test_the_original_bytes_are_kept_under_their_hash(
    measurement: Measurement, photo: BytesIO, carla: User, noon: datetime
) -> None:
    raw = photo.getvalue()
    evidence = attached(measurement, photo, carla, noon)
    assert evidence.sha256 == hashlib.sha256(raw).hexdigest()
    assert path_of(evidence.sha256).read_bytes() == raw
    assert (evidence.size, evidence.content_type) == (len(raw), "image/jpeg")
    assert path_of(evidence.sha256).stat().st_mode & 0o777 == 0o440


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (a_photo(kind="PNG"), "guard.png", "image/png"),
        (a_photo(kind="PNG"), "renamed.pdf", "image/png"),
        (a_pdf(), "report.pdf", "application/pdf"),
        (BytesIO(CSV.encode()), "hours.csv", "text/csv"),
        (BytesIO(CSV.encode("utf-8-sig")), "hours.CSV", "text/csv"),
        (BytesIO(CSV.encode("cp949")), "hours.csv", "text/csv"),
        (a_workbook(), "hours.xlsx", XLSX),
    ],
)
def test_what_a_file_is_follows_from_its_content(
    measurement: Measurement, carla: User, noon: datetime, content: BytesIO, name: str, kind: str
) -> None:
    content.seek(0)
    assert attached(measurement, content, carla, noon, name).content_type == kind


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (BytesIO(b"MZ\x90\x00" * 20), "guard.jpg"),
        (BytesIO(b"<html><script>alert(1)</script></html>"), "hours.csv"),
        (BytesIO(b"GIF89a" + b"\x00" * 20), "guard.gif"),
        (BytesIO(b"just words"), "words.txt"),
        (BytesIO(b"a,b\n\x001,2\n"), "hours.csv"),
        (BytesIO(b"\xff\xfe\xff\xff\x80"), "hours.csv"),
        (a_workbook("xl/vbaProject.bin"), "macros.xlsx"),
        (BytesIO(b"PK\x03\x04" + b"\x00" * 40), "broken.xlsx"),
    ],
)
def test_other_files_are_refused_in_words(
    measurement: Measurement, carla: User, noon: datetime, content: BytesIO, name: str
) -> None:
    content.seek(0)
    with pytest.raises(RuleBroken, match="is not a photo") as refusal:
        attached(measurement, content, carla, noon, name)
    assert name in str(refusal.value)
    assert not Evidence.objects.exists()


def test_a_photo_that_cannot_be_opened_is_refused(
    measurement: Measurement, photo: BytesIO, carla: User, noon: datetime
) -> None:
    broken = BytesIO(photo.getvalue()[:40])
    with pytest.raises(RuleBroken, match="cannot be opened"):
        attached(measurement, broken, carla, noon)


def test_a_small_file_may_not_hide_an_immense_picture(
    measurement: Measurement, carla: User, noon: datetime
) -> None:
    flat = BytesIO()
    Image.new("1", (8_000, 6_251)).save(flat, "PNG")
    assert flat.tell() < 100_000
    flat.seek(0)
    with pytest.raises(RuleBroken, match="more than 50 million pixels") as refusal:
        attached(measurement, flat, carla, noon)
    assert refusal.value.field == "file"


def test_twenty_megabytes_are_enough(measurement: Measurement, carla: User, noon: datetime) -> None:
    large = BytesIO(b"%PDF-1.7\n" + b" " * (20 * 1024 * 1024))
    with pytest.raises(RuleBroken, match="larger than 20 MB"):
        attached(measurement, large, carla, noon, "report.pdf")


def test_an_empty_file_is_refused(measurement: Measurement, carla: User, noon: datetime) -> None:
    with pytest.raises(RuleBroken, match="is empty"):
        attached(measurement, BytesIO(), carla, noon)


def test_the_same_file_twice_is_named(
    measurement: Measurement, photo: BytesIO, carla: User, noon: datetime
) -> None:
    attached(measurement, photo, carla, noon, "first.jpg")
    photo.seek(0)
    with pytest.raises(RuleBroken, match="already attached, as “first"):
        attached(measurement, photo, carla, noon, "second.jpg")


def test_the_same_file_may_support_two_measurements(
    measurement: Measurement, photo: BytesIO, carla: User, noon: datetime
) -> None:
    attached(measurement, photo, carla, noon)
    photo.seek(0)
    agreement = measurement.target.agreement
    elsewhere = a_match(agreement=agreement, worksite=a_worksite(supplier=agreement.supplier))
    other = a_measurement(target=a_target(match=elsewhere), state=MeasurementState.MEASURED)
    assert attached(other, photo, carla, noon).sha256 == measurement.evidence.get().sha256


def test_many_who_send_the_same_bytes_at_once_keep_them_once(photo: BytesIO) -> None:
    raw, together = photo.getvalue(), Barrier(4)

    def send(_: int) -> str:
        def pieces() -> Iterator[bytes]:
            yield raw
            together.wait(timeout=30)

        return keep(pieces(), name="guard.jpg").sha256

    with ThreadPoolExecutor(4) as senders:
        (sha256,) = set(senders.map(send, range(4)))
    assert path_of(sha256).read_bytes() == raw
    assert path_of(sha256).stat().st_nlink == 1  # no draft is left behind


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/guard.jpg", "guard.jpg"),
        ("C:\\photos\\guard.jpg", "guard.jpg"),
        ("프레스.jpg", "프레스.jpg"),
        ("gu\x00ard\u202e.jpg", "guard.jpg"),
        ("", "file"),
        ("x" * 300 + ".jpg", "x" * 196 + ".jpg"),
    ],
)
def test_names_are_made_harmless(
    measurement: Measurement, photo: BytesIO, carla: User, noon: datetime, given: str, kept: str
) -> None:
    assert attached(measurement, photo, carla, noon, given).name == kept


@pytest.mark.parametrize(
    "state", [s for s in MeasurementState if not MEASUREMENT.allows("certify", s)]
)
def test_after_certification_nothing_is_added(
    state: MeasurementState, photo: BytesIO, carla: User, noon: datetime
) -> None:
    measurement = a_measurement(state=state)
    with pytest.raises(IllegalMove, match="before a measurement is certified"):
        attached(measurement, photo, carla, noon)


def test_only_editors_of_the_supplier(
    measurement: Measurement, photo: BytesIO, cato: User, victor: User, noon: datetime
) -> None:
    for someone in (cato, victor):
        with pytest.raises(PermissionDenied):
            attached(measurement, photo, someone, noon)


def test_a_changed_or_lost_file_is_noticed(
    measurement: Measurement, photo: BytesIO, carla: User, noon: datetime
) -> None:
    evidence = attached(measurement, photo, carla, noon)
    place = path_of(evidence.sha256)
    assert unchanged(evidence.sha256)
    place.chmod(0o640)
    place.write_bytes(b"something else")
    assert not unchanged(evidence.sha256)
    place.unlink()
    assert not unchanged(evidence.sha256)


def test_a_phone_gets_a_small_picture(
    measurement: Measurement, carla: User, noon: datetime
) -> None:
    evidence = attached(measurement, a_photo(size=(4000, 3000)), carla, noon)
    small = thumbnail(evidence.sha256)
    assert small.startswith(b"\xff\xd8")
    assert len(small) < 30_000


def test_the_busiest_picture_stays_light(
    measurement: Measurement, carla: User, noon: datetime
) -> None:
    assert len(thumbnail(attached(measurement, a_busy_photo(), carla, noon).sha256)) < 30_000


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE outcomes_evidence SET name = 'x'",
        "DELETE FROM outcomes_evidence",
        "TRUNCATE outcomes_evidence",
    ],
)
def test_the_database_keeps_evidence_as_it_came(
    measurement: Measurement, photo: BytesIO, carla: User, noon: datetime, statement: str
) -> None:
    attached(measurement, photo, carla, noon)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_an_empty_file_is_of_no_kind(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.touch()
    with pytest.raises(RuleBroken, match="is not a photo"):
        kind_of(empty, name="empty.csx")
