"""Before a target is set, its page says what luck alone would pay; the agency reads the same."""

from __future__ import annotations

from typing import Any

from outcomes.models import Target
from tests.browser.cast import case, signed
from tests.browser.conftest import People
from tests.browser.walk import Walk

PORTFOLIO = {"luck-hours_before": "2400000", "luck-hours_after": "2400000", "luck-sites": "30"}


def test_luck_is_seen_before_anything_is_set(person: People) -> None:
    story = case("foreseeing")
    agreement = signed(story)
    carla = person(story.editor).to("outcomes:target_set", agreement.pk)
    _writes(carla, agreement.program.indicators.get(code="injury-rate").pk)
    carla.press("Show what luck alone would pay").picture("luck-no-hours")
    carla.fill(**PORTFOLIO, **{"luck-is_chosen": True})
    carla.press("Show what luck alone would pay").picture("luck-chosen")
    assert carla.page.locator("#luck svg[role=img]").count() == 1
    assert carla.page.locator("#luck table tbody tr").count() == 10
    assert not Target.objects.filter(agreement=agreement).exists()
    carla.follow(carla.page.locator("main form button.primary"))
    target = Target.objects.get(agreement=agreement)
    assert target.luck
    assert target.luck["question"]["baseline"] == "worst"
    agnes = person("agnes").to("outcomes:target_agree", target.pk).picture("luck-agree")
    assert agnes.page.locator("#luck table tbody tr").count() == 10


def _writes(carla: Walk, indicator: int) -> None:
    answers: dict[str, Any] = {
        "clause_key": "injuries",
        "indicator": indicator,
        "kind": "rate_reduction",
        "alpha": "0.05",
        "baseline_first": "2025-01-01",
        "baseline_last": "2025-12-31",
        "window_first": "2026-01-01",
        "window_last": "2026-12-31",
        "evidence_rule": "재해 조사표",
    }
    carla.fill(**answers)
