"""An officer defines an indicator from the catalogue, and a newer version beside it."""

from __future__ import annotations

from django.urls import reverse

from programs.models import Indicator
from tests.browser.conftest import People

TYPED = {
    "rate": "ltifr",
    "code": "lost-time",
    "name_ko": "근로손실재해율",
    "name_en": "Lost-time injuries",
    "unit_ko": "건",
    "unit_en": "cases",
    "definition": "사업장 재해 기록",
}


def test_two_versions_from_other_thresholds(person: People) -> None:
    agnes = person("agnes").to("admin:programs_indicator_changelist")
    agnes.press("Define an indicator").fill(**TYPED).confirm()
    agnes.press("Define an indicator")
    agnes.fill(**TYPED, absence_days="4", baseline_first="2025-01-01").confirm()
    agnes.says(agnes.t("Give both days of the baseline, or neither."))
    agnes.fill(baseline_last="2025-12-31").picture("admin-form-indicator").confirm()
    newer = Indicator.objects.get(code="lost-time", version=2)
    agnes.open(reverse("admin:programs_indicator_change", args=[newer.pk]))
    agnes.says("비교할 수 없습니다", "근로손실재해 ÷ 근로시간 × 1,000,000")
