"""Sites where nobody did anything: read from a file, checked, and never rewritten later."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from core.domain.errors import RuleBroken
from core.domain.periods import Period
from outcomes.domain.references import (
    ReferenceSpell,
    check_extends,
    check_reference,
    digest_of_spells,
    read_reference,
    spells_from,
    within,
)

YEAR, NEXT = (Period(date(y, 1, 1), date(y, 12, 31)) for y in (2024, 2025))
HEADER = "site,first_day,last_day,injuries,hours\n"


def a_spell(site: int = 1, period: Period = YEAR, events: int = 1) -> ReferenceSpell:
    return ReferenceSpell(f"S-{site:03d}", period, events, Decimal("48000.5"))


def ten(period: Period = YEAR) -> list[ReferenceSpell]:
    return [a_spell(site, period) for site in range(10)]


def test_a_file_in_korean_excel_is_read_whatever_its_order() -> None:
    text = '사업장,재해자수,근로시간,첫날,마지막 날\n나,0,"12,000",2024-01-01,2024-12-31\n가,2,8000.25,2024-01-01,2024-12-31\n'
    found = read_reference(text.encode("cp949"))
    assert found.errors == ()
    assert [(spell.site, spell.events, spell.hours) for spell in found.spells] == [
        ("가", 2, Decimal("8000.25")),
        ("나", 0, Decimal(12000)),
    ]


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (",2024-01-01,2024-12-31,0,9", "site", "The site is missing. Name it."),
        ("a,01.01.2024,2024-12-31,0,9", "first_day", "not a day"),
        ("a,2024-01-01,2024-02-30,0,9", "last_day", "not a day"),
        ("a,2024-12-31,2024-01-01,0,9", "last_day", "before the first day"),
        ("a,2024-01-01,2024-12-31,,9", "injuries", "whole numbers"),
        ("a,2024-01-01,2024-12-31,1.5,9", "injuries", "whole numbers"),
        ("a,2024-01-01,2024-12-31,-1,9", "injuries", "whole numbers"),
        ("a,2024-01-01,2024-12-31,0,0", "hours", "more than 0"),
        ("a,2024-01-01,2024-12-31,0,", "hours", "more than 0"),
    ],
)
def test_what_cannot_be_used_is_told_by_row_and_column(row: str, column: str, reason: str) -> None:
    found = read_reference((HEADER + row).encode())
    (error,) = found.errors
    assert (error.row, error.column, found.spells) == (2, column, ())
    assert reason in str(error.reason)
    assert error.example


def test_a_missing_column_is_told_too() -> None:
    (error,) = read_reference(b"site,first_day,last_day,injuries\n").errors
    assert error.column == "hours"


def test_nine_sites_say_nothing_about_how_sites_differ() -> None:
    check_reference(ten())
    with pytest.raises(RuleBroken, match="names 9 sites; a reference needs at least 10"):
        check_reference(ten()[1:])


def test_no_day_of_a_site_counts_twice() -> None:
    half = Period(date(2024, 7, 1), date(2025, 6, 30))
    check_reference([*ten(), *ten(NEXT)])
    with pytest.raises(RuleBroken, match=r"S-003 has the days .* which overlap"):
        check_reference([*ten(), a_spell(3, half)])


def test_a_next_version_only_adds_days_of_the_same_sites() -> None:
    check_extends(ten(), [*ten(), *ten(NEXT)])
    with pytest.raises(RuleBroken, match=r"S-000, .* is changed or left out"):
        check_extends(ten(), [a_spell(0, events=0), *ten()[1:]])
    with pytest.raises(RuleBroken, match="S-010 was not in the version before"):
        check_extends(ten(), [*ten(), a_spell(10)])


def test_rows_are_kept_and_hashed_whatever_their_order() -> None:
    kept = [spell.as_json() for spell in ten()]
    assert spells_from(kept) == tuple(ten())
    assert digest_of_spells(ten()) == digest_of_spells(ten()[::-1])
    assert digest_of_spells(ten()) != digest_of_spells([a_spell(0, events=2), *ten()[1:]])


def test_only_rows_that_lie_in_the_window_as_a_whole_are_compared() -> None:
    astride = Period(date(2024, 12, 1), date(2025, 1, 31))
    rows = [a_spell(1), a_spell(2, NEXT), a_spell(3, astride)]
    assert [spell.site for spell in within(rows, YEAR)] == ["S-001"]
    assert within(rows, Period(YEAR.first, NEXT.last)) == tuple(rows)
