"""Anybody's file: its headers, its encoding, its duplicates, and what it does not say."""

from __future__ import annotations

from fractions import Fraction

import pytest

from core.domain.errors import RuleBroken
from programs.domain.indicators import AS_IT_STANDS, Asked, Value, compute, definition_called
from programs.domain.indicators.file import File, file_in
from programs.domain.indicators.headers import plain_header

ITA = (
    "id,establishment_id,establishment_name,year_filing_for,total_hours_worked,"
    "total_deaths,total_dafw_cases,total_djtr_cases,total_other_cases,total_injuries\n"
)


def read(name: str, text: str | bytes, *, by: str = "", asked: Asked = AS_IT_STANDS) -> File:
    content = text.encode() if isinstance(text, str) else text
    return file_in(content, definition_called(name), asked, by)


def pooled(name: str, text: str | bytes, asked: Asked = AS_IT_STANDS) -> Value:
    found = compute(definition_called(name), read(name, text, asked=asked).rows, asked=asked)
    assert isinstance(found, Value), found
    return found


@pytest.mark.parametrize(
    "header",
    [
        "재해건수,연근로시간",
        "\ufeff재해 건수,연 근로시간(시간)",
        "Cases,Hours Worked",
        "accidents,total_hours_worked",
        "사고건수;총 근로시간 [h]",
        "cases\thours",
    ],
)
def test_headers_in_many_spellings(header: str) -> None:
    mark = next((m for m in "\t;" if m in header), ",")
    assert str(pooled("도수율", f"{header}\n4{mark}192000\n").shown) == "20.83"


def test_a_header_that_is_only_a_unit_stays_itself() -> None:
    assert plain_header("(h)") == "(h)"
    assert plain_header("Total_Hours-Worked (h)") == "totalhoursworked"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_korean_encodings(encoding: str) -> None:
    text = "사업장,재해건수,연근로시간\n한빛정밀,4,192000\n".encode(encoding)
    assert read("도수율", text, by="사업장").groups == ("한빛정밀",)


def test_american_public_files_are_in_cp1252() -> None:
    text = (ITA + "1,7,O’Brien’s Café,2023,200000,0,2,1,1,4\n").encode("cp1252")
    assert read("trir", text, by="establishment_name").groups == ("O’Brien’s Café",)
    assert pooled("trir", text).exact == 4


def test_bytes_that_are_no_text_of_any_kind_keep_their_numbers() -> None:
    assert pooled("trir", b"recordable,hours,note\n4,200000,\x81\xff\x8d\n").exact == 4


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04", "an Excel workbook"),
        (b"recordable,hours\n1,\0\n", "neither UTF-8 nor CP949"),
        (
            b'recordable,hours\n"1,2\n' + b"x" * 140_000,
            "Line 2 is not proper CSV|is not proper CSV",
        ),
        (b"", "No column holds: recordable cases.*The file has: –"),
        (b"recordable\n1\n", "No column holds: hours worked"),
        (b"hours,hours,recordable\n1,1,1\n", "appears more than once"),
        (b"recordable,employees\n1,1\n", "No column holds: hours worked"),
    ],
)
def test_what_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(RuleBroken, match=said):
        read("trir", content)


def test_a_file_that_is_too_large_is_split_and_not_cut() -> None:
    said = "The file has 268435457 bytes; at most 268435456 are read at once. Split it."
    with pytest.raises(RuleBroken, match=said):
        read("trir", bytes(256 * 1024 * 1024 + 1))


def test_the_largest_file_is_still_read(monkeypatch: pytest.MonkeyPatch) -> None:
    text = b"recordable,hours\n4,200000\n"
    monkeypatch.setattr("programs.domain.indicators.spreadsheet.MOST_BYTES", len(text))
    assert pooled("trir", text).exact == 4
    with pytest.raises(RuleBroken, match="The file has 27 bytes; at most 26 are read"):
        read("trir", text + b"\n")


def test_a_group_that_is_not_there() -> None:
    with pytest.raises(RuleBroken, match="no column “industry” to group by"):
        read("trir", "recordable,hours\n1,1\n", by="industry")


def test_a_form_that_was_sent_again_counts_once_and_the_newest_id_stays() -> None:
    text = ITA + (
        "12,7,A,2023,100000,0,0,0,1,1\n"
        "15,7,A,2023,200000,0,2,1,1,4\n"
        "14,7,A,2023,100000,0,9,9,9,27\n"
        "16,7,A,2022,100000,0,0,0,0,0\n"
        "17,8,B,2023,100000,0,0,0,0,0\n"
    )
    file = read("trir", text)
    assert [one.row for one in file.replaced] == [2, 4]
    assert "number 15 counts" in str(file.replaced[0].why.sentence)
    assert [row.number for row in file.rows] == [3, 5, 6]
    assert pooled("trir", text).numerator == 4  # total_injuries is the same cases once more


def test_without_ids_nothing_is_taken_for_a_duplicate() -> None:
    text = "establishment_name,hours,recordable\nA,100000,1\nA,100000,1\n"
    assert pooled("trir", text).numerator == 2
    named = "id,establishment_name,hours,recordable\n1,A,100000,1\n2,A,100000,3\nx,A,1000,1\n"
    assert pooled("trir", named).numerator == 4


def test_an_empty_cell_is_missing_and_a_strange_one_is_said() -> None:
    text = 'recordable,hours\n1,\n2,n/a\n3,-5\n4,many\n5,off\n6\n7,"1,000.5"\n\n'
    file = read("trir", text)
    found = compute(definition_called("trir"), file.rows)
    assert isinstance(found, Value)
    codes = [one.why.code for one in found.excluded]
    assert codes == ["missing", "missing", "unreadable", "unreadable", "sensor_off", "missing"]
    assert [found.numerator, found.denominator] == [7, Fraction("1000.5")]


def test_days_and_yes_or_no() -> None:
    text = (
        "위험도,개선기한,개선확인일,재발\n"
        "12,2026-06-01,2026.05.30,아니오\n6,2026/06/01,,n\n4,2026-06-01,2026-05-01,예\n"
        "3,June,2026-05-01,n\n2,2026-06-01,2026-05-01,perhaps\n"
    )
    found = pooled("hazard_closeout_rate", text)
    assert [found.numerator, found.denominator] == [12, 22]
    said = [str(one.why.sentence) for one in found.excluded]
    assert "“June” is no day" in said[0]
    assert "neither yes nor no" in said[1]


def test_a_column_that_may_mean_something_else_is_said() -> None:
    (first, second) = read("요양재해율", "workers,injured\n100,1\n").flags
    assert "“injured” is read as: people granted medical care" in str(first)
    assert "“workers” is read as: insured workers" in str(second)
    assert read("재해율", "workers,injured\n100,1\n").flags == ()


def test_rows_that_look_like_totals_are_said() -> None:
    (flag,) = read("재해율", "업종,근로자수,재해자수\n제조,10,1\n총계,10,1\n").flags
    assert "look like totals of others (총계, 소계, 전체): 1." in str(flag)


def test_hours_follow_from_workers_only_where_that_is_said() -> None:
    found = pooled("도수율", "cases,workers\n4,80\n", Asked(hours_per_worker=2400))
    assert str(found.shown) == "20.83"
