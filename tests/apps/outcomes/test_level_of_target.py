"""The page proposes the level at which injuries can show success."""

from __future__ import annotations

import pytest

from people.models import User
from tests.apps.outcomes.conftest import sent
from tests.apps.outcomes.test_luck_pages import typed
from tests.factories.outcomes import a_match


@pytest.mark.parametrize(
    ("changes", "advice"),
    [
        ({"luck-before": "60"}, "Injuries can show success at this site by itself."),
        ({"luck-before": "1"}, "Use verified hazard removal, and keep injuries as a guard-rail."),
        ({"luck-before": "", "luck-rate": "1"}, "Use verified hazard removal"),
        (
            {"luck-before": "60", "luck-sites": "30", "match": ""},
            "Judge the worksites of the agreement together",
        ),
    ],
)
def test_carla_reads_at_which_level_injuries_can_show_anything(
    carla: User, changes: dict[str, str], advice: str
) -> None:
    match = a_match()
    data = typed(match, show_luck="yes") | changes
    seen = sent(carla, "target_set", match.agreement_id, data=data, status=200)
    assert "At which level injuries can show success" in seen
    assert advice in seen


def test_a_quantity_needs_no_level(carla: User) -> None:
    match = a_match()
    data = typed(match, show_luck="yes", kind="quantity", goal="50", clause_key="guards")
    seen = sent(carla, "target_set", match.agreement_id, data=data, status=200)
    assert "At which level" not in seen
