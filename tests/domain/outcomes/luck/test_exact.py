"""Pairs of counts are gone through while there are few enough; beyond that they are drawn."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from outcomes.domain.luck import question_from
from outcomes.domain.luck.exact import worked_out
from tests.domain.outcomes.luck.questions import a_question, answered

NOTHING = Decimal(0)


def huge(hours_after: str, **changes: Any) -> dict[str, str]:
    return {"hours_before": "1000000", "hours_after": hours_after, **changes}


@pytest.mark.parametrize("before", [None, 60])
def test_too_many_pairs_are_only_drawn(before: int | None) -> None:
    """Some hundred injuries make few pairs; some hundred thousand afterwards make too many."""
    few, many = (huge(hours, before=before) for hours in ("10000000", "10000000000"))
    found = worked_out(question_from(a_question(sites=[few])), NOTHING)
    assert found is not None
    assert found.weight.sum() == pytest.approx(1, abs=1e-9)
    assert worked_out(question_from(a_question(sites=[many])), NOTHING) is None


def test_what_is_only_drawn_is_answered_all_the_same() -> None:
    line = answered(sites=[huge("10000000000", before=60)], draws=1000).lines[0]
    assert line.exact is None
    assert line.best is line.drawn
    assert 0 <= line.best.paid <= 1
