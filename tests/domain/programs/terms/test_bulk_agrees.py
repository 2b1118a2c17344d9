"""What `bulk` says of many cases is what `price` says of each."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.programs.terms.columnwise import agree
from tests.domain.programs.terms.sheets import cases, sheets


@settings(max_examples=60, deadline=None)
@given(data=st.data(), chunk=st.integers(1, 9))
def test_on_any_sheet(data: st.DataObject, chunk: int) -> None:
    sheet = data.draw(sheets())
    agree(sheet, [data.draw(cases(sheet)) for _ in range(4)], chunk=chunk)
