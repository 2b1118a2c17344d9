"""A file with many readings: checked first without storing, then all of it or nothing."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from core.domain.errors import RuleBroken
from outcomes.domain.lifecycle import Source, TargetState
from outcomes.models import Measurement, Target
from outcomes.selectors import check_file
from outcomes.services import measure_from_file
from people.models import User
from tests.factories.companies import a_worksite
from tests.factories.outcomes import a_match, a_measurement, a_target

HEADER = "target,phase,first_day,last_day,quantity,events,hours,note"
KOREAN = "target,phase,first_day,last_day,quantity,note"


@pytest.fixture
def target(carla: User) -> Target:
    return a_target()


def a_file(*rows: str, header: str = HEADER, encoding: str = "utf-8") -> bytes:
    return "\r\n".join([header, *rows]).encode(encoding)


def stored(
    target: Target, content: bytes, by: User, at: datetime, key: UUID | None = None
) -> tuple[Measurement, ...]:
    return measure_from_file(target_id=target.pk, content=content, key=key or uuid4(), by=by, at=at)


def winter(target: Target, quantity: str = "10") -> str:
    return f"{target.number},follow_up,2026-01-01,2026-02-28,{quantity},,,"


def spring(target: Target, quantity: str = "12") -> str:
    return f"{target.number},follow_up,2026-03-01,2026-04-30,{quantity},,,"


def test_all_rows_are_stored(target: Target, carla: User, noon: datetime) -> None:
    done = stored(target, a_file(winter(target), spring(target)), carla, noon)
    assert [(m.quantity, m.source) for m in done] == [
        (Decimal(10), Source.FILE),
        (Decimal(12), Source.FILE),
    ]


def test_a_file_may_hold_every_target_of_the_agreement(
    target: Target, carla: User, noon: datetime
) -> None:
    site = a_worksite(supplier=target.agreement.supplier)
    other = a_target(match=a_match(agreement=target.agreement, worksite=site))
    done = stored(target, a_file(winter(target), winter(other)), carla, noon)
    assert [m.target for m in done] == [target, other]


def test_korean_excel_files_are_read(target: Target, carla: User, noon: datetime) -> None:
    row = f"{target.number},follow_up,2026-01-01,2026-02-28,10,프레스 방호장치"
    (done,) = stored(target, a_file(row, header=KOREAN, encoding="cp949"), carla, noon)
    assert done.note == "프레스 방호장치"


def test_sending_it_twice_stores_it_once(target: Target, carla: User, noon: datetime) -> None:
    key, content = uuid4(), a_file(winter(target), spring(target))
    assert stored(target, content, carla, noon, key) == stored(target, content, carla, noon, key)
    assert Measurement.objects.count() == 2


def test_another_file_under_the_same_key_is_not_taken_for_the_first(
    target: Target, carla: User, noon: datetime
) -> None:
    key = uuid4()
    stored(target, a_file(winter(target)), carla, noon, key)
    (done,) = stored(target, a_file(spring(target)), carla, noon, key)
    assert (done.quantity, Measurement.objects.count()) == (Decimal(12), 2)


def test_one_bad_row_keeps_all_of_it_out(target: Target, carla: User, noon: datetime) -> None:
    bad = a_file(winter(target), spring(target, quantity="many"))
    with pytest.raises(RuleBroken, match=r"1 places .* first in row 3, column quantity"):
        stored(target, bad, carla, noon)
    assert not Measurement.objects.exists()


def test_the_check_names_every_place_and_stores_nothing(
    target: Target, carla: User, noon: datetime
) -> None:
    a_measurement(target=target)  # January to March, confirmed
    content = a_file(
        winter(target),
        f"{target.number},follow_up,2026-01-01,2026-03-31,10,,,",
        "T-9999,follow_up,2026-04-01,2026-04-30,10,,,",
        f"{target.number},follow_up,2026-05-01,2026-06-30,10,,,",
        f"{target.number},follow_up,2026-04-01,2026-04-30,,0,,",
        f"{target.number},follow_up,2026-04-01,2026-04-20,1,,,",
        f"{target.number},follow_up,2026-04-15,2026-05-10,1,,,",
    )
    check = check_file(target.agreement, content, noon)
    found = [(e.row, e.column, str(e.reason).split(".")[0][:40]) for e in check.errors]
    assert found == [
        (2, "first_day", "These days overlap with the measurement "),
        (3, "first_day", "The measurement of 2026-01-01 – 2026-03-"),
        (4, "target", "No agreed target of this agreement has t"),
        (5, "last_day", "The period ends on 2026-06-30, which has"),
        (6, "quantity", "This target counts a quantity"),
        (8, "first_day", "These days overlap with the measurement "),
    ]
    assert [row.row for row in check.rows] == [7]
    assert Measurement.objects.count() == 1


def test_a_file_without_rows_is_no_file(target: Target, carla: User, noon: datetime) -> None:
    with pytest.raises(RuleBroken, match="first in row 2"):
        stored(target, a_file(), carla, noon)


def test_headers_may_be_spoken(target: Target, carla: User, noon: datetime) -> None:
    header = "target number,phase,first day,last day,quantity"
    row = f"{target.number},follow_up,2026-01-01,2026-02-28,10"
    assert check_file(target.agreement, a_file(row, header=header), noon).errors == ()


def test_targets_that_are_not_agreed_are_not_known(carla: User, noon: datetime) -> None:
    target = a_target(state=TargetState.SET)
    check = check_file(target.agreement, a_file(winter(target)), noon)
    assert "They are: –" in str(check.errors[0].reason)


def test_only_editors_of_the_supplier(target: Target, cato: User, noon: datetime) -> None:
    with pytest.raises(PermissionDenied):
        stored(target, a_file(winter(target)), cato, noon)


def test_two_thousand_places_to_mend_are_not_all_told(target: Target, noon: datetime) -> None:
    check = check_file(target.agreement, a_file(*[f"{target.number},,,,,,,"] * 1000), noon)
    assert (len(check.errors), check.is_cut) == (200, True)
    assert check.errors[-1].row < 70  # from the top of the file


HOSTILE = {
    "nothing at all": (b"", "This column is missing"),
    "NUL bytes": (HEADER.encode() + b"\n\x00\x00,follow_up", "neither UTF-8 nor CP949"),
    "another encoding": (HEADER.encode("utf-16"), "neither UTF-8 nor CP949"),
    "half a letter": (HEADER.encode() + b"\n\xed\x95", "neither UTF-8 nor CP949"),
    "an open quotation mark": (a_file('"T-1,follow_up'), "quotation mark is open"),
    "an endless cell": (a_file("x" * 200_000), "a cell is too long"),
    "a workbook": (b"PK\x03\x04" + b"\x00" * 100, "Excel workbook"),
    "too many rows": (a_file(*["x"] * 2_001), "more than 2000 rows"),
    "a hundred thousand columns": (b"," * 100_000, "This column is missing"),
    "a column twice": (a_file(header=f"{HEADER},hours"), "more than once"),
    "a formula": (a_file("=1+1,follow_up,2026-01-01,2026-02-28,10,,,"), "No agreed target"),
    "a formula as a number": (a_file("{t},follow_up,2026-01-01,2026-02-28,=10,,,"), "not a number"),
    "full-width digits": (a_file("{t},follow_up,2026-01-01,2026-02-28,１０,,,"), "not a number"),
    "not a number": (a_file("{t},follow_up,2026-01-01,2026-02-28,NaN,,,"), "not a number"),
    "an endless number": (a_file("{t},follow_up,2026-01-01,2026-02-28,1e999,,,"), "not a number"),
    "a year that is none": (a_file("{t},follow_up,0000-01-01,2026-02-28,1,,,"), "not a day"),
    "a long story": (a_file("{t},follow_up,2026-01-01,2026-02-28,1,,," + "x" * 2_001), "too long"),
}


def test_hostile_files_are_refused_in_words_and_store_nothing(
    target: Target, carla: User, noon: datetime
) -> None:
    for name, (raw, words) in HOSTILE.items():
        content = raw.replace(b"{t}", target.number.encode())
        with pytest.raises(RuleBroken) as refusal, transaction.atomic():
            stored(target, content, carla, noon)
        told = [str(refusal.value)]
        with suppress(RuleBroken):
            told += [
                str(error.reason) for error in check_file(target.agreement, content, noon).errors
            ]
        assert any(words in said for said in told), (name, told)
    assert not Measurement.objects.exists()


def test_a_formula_in_a_note_is_a_note_and_columns_nobody_asked_for_are_left(
    target: Target, carla: User, noon: datetime
) -> None:
    wide = ",".join([HEADER, *[f"c{place}" for place in range(10_000)]])
    row = f"{target.number},follow_up,2026-01-01,2026-02-28,10,,,'=cmd()"
    (done,) = stored(target, a_file(row, header=wide), carla, noon)
    assert done.note == "=cmd()"
