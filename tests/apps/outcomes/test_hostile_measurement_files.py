"""Files of readings that mean harm or are no table: refused in words, and nothing is stored."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

import pytest
from django.conf import LazySettings

from core.domain.errors import RuleBroken
from core.domain.words import sentence_from
from outcomes.domain.lifecycle import FileState
from outcomes.models import Measurement, MeasurementFile, Target
from people.models import User
from tests.apps.outcomes.test_check_measurement_file import WINTER, checked, failure
from tests.apps.outcomes.test_scan import EICAR, scanning
from tests.factories.files import a_csv, a_workbook, sent_in
from tests.factories.outcomes import a_target


@pytest.fixture
def target(carla: User) -> Target:
    return a_target()


HOSTILE = {
    "a file without rows": (a_csv(), "has no row below its header"),
    "without its columns": (a_csv(header="target,phase"), "This column is missing"),
    "an open quotation mark": (a_csv('"T-1,follow_up'), "quotation mark is open"),
    "an endless cell": (a_csv("x" * 200_000), "a cell is too long"),
    "a column twice": (a_csv(header="target,phase,first_day,last_day,quantity,수량"), "more than once"),
    "more cells than columns": (a_csv("{t},follow_up,2026-01-01,2026-02-28,1,2"), "more cells"),
    "a formula": (a_csv("=1+1,follow_up,2026-01-01,2026-02-28,10"), "No agreed target"),
    "a formula as a number": (a_csv("{t},follow_up,2026-01-01,2026-02-28,=10"), "not a number"),
    "not a number": (a_csv("{t},follow_up,2026-01-01,2026-02-28,NaN"), "not a number"),
    "an endless number": (a_csv("{t},follow_up,2026-01-01,2026-02-28,1e999"), "not a number"),
    "a raised digit": (a_csv("{t},follow_up,2026-01-01,2026-02-28,10²"), "not a number"),
    "a year that is none": (a_csv("{t},follow_up,0000-01-01,2026-02-28,1"), "not a day"),
    "a day of two orders": (a_csv("{t},follow_up,01/02/2026,2026-02-28,1"), "not a day"),
}  # fmt: skip

NO_TABLE = {
    "nothing at all": b"",
    "NUL bytes": b"target\n\x00\x00",
    "another encoding": "target,phase".encode("utf-16"),
    "half a letter": b"target\n\xed\x95",
    "a photograph": b"\xff\xd8\xff\xe0 not really",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_files_are_refused_in_words_and_store_nothing(
    kind: str, target: Target, noon: datetime
) -> None:
    raw, words = HOSTILE[kind]
    file = checked(target, raw.replace(b"{t}", target.number.encode()), noon)
    said = [one.reason for one in file.errors.all()] + [file.failure or {"text": "", "values": {}}]
    assert any(words in str(sentence_from(one)) for one in said), said
    assert file.state in {FileState.REFUSED, FileState.FAILED}
    assert not Measurement.objects.exists()


@pytest.mark.parametrize("kind", NO_TABLE)
def test_what_is_no_table_does_not_come_in(kind: str, target: Target, noon: datetime) -> None:
    with pytest.raises(RuleBroken, match="cannot be read as a table"):
        sent_in(target, NO_TABLE[kind], noon)
    assert not MeasurementFile.objects.exists()


def test_a_virus_is_not_kept(target: Target, noon: datetime, settings: LazySettings) -> None:
    with scanning(settings), pytest.raises(RuleBroken, match=r"Eicar-Signature in “readings\.csv"):
        sent_in(target, a_csv(EICAR.decode()), noon)
    assert not MeasurementFile.objects.exists()


def test_a_far_cell_is_not_given_all_memory(target: Target, noon: datetime) -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    content = a_workbook([["target", "phase"]], extra=far)
    file = checked(target, content, noon, name="far.xlsx")
    assert file.state == FileState.FAILED
    assert "more than 4,000,000 cells" in failure(file)


def test_a_damaged_workbook_says_so(target: Target, noon: datetime) -> None:
    content = a_workbook([["target"]]).replace(b"sheet1.xml", b"sheet2.xml")
    with suppress(RuleBroken):  # noticed at the door, or when it is read
        file = checked(target, content, noon, name="broken.xlsx")
        assert file.state == FileState.FAILED
    assert not Measurement.objects.exists()


def test_a_row_more_than_the_limit_is_one_too_many(
    target: Target, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("outcomes.selectors.files.MOST_ROWS", 2)
    file = checked(target, a_csv(*[f"{target.number},{WINTER},x"] * 3), noon)
    assert (file.state, "more than 2 rows" in failure(file)) == ("failed", True)
