"""Questions to the luck meter: one site that had a bad year, unless told otherwise."""

from __future__ import annotations

from typing import Any

from outcomes.domain.luck import Answer, luck, question_from
from tests.factories.terms import promise

AWARD = 30_000_000
TEST = {"kind": "rate_reduction", "alpha": "0.05"}
TERMS = promise(injuries=(AWARD, "1"))


def a_site(alike: int = 1, **changes: Any) -> dict[str, Any]:
    """Two hundred thousand hours before and after: about eighty-three people for a year."""
    hours = str(200_000 * alike)
    return {"hours_before": hours, "hours_after": hours, "alike": alike, **changes}


def a_question(**changes: Any) -> dict[str, Any]:
    """Twelve injuries in a million hours are usual, half of them are promised to go away."""
    return {
        "design": TEST,
        "sites": [a_site()],
        "expected_rate": "12",
        "phi": "3",
        "promised": "0.5",
        "terms": TERMS,
        "measure": "injuries",
        "seed": 7,
        **changes,
    }


def answered(**changes: Any) -> Answer:
    """The answer to such a question."""
    return luck(question_from(a_question(**changes)))
