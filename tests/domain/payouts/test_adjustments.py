"""What a paid amount would be now, as an officer adds it up by hand."""

from __future__ import annotations

from typing import Any

import pytest

from core.domain.money import Money
from payouts.domain.adjustments import delta_comes_out_again, delta_of
from programs.domain.terms import Sheet, sheet_from
from tests.factories.terms import promise


def sheet(rate: int) -> Sheet:
    """So many won for each guard, up to fifty."""
    return sheet_from(promise(guards=(rate, 50)))


def case(guards: str | None) -> dict[str, Any]:
    """So many of fifty."""
    return {"guards": guards}


@pytest.mark.parametrize(
    ("rate", "guards", "carried", "delta"),
    [
        (500_000, "8", 5_000_000, -1_000_000),  # two less
        (500_000, "10", 5_000_000, 0),  # as it was paid
        (500_000, "0", 5_000_000, -5_000_000),
        (500_000, None, 5_000_000, -5_000_000),  # no result stands: nothing is earned
        (500_000, "8", 0, 4_000_000),
        (600_000, "10", 5_000_000, 1_000_000),  # by another version of the terms
        (400_000, "10", 5_000_000, -1_000_000),
    ],
)
def test_delta(rate: int, guards: str | None, carried: int, delta: int) -> None:
    found = delta_of(sheet(rate), "guards", case(guards), Money(carried))
    assert found.amount == Money(delta)
    kept = found.as_json()
    assert sum(line["won"] for line in kept if "label" not in line) == delta
    inputs = {"case": case(guards), "carried": carried}
    assert delta_comes_out_again(sheet(rate), "guards", inputs, Money(delta))
    assert not delta_comes_out_again(sheet(rate), "guards", inputs, Money(delta + 1))
