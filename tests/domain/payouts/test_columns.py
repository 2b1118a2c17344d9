"""Columns as they are typed."""

from __future__ import annotations

import pytest

from core.domain.errors import RuleBroken
from payouts.domain.bank_file import NEUTRAL, Column
from payouts.domain.columns import columns_from, columns_of, stored, typed

TEXT = '이체번호 = key\n\n  통화 = "KRW"\n비고=""\n'
READ = (Column("이체번호", "key"), Column("통화", text="KRW"), Column("비고"))


def test_a_line_is_a_header_and_a_field_or_a_fixed_text() -> None:
    assert columns_from(TEXT) == READ


@pytest.mark.parametrize("columns", [READ, NEUTRAL.columns])
def test_what_is_kept_or_shown_comes_back(columns: tuple[Column, ...]) -> None:
    assert columns_of(stored(columns)) == columns
    assert columns_from(typed(columns)) == columns


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a = key\nb = password", "Line 2, “b”: after = comes a field"),
        ("a", "Line 1, “a”"),
        ('a = "', "Line 1, “a”"),
        ("\n".join(f"c{n} = key" for n in range(41)), "at most 40 columns; these are 41"),
    ],
)
def test_a_line_that_is_no_column_is_named(text: str, sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        columns_from(text)
