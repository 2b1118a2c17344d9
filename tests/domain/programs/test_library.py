"""Every template can be begun with at once: sound, priced by hand, and bounded."""

from __future__ import annotations

import pytest

from core.domain.errors import RuleBroken
from programs.domain.library import TEMPLATES, template_named
from programs.domain.library.meanings import MEANINGS, TITLES
from programs.domain.library.members import NAMES, OWN_NAMES, WORDS, called
from programs.domain.offers import problems_of
from programs.domain.terms import (
    CURRENCY,
    EFFECTIVE,
    HEAD,
    HOMES,
    LISTED,
    STAGES,
    Member,
    bound,
    check,
    curve,
    document_of,
    price,
    sheet_from,
    step_members,
)

MILLION = 1_000_000
WORTH = [
    # key, paid in the example, the most it can ever pay
    ("attainment_bands", 82_500_000, 110 * MILLION),  # 40 + 35 (90 %) + 7.5 of the pool
    ("incentive_pool", 100 * MILLION, 1_000 * MILLION),  # 1.2 and 0.95 share it, 0.89 has none
    ("unit_rate_cap", 88_900_000, 106 * MILLION),  # 30 + 62 × 0.95
    ("rate_card", 32_600_000, 130 * MILLION),  # 30 + 1.1 + 1.5 (its cap) + one not known yet
    ("threshold_lump", 80 * MILLION, 80 * MILLION),  # exactly on the target
    ("step_table", 60 * MILLION, 80 * MILLION),  # 12.5 % belongs to the step that begins there
    ("marginal_brackets", 56 * MILLION, 81 * MILLION),  # 30 + 10 × 0.5 + 20 × 0.8 + 5 × 1
    ("knots", 68_428_571, 80 * MILLION),  # 30 + 35 + 15 × 8/35, parts of a won dropped
    ("milestones", 65 * MILLION, 90 * MILLION),  # 30 + 15 + 20, the third not known yet
    ("quality_multiplier", 72 * MILLION, 110 * MILLION),  # 30 + 60 × 0.8 × 0.875
    ("bonus_malus", 84_600_000, 121 * MILLION),  # 30 + 60 × 0.7 × 1.3
    ("holdback", 73_200_000, 110 * MILLION),  # 30 + nine tenths of 48
    ("fallback_test", 35 * MILLION, 90 * MILLION),  # 30 + one worksite that fell by a tenth
    ("shared_savings", 76 * MILLION, 100 * MILLION),  # 30 + 38 recovered + 0.4 × 20
    ("weighted_composite", 71 * MILLION, 80 * MILLION),  # 30 + 25 + 25 × (0.82 − 0.5) / 0.5
]


def test_the_table_has_every_template() -> None:
    assert [row[0] for row in WORTH] == list(TEMPLATES)


@pytest.mark.parametrize(("key", "paid", "most"), WORTH)
def test_a_template_is_sound_and_worth_what_it_says(key: str, paid: int, most: int) -> None:
    template = template_named(key)
    sheet = sheet_from(template.document())
    assert document_of(sheet)["schema"] == "boram.terms/1"
    assert [str(one.sentence) for one in check(sheet)] == []
    assert bool(list(problems_of(sheet))) is not template.offer
    priced = price(sheet, template.case)
    assert (priced.total, bound(sheet).largest) == (paid, most)
    if template.along:
        assert curve(sheet, template.case, template.along).points


def test_the_pool_is_shared_to_the_last_won() -> None:
    priced = price(
        sheet_from(template_named("incentive_pool").document()),
        template_named("incentive_pool").case,
    )
    assert [one.minor for one in priced.amounts] == [55_813_953, 44_186_047, 0]


def test_the_second_test_counts_only_where_the_first_fails() -> None:
    sheet = sheet_from(template_named("fallback_test").document())
    sites = [{"hazards_before": "40", "hazards_after": "37"}] * 2  # 7.5 % each
    assert price(sheet, {"plan_approved": True, "worksite": sites}).total == 35 * MILLION
    sites = [{"hazards_before": "40", "hazards_after": "38"}] * 2
    assert price(sheet, {"plan_approved": True, "worksite": sites}).total == 30 * MILLION


def test_what_is_held_back_is_paid_once_the_follow_up_shows_enough() -> None:
    sheet = sheet_from(template_named("holdback").document())
    case = {"plan_approved": True, "worksites_made_safe": "60", "worksites_to_last": "54"}
    assert price(sheet, {**case, "worksites_still_safe": "54"}).total == 78 * MILLION
    assert price(sheet, {**case, "worksites_still_safe": "53"}).total == 73_200_000


def test_a_copy_may_be_changed() -> None:
    template_named("knots").document()["steps"].clear()
    assert template_named("knots").document()["steps"]


def test_what_is_no_template_is_refused() -> None:
    with pytest.raises(RuleBroken, match="There is no template “nothing”"):
        template_named("nothing")


def test_every_operation_has_a_title_and_a_meaning() -> None:
    assert TITLES.keys() == MEANINGS.keys() == HOMES.keys()
    assert len({str(one) for one in TITLES.values()}) == len(TITLES)


def test_every_box_and_every_choice_has_a_name() -> None:
    found: set[str] = set()
    waiting: list[Member] = [*HEAD, *CURRENCY, *EFFECTIVE]
    waiting += [one for members in LISTED.values() for one in members]
    waiting += [one for do in HOMES for one in step_members(do)]
    while waiting:
        one = waiting.pop()
        found.add(one.name)
        waiting += one.rows
        if one.name not in {"code", "stage"}:
            assert set(one.words) <= WORDS.keys()
    assert found == NAMES.keys()
    assert {stage.value for stage in STAGES} == set(step_members("sum")[-2].words)


def test_a_box_may_have_a_name_of_its_own() -> None:
    assert str(called("unit_rate", "most")) == "For at most so many units"
    assert str(called("attainment", "most")) == "At most"
    owners = {owner.partition(".")[0] for owner, _name in OWN_NAMES}
    assert owners <= HOMES.keys() | LISTED.keys() | {"header"}
