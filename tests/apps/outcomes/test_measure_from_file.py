"""A file with many readings: checked first without storing, then all of it or nothing."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied

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
