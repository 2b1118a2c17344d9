"""A question that makes no sense is refused with the place and the repair."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from core.domain.errors import RuleBroken
from outcomes.domain.luck import Baseline, Population, question_from
from tests.domain.outcomes.luck.questions import a_question, a_site


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"phi": "0"}, "phi must be a number"),
        ({"sead": 3}, "sead is not known here"),
        ({"sites": []}, "sites must be a list with 1 to 1000 items"),
        ({"sites": [a_site(hours_after="0")]}, r"sites\[0\].hours_after must be a number"),
        ({"sites": [a_site(before="1.5")]}, r"sites\[0\].before is 1.5. It has to be a whole"),
        ({"sites": [{"hours_before": "1"}]}, r"sites\[0\].hours_after is missing"),
        ({"sites": [a_site(before=1), a_site()]}, "for every site, or for none"),
        ({"baseline": "counted"}, "a site has no “before”"),
        ({"baseline": "worst", "sites": [a_site(before=1)]}, "would not be looked at"),
        ({"baseline": "best"}, "baseline must be one of: counted, uncounted, worst"),
        ({"effects": ["1.2"]}, r"effects\[0\] must be a number"),
        ({"effects": "0.5"}, "effects must be a list"),
        ({"design": {"kind": "guess"}}, "kind must be one of"),
        ({"draws": "1.5"}, "draws must be a number"),
        ({"draws": "100.5"}, "draws is 100.5. It has to be a whole number"),
        ({"measure": "guards"}, "ask for no measure “guards”"),
        ({"given": ["guards"]}, "given must be an object"),
        ({"baseline": "worst", "sites": [a_site(alike=10_000)], "draws": 200_000}, "one by one"),
    ],
)
def test_refusals_name_the_place(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(RuleBroken, match=said):
        question_from(a_question(**changes))


def test_numbers_may_be_numbers() -> None:
    spoken = question_from(a_question(expected_rate=12, promised=Decimal("0.5"), seed="7"))
    assert spoken == question_from(a_question())


def test_what_is_left_out_has_the_stated_default() -> None:
    found = question_from({"design": {"kind": "bare"}, "sites": [a_site()]})
    assert found.population == Population(Decimal("4.166667"), Decimal(3), Decimal(1), Decimal(0))
    assert (found.baseline, found.draws, found.seed) == (Baseline.UNCOUNTED, 100_000, 0)
    assert (found.promised, found.effects, found.terms) == (None, (), None)
    assert question_from(found.as_json()) == found


def test_a_known_baseline_is_noticed() -> None:
    assert question_from(a_question(sites=[a_site(before=0)])).baseline == Baseline.COUNTED


def test_a_document_without_a_bottom_is_refused() -> None:
    deep: list[Any] = []
    deep.append(deep)
    with pytest.raises(RuleBroken, match="nested too deeply"):
        question_from(a_question(effects=deep))
