"""Files of readings over the pages: sent, watched, mended, stored, taken away again."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from outcomes.domain.lifecycle import FileState
from outcomes.models import Measurement, MeasurementFile, Target
from outcomes.services import check_measurement_file
from outcomes.tasks import read_due_files
from people.domain.roles import Kind, Role
from people.models import User
from tests.apps.outcomes.conftest import english, hidden, page, sent
from tests.doors import signed_in
from tests.factories.files import HEADER, a_csv, a_workbook, sent_in, uploaded
from tests.factories.outcomes import a_target
from tests.factories.people import a_member, an_organization

WINTER = "follow_up,2026-01-01,2026-02-28"


@pytest.fixture
def target(carla: User) -> Target:
    return a_target()


def upload(carla: User, target: Target, content: bytes, name: str = "r.csv") -> MeasurementFile:
    """carla chooses a file and sends it."""
    key = hidden(page(carla, "measure_from_file", target.pk), "key")
    data = {"file": SimpleUploadedFile(name, content), "key": key}
    place = sent(carla, "measure_from_file", target.pk, data=data)
    file = MeasurementFile.objects.get(key=key)
    assert place == reverse("outcomes:measurement_file", args=[file.pk])
    return file


def test_a_small_file_is_checked_at_once_mended_and_stored(carla: User, target: Target) -> None:
    wrong = upload(carla, target, a_csv(f"{target.number},{WINTER},many"))
    shown = page(carla, "measurement_file", wrong.pk)
    assert "1 place has to be mended" in shown
    assert "This is not a number" in shown
    assert "Store all of it" not in shown
    assert "Choose the mended file" in shown
    right = upload(carla, target, a_csv(f"{target.number},{WINTER},1250", encoding="cp949"))
    shown = page(carla, "measurement_file", right.pk)
    assert "1 row can be stored" in shown
    assert "<dd>1250</dd>" in shown
    assert not Measurement.objects.exists()
    page(carla, "measurement_file_store", right.pk)
    place = sent(carla, "measurement_file_store", right.pk)
    assert "Every row of the file is stored." in english(carla).get(place).content.decode()
    (reading,) = right.measurements.all()
    assert "row 2 of the file" in page(carla, "measurement", reading.pk)
    assert "r.csv" in page(carla, "measure_from_file", target.pk)  # among the files sent before


def test_a_large_file_is_watched_with_and_without_a_script(
    carla: User, target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("outcomes.views.measurement_files.SMALL", 10)
    file = upload(carla, target, a_csv(f"{target.number},{WINTER},10"))
    assert file.state == FileState.UPLOADED
    progress = reverse("outcomes:measurement_file_progress", args=[file.pk])
    shown = page(carla, "measurement_file", file.pk)
    assert f'hx-get="{progress}"' in shown
    assert "<progress" in shown
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in shown
    part = english(carla).get(progress)
    assert "HX-Refresh" not in part.headers
    assert b"<h1" not in part.content
    read_due_files()
    part = english(carla).get(progress)
    assert part["HX-Refresh"] == "true"
    shown = page(carla, "measurement_file", file.pk)
    assert "http-equiv" not in shown
    sent(carla, "measurement_file_store", file.pk)
    assert "All rows are being stored, or none." in page(carla, "measurement_file", file.pk)
    read_due_files()
    assert "Every row of the file is stored." in page(carla, "measurement_file", file.pk)


def test_places_to_mend_are_read_page_by_page(carla: User, target: Target) -> None:
    rows = [f"{target.number},{WINTER},x{number}" for number in range(120)]
    file = upload(carla, target, a_csv(*rows))
    first, third = (page(carla, "measurement_file", file.pk, page=n) for n in (1, 3))
    assert "120 places have to be mended" in first
    assert first.count("This is not a number") == 50
    assert third.count("This is not a number") == 20
    assert "Page 3 of 3" in third


def test_the_rows_come_back_with_what_has_to_be_mended(carla: User, target: Target) -> None:
    rows = [
        f"{target.number},{WINTER},=cmd|' /C calc'!A1",
        f'{target.number},follow_up,2026-03-01,2026-03-31,"1,250"',
        "T-0,soon,2026-03-01,2026-03-31,-5",
    ]
    file = upload(carla, target, a_csv(*rows, header=f"{HEADER}").replace(b"\r\n", b"\n"))
    answer: Any = english(carla).get(reverse("outcomes:measurement_file_errors", args=[file.pk]))
    content = b"".join(answer.streaming_content)
    assert answer["Content-Disposition"] == 'attachment; filename="r-to mend.csv"'
    assert content.startswith(b"\xef\xbb\xbf")
    table = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert table[0] == [*HEADER.split(","), "what has to be mended"]
    assert table[1][4:] == ["'=cmd|' /C calc'!A1", table[1][5]]
    assert table[1][5].startswith("quantity: This is not a number.")
    assert table[1][5].endswith("Example: 12")
    assert table[2][4:] == ["1,250", ""]
    assert table[3][4] == "'-5"
    assert table[3][5].count("Example") == 2
    mended = content.replace(b"'=cmd|' /C calc'!A1", b"3").split(b"\r\nT-0")[0]
    again = upload(carla, target, mended)
    assert (again.state, again.unknown) == (FileState.CHECKED, [])


def test_the_rows_of_a_workbook_come_back_too(carla: User, target: Target) -> None:
    rows: list[list[object]] = [[*HEADER.split(",")], [target.number, *WINTER.split(","), "many"]]
    file = upload(carla, target, a_workbook(rows, from_row=2), name="r.xlsx")
    browser = signed_in(carla, language="ko")
    answer: Any = browser.get(reverse("outcomes:measurement_file_errors", args=[file.pk]))
    table = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert table[1][-1] == "고칠 내용"
    assert table[2][-1].startswith("quantity: 숫자가 아닙니다.")


def test_what_was_sent_is_handed_out_as_it_came(carla: User, audrey: User, target: Target) -> None:
    content = a_csv(f"{target.number},{WINTER},10")
    file = upload(carla, target, content)
    answer: Any = english(audrey).get(reverse("outcomes:measurement_file_original", args=[file.pk]))
    assert b"".join(answer) == content
    assert answer["Content-Disposition"].startswith("attachment")


def test_columns_nobody_asked_for_are_named(carla: User, target: Target) -> None:
    file = upload(
        carla, target, a_csv(f"{target.number},{WINTER},10,<b>", header=f"{HEADER},<script>")
    )
    shown = page(carla, "measurement_file", file.pk)
    assert "These columns are not known and were not read: &lt;script&gt;" in shown


def test_a_file_that_could_not_be_read_says_why(carla: User, target: Target) -> None:
    file = upload(carla, target, a_csv('"open'))
    shown = page(carla, "measurement_file", file.pk)
    assert "The file could not be read" in shown
    assert "a quotation mark is open" in shown
    assert "Download the rows" not in shown


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"file": b"\xff\xfea\x00"}, "cannot be read as a table"),
        ({"file": b"PK\x03\x04"}, "cannot be read as a table"),
        ({}, "has no file yet"),
        ({"file": b""}, "empty"),
    ],
)
def test_what_is_no_file_comes_back_beside_its_field(
    carla: User, target: Target, data: dict[str, Any], words: str
) -> None:
    if "file" in data:
        data = {"file": SimpleUploadedFile("m.csv", data["file"])}
    answer = sent(carla, "measure_from_file", target.pk, data={**data, "key": uuid4()}, status=422)
    assert words in answer
    assert 'id="id_file_error"' in answer


def test_who_may_look_and_who_may_store(
    carla: User, cato: User, audrey: User, target: Target, noon: datetime
) -> None:
    file = uploaded(target, f"{target.number},{WINTER},10", at=noon)
    check_measurement_file(file_id=file.pk, at=noon)
    for person in (cato, audrey):
        assert "Store all of it" not in page(person, "measurement_file", file.pk)
        sent(person, "measurement_file_store", file.pk, status=403)
    other = an_organization(kind=Kind.SUPPLIER, name="Other Safety (demo)")
    stranger = a_member(name="stranger", role=Role.EDITOR, organization=other)
    for door in ("measurement_file", "measurement_file_progress", "measurement_file_errors"):
        page(stranger, door, file.pk, status=404)
    sent(stranger, "measurement_file_store", file.pk, status=404)
    assert not Measurement.objects.exists()


def test_pages_ask_no_more_for_more_rows(
    carla: User, target: Target, noon: datetime, django_assert_max_num_queries: Any
) -> None:
    rows = [f"{target.number},{WINTER},x" for _ in range(200)]
    file = sent_in(target, a_csv(*rows), noon)
    with django_assert_max_num_queries(40):
        check_measurement_file(file_id=file.pk, at=noon)
    browser = english(carla)
    address = reverse("outcomes:measurement_file", args=[file.pk])
    with django_assert_max_num_queries(30):
        browser.get(address)


def test_a_portfolio_names_the_worksite_in_the_form(carla: User, target: Target) -> None:
    match = target.match
    assert match is not None
    assert 'name="worksite"' not in page(carla, "measure", target.pk)
    Target.objects.update(match=None)
    shown = page(carla, "measure", target.pk)
    assert f"M-{match.pk}" in shown
    data = {
        "worksite": match.pk,
        "phase": "follow_up",
        "first_day": "2026-01-01",
        "last_day": "2026-02-28",
        "quantity": "3",
        "key": uuid4(),
    }
    sent(carla, "measure", target.pk, data=data)
    assert Measurement.objects.get().match == match
    data |= {"worksite": "", "key": uuid4()}
    answer = sent(carla, "measure", target.pk, data=data, status=422)
    assert "all of them together would count twice" in answer
    assert 'id="id_worksite_error"' in answer


def test_what_stands_beside_a_reading_is_asked_for_where_injuries_count(carla: User) -> None:
    target = a_target(design={"kind": "rate_reduction", "alpha": "0.05"}, clause="injuries")
    data = {
        "phase": "follow_up",
        "first_day": "2026-01-01",
        "last_day": "2026-02-28",
        "events": "2",
        "hours": "48000",
        "people": "3",
        "deaths": "0",
        "lost_days": "12",
        "near_misses": "9",
        "key": uuid4(),
    }
    sent(carla, "measure", target.pk, data=data)
    found = Measurement.objects.get()
    assert (found.people, found.deaths, found.lost_days, found.near_misses) == (3, 0, 12, 9)
    Target.objects.update(design={"kind": "quantity", "goal": "50"})
    assert 'name="people"' not in page(carla, "measure", target.pk)
