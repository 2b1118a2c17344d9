"""What `bulk` says of many cases is what `price` says of each."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.programs.terms.columnwise import agree
from tests.domain.programs.terms.contracts.asking import SHEETS, sheet_of
from tests.domain.programs.terms.sheets import cases, sheets

NAMES = sorted(path.stem for path in SHEETS.glob("*.json"))


@settings(max_examples=40, deadline=None)
@given(data=st.data(), chunk=st.integers(1, 9))
def test_on_any_sheet(data: st.DataObject, chunk: int) -> None:
    sheet = data.draw(sheets())
    agree(sheet, [data.draw(cases(sheet)) for _ in range(4)], chunk=chunk)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=1, deadline=None)
@given(data=st.data())
def test_on_every_published_contract(name: str, data: st.DataObject) -> None:
    sheet = sheet_of(name)
    known = [data.draw(cases(sheet, complete=True)) for _ in range(4)]
    agree(sheet, [*known, data.draw(cases(sheet)), {}])
