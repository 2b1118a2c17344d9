"""Which numbers are readings of their kind."""

from __future__ import annotations

import pytest

from outcomes.domain.measurements import ReadingKind, wrong_reading


@pytest.mark.parametrize(
    ("text", "wrong"), [("0.8", False), ("1", False), ("", False), ("80", True), ("80 %", True)]
)
def test_a_share_is_at_most_one(text: str, wrong: bool) -> None:
    assert (wrong_reading(ReadingKind.SHARE, text) is not None) == wrong
