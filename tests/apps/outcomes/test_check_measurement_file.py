"""A file with many readings is checked: every place to mend is named, and nothing is stored."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied

from audit.selectors import events_found
from core.domain.errors import IllegalMove, RuleBroken
from core.domain.words import sentence_from
from outcomes.domain.lifecycle import FileState, MatchState, MeasurementState, TargetState
from outcomes.models import Match, Measurement, MeasurementFile, Target
from outcomes.services import (
    accept_measurement_file,
    check_measurement_file,
    upload_measurement_file,
)
from people.models import User
from tests.factories.companies import a_worksite
from tests.factories.files import Day, a_csv, a_workbook, sent_in, uploaded
from tests.factories.outcomes import a_match, a_measurement, a_target

ALL = (
    "target,worksite,phase,first_day,last_day,quantity,events,hours,"
    "people,deaths,lost_days,near_misses,note"
)
WINTER = "follow_up,2026-01-01,2026-02-28"
SPRING = "follow_up,2026-03-01,2026-04-30"


@pytest.fixture
def target(carla: User) -> Target:
    return a_target()


@pytest.fixture
def portfolio(target: Target) -> Target:
    """All worksites of the agreement; one of them is on record."""
    Target.objects.filter(pk=target.pk).update(match=None)
    target.refresh_from_db()
    return target


def checked(target: Target, content: bytes, at: datetime, name: str = "r.csv") -> MeasurementFile:
    file = sent_in(target, content, at, name=name)
    return check_measurement_file(file_id=file.pk, at=at)


def failure(file: MeasurementFile) -> str:
    assert file.failure
    return str(sentence_from(file.failure))


def told(file: MeasurementFile) -> list[tuple[int, str, str]]:
    return [
        (one.row, one.column, str(sentence_from(one.reason)).split(".")[0][:40])
        for one in file.errors.all()
    ]


def test_what_it_says_in_all_is_told_and_nothing_is_stored(target: Target, noon: datetime) -> None:
    rows = [f"{target.number},{WINTER},10", "", f'{target.number},{SPRING},"1,200.5"']
    file = checked(target, a_csv(*rows), noon)
    assert (file.state, file.found, file.done, file.rows) == (FileState.CHECKED, 0, 4, 4)
    assert file.summary == {
        "rows": 2,
        "new": 2,
        "replaced": 0,
        "unchanged": 0,
        "targets": {target.number: 2},
        "more_targets": 0,
        "sums": {"quantity": "1210.5"},
        "first": "2026-01-01",
        "last": "2026-04-30",
    }
    assert not Measurement.objects.exists()
    event = events_found(action="measurement_file.check").get()
    assert (event.details["sha256"], event.details["rows"]) == (file.sha256, 2)


def test_every_place_is_named(target: Target, noon: datetime) -> None:
    a_measurement(target=target)  # January to March, confirmed
    t = target.number
    header = "target,phase,first_day,last_day,quantity,events"
    rows = [
        f"{t},{WINTER},10,",
        f"{t},follow_up,2026-01-01,2026-03-31,10,",
        "T-9999,follow_up,2026-04-01,2026-04-30,10,",
        f"{t},follow_up,2026-05-01,2026-06-30,10,",
        f"{t},follow_up,2026-04-01,2026-04-30,,0",
        f"{t},follow_up,2026-04-01,2026-04-20,1,",
        f"{t},follow_up,2026-04-15,2026-05-10,1,",
        f"{t},follow_up,2026-04-01,2026-04-20,2,",
        f"{t},soon,2026-04-01,2026-04-20,many,-1",
    ]
    file = checked(target, a_csv(*rows, header=header), noon)
    assert (file.state, file.found) == (FileState.REFUSED, 10)
    assert told(file) == [
        (2, "first_day", "These days overlap with the measurement "),
        (3, "first_day", "The measurement of 2026-01-01 – 2026-03-"),
        (4, "target", "No agreed target of this agreement has t"),
        (5, "last_day", "The period ends on 2026-06-30, which has"),
        (6, "quantity", "This target counts a quantity"),
        (8, "first_day", "These days overlap with the measurement "),
        (9, "target", "The same target, worksite and period are"),
        (10, "phase", "Write baseline or follow_up"),
        (10, "quantity", "This is not a number"),
        (10, "events", "This is not a number"),
    ]
    assert all(one.example for one in file.errors.exclude(column="target"))
    assert Measurement.objects.count() == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_however_excel_saved_it_in_any_order_with_spoken_headers(
    target: Target, noon: datetime, encoding: str
) -> None:
    header = "참고 사항,내 열,마지막 날,수량,첫날,비교 구분,목표 번호"
    row = f"프레스 방호장치,x,2026. 2. 28.,１２,20260101,개선 후 기간,{target.number}"
    file = checked(target, a_csv(row, header=header, encoding=encoding), noon)
    assert (file.state, told(file)) == (FileState.CHECKED, [])
    assert file.unknown == ["내 열"]


def test_a_workbook_is_read_as_it_is_shown(target: Target, noon: datetime) -> None:
    t = target.number
    rows: list[list[object]] = [
        ["Readings of Hanbit"],
        ["target", "phase", "first_day", "last_day", "quantity"],
    ]
    first, last = date(2026, 1, 1).toordinal() - 693594, date(2026, 2, 28).toordinal() - 693594
    body = [
        [t, "follow_up", Day(first), Day(last), 0.1 + 0.2],
        [t, "follow_up", last + 1, "2026-04-30", "1,250"],
    ]
    content = a_workbook([*rows[1:], *body], from_row=3)
    file = checked(target, content, noon, name="readings.xlsx")
    assert (file.state, told(file)) == (FileState.CHECKED, [])
    assert (file.summary["sums"], file.summary["last"]) == ({"quantity": "1250.3"}, "2026-04-30")
    wrong = a_workbook([rows[1], [t, "follow_up", Day(first), "soon", 1]], from_row=3)
    refused = checked(target, wrong, noon, name="readings.xlsx")
    assert told(refused) == [(4, "last_day", "This is not a day")]  # as the spreadsheet numbers it


def test_a_worksite_is_named_by_number_business_or_name(portfolio: Target, noon: datetime) -> None:
    match = Match.objects.get()
    site = match.worksite
    dashed = f"{site.business_number[:3]}-{site.business_number[3:5]}-{site.business_number[5:]}"
    names = [f"M-{match.pk}", dashed, site.business_number, f" {site.name.upper()} "]
    rows = [
        f"{portfolio.number},{name},follow_up,2026-0{month}-01,2026-0{month}-28,1"
        for month, name in enumerate(names, start=1)
    ]
    header = "target,worksite,phase,first_day,last_day,quantity"
    file = checked(portfolio, a_csv(*rows, header=header), noon)
    assert (file.state, told(file)) == (FileState.CHECKED, [])


def test_worksites_that_cannot_be_meant_are_told(portfolio: Target, noon: datetime) -> None:
    here = Match.objects.get()
    proposed = a_match(
        agreement=portfolio.agreement,
        worksite=a_worksite(name="Not yet", supplier=portfolio.agreement.supplier),
        state=MatchState.PROPOSED,
    )
    twin = a_match(
        agreement=portfolio.agreement,
        worksite=a_worksite(name=here.worksite.name, supplier=portfolio.agreement.supplier),
    )
    single = a_target(match=twin, clause="single")
    header = "target,worksite,phase,first_day,last_day,quantity"
    days = "follow_up,2026-01-01,2026-01-31,1"
    rows = [
        f"{portfolio.number},{proposed.worksite.name},{days}",
        f"{portfolio.number},{here.worksite.name},{days}",
        f"{single.number},M-{here.pk},{days}",
        f"{single.number},M-{twin.pk},{days}",
    ]
    file = checked(portfolio, a_csv(*rows, header=header), noon)
    assert told(file) == [
        (2, "worksite", "No worksite of this agreement has this n"),
        (3, "worksite", "Several matches of this agreement have t"),
        (4, "worksite", "This target is of one worksite, and of a"),
    ]


def test_all_worksites_together_and_one_of_them_would_count_twice(
    portfolio: Target, noon: datetime
) -> None:
    match = Match.objects.get()
    header = "target,worksite,phase,first_day,last_day,quantity"
    one = f"{portfolio.number},M-{match.pk},follow_up"
    whole = f"{portfolio.number},,follow_up"
    rows = [
        f"{whole},2026-01-01,2026-01-31,5",
        f"{one},2026-01-10,2026-01-20,1",
        f"{one},2026-02-01,2026-02-28,1",
        f"{whole},2026-02-28,2026-03-31,5",
        f"{whole},2026-03-01,2026-03-31,5",
    ]
    file = checked(portfolio, a_csv(*rows, header=header), noon)
    assert told(file) == [
        (3, "worksite", "All worksites together were read in thes"),
        (5, "worksite", "Single worksites were read in these days"),
    ]


def test_what_stands_beside_a_reading_is_read_too(carla: User, noon: datetime) -> None:
    rate = {"kind": "rate_reduction", "alpha": "0.05"}
    target = a_target(design=rate, clause="injuries")
    rows = [
        f"{target.number},,{WINTER},,3,48000.25,4,0,12,9,seen",
        f"{target.number},,{SPRING},,3,1,2.5,-1,1000001,9999999999,",
    ]
    file = checked(target, a_csv(*rows, header=ALL), noon)
    assert told(file) == [
        (3, "people", "This is counted in whole numbers up to 1"),
        (3, "deaths", "This is not a number"),
        (3, "lost_days", "This is counted in whole numbers up to 1"),
        (3, "near_misses", "This is counted in whole numbers up to 1"),
    ]


def test_what_stands_as_it_is_sent_again_stays(target: Target, noon: datetime) -> None:
    stands = a_measurement(target=target, state=MeasurementState.MEASURED)
    days = "follow_up,2026-01-01,2026-03-31"
    same = checked(target, a_csv(f"{target.number},{days},10.00"), noon)
    other = checked(target, a_csv(f"{target.number},{days},11"), noon)
    assert [(f.summary["unchanged"], f.summary["replaced"]) for f in (same, other)] == [
        (1, 0),
        (0, 1),
    ]
    assert stands.quantity == Decimal(10)


def test_the_same_page_sends_one_file(target: Target, carla: User, noon: datetime) -> None:
    file = uploaded(target, f"{target.number},{WINTER},10", at=noon)
    again = upload_measurement_file(
        target_id=target.pk,
        upload=BytesIO(a_csv(f"{target.number},{WINTER},10")),
        name="C:\\measured\\again.csv",
        key=file.key,
        by=carla,
        at=noon,
    )
    assert (again, again.name) == (file, "readings.csv")
    with pytest.raises(RuleBroken, match="sent another file before"):
        sent_in(target, a_csv(f"{target.number},{WINTER},11"), noon, key=file.key)


def test_only_editors_of_the_supplier_send_files(
    target: Target, cato: User, victor: User, noon: datetime
) -> None:
    for someone in (cato, victor):
        with pytest.raises(PermissionDenied):
            sent_in(target, a_csv(), noon, by=someone)
    Target.objects.update(state=TargetState.VERIFIED)
    with pytest.raises(IllegalMove, match="until it is verified"):
        sent_in(target, a_csv(), noon)


def test_what_has_to_be_mended_is_not_stored(target: Target, carla: User, noon: datetime) -> None:
    file = checked(target, a_csv(f"{target.number},{WINTER},many"), noon)
    with pytest.raises(IllegalMove):
        accept_measurement_file(file_id=file.pk, by=carla, at=noon)
    early = uploaded(target, f"{target.number},{WINTER},1", at=noon)
    with pytest.raises(IllegalMove):
        accept_measurement_file(file_id=early.pk, by=carla, at=noon)
