"""A table that a person made: read as it is, or told exactly what to mend."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.cells import bare_cell, day_in, number_in, safe_cell, whole_in
from core.domain.errors import RuleBroken
from core.domain.tables import MOST_BYTES, MOST_ERRORS, MOST_ROWS, Column, read_table

COLUMNS = (
    Column("site", "S-1", aliases=("현장",)),
    Column("value", "12.5"),
    Column("note", "", required=False),
)


@pytest.mark.parametrize(
    "content",
    [
        b"site,value\r\nS-1,5\r\n",
        b"\xef\xbb\xbfsite,value\nS-1,5",
        b" VALUE ,other, Site\n5,x,S-1\n\n , ,\n",  # other order, more columns, empty rows
        "현장,value\nS-1,5\n".encode("cp949"),
        "현장,value\nS-1,5\n".encode(),
        b'"site","value"\n"S-1","5"\n',
    ],
)
def test_it_is_read_however_it_was_saved(content: bytes) -> None:
    table = read_table(content, COLUMNS)
    assert table.errors == ()
    (row,) = table.rows
    assert (row.number, row.cells["site"], row.cells["value"]) == (2, "S-1", "5")


def test_row_numbers_are_those_of_the_spreadsheet() -> None:
    table = read_table(b'site,value,note\nS-1,5,"two\nlines"\n\nS-2\n', COLUMNS)
    assert [(row.number, row.cells["value"], row.cells["note"]) for row in table.rows] == [
        (2, "5", "two\nlines"),
        (4, "", ""),
    ]


@pytest.mark.parametrize(
    ("content", "errors"),
    [
        (b"", [(1, "site"), (1, "value")]),
        (b"site\nS-1", [(1, "value")]),
        (b"site,Site,value\na,b,c", [(1, "site")]),
        ("site,현장,value\na,b,c".encode(), [(1, "site")]),
        (b"site,value\nS-1,1,250\nS-2,5", [(2, "")]),
    ],
)
def test_what_is_wrong_has_a_place(content: bytes, errors: list[tuple[int, str]]) -> None:
    table = read_table(content, COLUMNS)
    assert [(error.row, error.column) for error in table.errors] == errors
    assert all(str(error.reason) for error in table.errors)


def test_errors_are_counted_only_so_far() -> None:
    content = b"site,value\n" + b"a,b,c\n" * (MOST_ERRORS + 5)
    assert len(read_table(content, COLUMNS).errors) == MOST_ERRORS


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK\x03\x04rest", "Excel workbook. Save it as CSV"),
        (b"\xff\xfea\x00", "neither UTF-8 nor CP949"),
        (b"site,value\n\x00,1", "neither UTF-8 nor CP949"),
        (b'site,value\n"S-1,5', "not a proper CSV"),
        (b"x" * (MOST_BYTES + 1), "at most 5000000 are read"),
        (b"site\n" + b"\n" * (MOST_ROWS + 1), "more than 20000 rows"),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        read_table(content, COLUMNS)


@pytest.mark.parametrize("text", ["=1+1", "+82", "-1", "@x", "＝1", "'quoted", "\tx"])
def test_no_text_becomes_a_formula(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@given(st.text(max_size=5))
def test_the_apostrophe_comes_off_again(text: str) -> None:
    assert bare_cell(safe_cell(text)) == text


def test_ordinary_texts_stay() -> None:
    assert [safe_cell(text) for text in ("", "Hanbit", "5")] == ["", "Hanbit", "5"]
    assert [bare_cell(text) for text in ("", "'", "'tis")] == ["", "'", "'tis"]


@pytest.mark.parametrize(
    ("text", "number", "whole"),
    [
        ("1,250", Decimal(1250), 1250), ("1250.5", Decimal("1250.5"), None), ("1,250.50", Decimal("1250.5"), None),
        ("0", Decimal(0), 0), ("1,25", None, None), ("", None, None), ("-1", None, None), ("1e3", None, None), ("2.0", Decimal(2), 2),
    ],
)  # fmt: skip
def test_numbers_are_not_guessed(text: str, number: Decimal | None, whole: int | None) -> None:
    assert number_in(text) == number
    assert whole_in(text) == whole


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-01-31", date(2026, 1, 31)),
        ("2026-02-30", None),
        ("20260131", None),
        ("31.1.2026", None),
        ("", None),
    ],
)
def test_days_are_written_one_way(text: str, day: date | None) -> None:
    assert day_in(text) == day
