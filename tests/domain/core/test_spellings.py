"""Days and numbers as people write them: read where only one reading is possible, else not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.spellings import SERIAL_ZERO, SERIALS, narrow, spelled_day, spelled_number

NEW_YEAR = date(2026, 1, 1)


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-01", "2026-1-1", "2026.01.01", "2026. 1. 1.", "2026.1.1", "2026/1/1", "20260101",
        "2026년 1월 1일", "2026년1월1일", "46023", "46023.0", "２０２６－０１－０１", "2026-01-01 00:00:00", " 2026-01-01 ",
    ],
)  # fmt: skip
def test_a_day_however_it_is_written(text: str) -> None:
    assert spelled_day(text) == NEW_YEAR


@pytest.mark.parametrize(
    "text",
    [
        "", "1/1/2026", "01.01.2026", "26-01-01", "2026-01.01", "2026-13-01", "2026-02-29",
        "2026-01-01 08:30", "12", "99999", "00001", "202601", "2026-01-01T00", "0000-01-01", "46023.5",
    ],
)  # fmt: skip
def test_what_could_be_two_days_is_none(text: str) -> None:
    assert spelled_day(text) is None


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_of_this_century_comes_back(day: date) -> None:
    serial = (day - SERIAL_ZERO).days
    assert serial in SERIALS
    for text in (str(day), f"{day:%Y%m%d}", f"{day.year}.{day.month}.{day.day}", str(serial)):
        assert spelled_day(text) == day


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("１２", Decimal(12)), ("１，２５０．５", Decimal("1250.5")), ("1,250", Decimal(1250)), (" 3 ", Decimal(3)),
        ("10²", None), ("①", None), ("½", None), ("一", None), ("٣", None), ("-1", None), ("", None),
    ],
)  # fmt: skip
def test_only_digits_are_digits(text: str, number: Decimal | None) -> None:
    assert spelled_number(text) == number


def test_letters_stay_as_they_are() -> None:
    assert narrow(" 프레스　１호 ") == "프레스 1호"
