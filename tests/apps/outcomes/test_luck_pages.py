"""What luck alone would pay: seen while a target is set, kept with it, read before it is agreed."""

from __future__ import annotations

import re
from typing import Any

import pytest

from outcomes.domain.luck import luck, question_from
from outcomes.models import Match, Target
from people.models import User
from tests.apps.outcomes.conftest import page, sent
from tests.factories.outcomes import a_match, a_target
from tests.factories.programs import an_indicator
from tests.factories.references import a_reference

HEADING = "What luck alone would pay</h2>"
NOTHING = r"If nothing is done, this target pays in (\S+) of 100 cases"


def typed(match: Match, **changes: object) -> dict[str, Any]:
    """Fewer injuries at one site with two hundred thousand hours a year and a bad year behind it."""
    return {
        "clause_key": "injuries",
        "match": match.pk,
        "indicator": an_indicator().pk,
        "kind": "rate_reduction",
        "alpha": "0.05",
        "baseline_first": "2025-01-01",
        "baseline_last": "2025-12-31",
        "window_first": "2026-01-01",
        "window_last": "2026-12-31",
        "evidence_rule": "Accident reports.",
        "luck-sites": "1",
        "luck-hours_before": "200000",
        "luck-hours_after": "200000",
        "luck-before": "9",
        "luck-rate": "12",
        "luck-phi": "3",
        "luck-promised": "0.5",
        **changes,
    }


def kept(target: Target) -> dict[str, Any]:
    """The answer beside a target, which has to be there."""
    assert target.luck
    return dict(target.luck)


def cases(html: str) -> float:
    found = re.search(NOTHING, html)
    assert found, html[:3000]
    return float(found[1])


def test_carla_sees_what_luck_pays_before_anything_is_set(carla: User) -> None:
    match = a_match()
    assert HEADING not in page(carla, "target_set", match.agreement_id)
    data = typed(match, show_luck="yes")
    seen = sent(carla, "target_set", match.agreement_id, data=data, status=200)
    assert not Target.objects.exists()
    assert 0 < cases(seen) < 30
    assert HEADING in seen
    assert 'class="marks" role="img" aria-label="How often this target pays' in seen
    assert "<caption>How often this target pays, by what is really achieved</caption>" in seen
    assert 'value="200000"' in seen  # nothing typed is lost


def test_what_was_seen_is_kept_and_can_be_worked_out_again(carla: User, agnes: User) -> None:
    match = a_match()
    data = typed(match)
    shown = sent(
        carla, "target_set", match.agreement_id, data={**data, "show_luck": "yes"}, status=200
    )
    sent(carla, "target_set", match.agreement_id, data=data)
    target = Target.objects.get()
    question = kept(target)["question"]
    assert luck(question_from(question)).as_json() == target.luck
    assert question["seed"] > 0
    assert question["terms"] == match.agreement.term_sheets.get().document
    for html in (page(agnes, "target_agree", target.pk), page(carla, "target", target.pk)):
        assert HEADING in html
        assert cases(html) == cases(shown)


def test_a_change_begins_with_what_was_assumed_and_is_worked_out_anew(carla: User) -> None:
    match = a_match()
    sent(carla, "target_set", match.agreement_id, data=typed(match))
    old = Target.objects.get()
    assert re.search(r'name="luck-before" value="9"', page(carla, "target_amend", old.pk))
    sent(carla, "target_amend", old.pk, data=typed(match, **{"luck-before": "2"}))
    new = Target.objects.get(supersedes=old)
    assert kept(new)["question"]["sites"][0]["before"] == 2
    assert kept(new)["lines"] != kept(old)["lines"]
    assert kept(new)["question"]["seed"] != kept(old)["question"]["seed"]


def test_who_was_chosen_for_a_bad_year_is_seen_to_be_paid_for_luck(carla: User) -> None:
    match = a_match()
    changes = {"luck-before": "", "show_luck": "yes"}
    fair = typed(match, **changes)
    picked = typed(match, **changes, **{"luck-is_chosen": "on"})
    pages = [
        sent(carla, "target_set", match.agreement_id, data=data, status=200)
        for data in (fair, picked)
    ]
    assert cases(pages[0]) < cases(pages[1])
    assert "part of that was bad luck" in pages[1]


def test_without_hours_nothing_is_worked_out_and_nothing_is_kept(carla: User) -> None:
    match = a_match()
    data = typed(match, **{"luck-hours_before": "", "luck-hours_after": ""})
    asked = sent(
        carla, "target_set", match.agreement_id, data={**data, "show_luck": "yes"}, status=200
    )
    assert "Enter the hours of the baseline and of the window first" in asked
    sent(carla, "target_set", match.agreement_id, data=data)
    target = Target.objects.get()
    assert target.luck is None
    assert HEADING not in page(carla, "target", target.pk)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"luck-hours_after": ""}, "Enter these hours too, or leave out both."),
        ({"luck-hours_before": "-5"}, "greater than or equal to 0.01"),
        ({"luck-is_chosen": "on"}, "makes no difference how the sites were chosen"),
        ({"goal": "many"}, "Enter a number"),
    ],
)
@pytest.mark.parametrize("button", [{}, {"show_luck": "yes"}])
def test_what_makes_no_sense_comes_back_in_words(
    carla: User, changes: dict[str, str], words: str, button: dict[str, str]
) -> None:
    match = a_match()
    data = typed(match, **changes, **button)
    assert words in sent(carla, "target_set", match.agreement_id, data=data, status=422)
    assert not Target.objects.exists()


def test_a_quantity_needs_no_assumption(carla: User, agnes: User) -> None:
    match = a_match()
    data = typed(
        match, kind="quantity", goal="50", clause_key="guards", **{"luck-hours_before": ""}
    )
    data["luck-hours_after"] = ""
    sent(carla, "target_set", match.agreement_id, data=data)
    html = page(agnes, "target_agree", Target.objects.get().pk)
    assert "If nothing is done, this target pays in 0 of 100 cases" in html
    assert "Share of the promise that comes true" in html
    assert "A bare comparison" not in html


def test_what_hangs_on_other_sites_is_said_and_set_all_the_same(carla: User) -> None:
    match, reference = a_match(), a_reference(2024, 2025)
    data = typed(match, kind="comparison_group", reference=reference.pk)
    said = sent(
        carla, "target_set", match.agreement_id, data={**data, "show_luck": "yes"}, status=200
    )
    assert "it depends on what the reference sites will see" in said
    sent(carla, "target_set", match.agreement_id, data=data)
    assert Target.objects.get().luck is None


def test_by_empirical_bayes_what_is_usual_comes_from_the_reference_sites(carla: User) -> None:
    match, reference = a_match(), a_reference(2024, 2025)
    nobody_typed = {"luck-rate": "", "luck-phi": ""}
    data = typed(match, kind="empirical_bayes", reference=reference.pk, **nobody_typed)
    sent(carla, "target_set", match.agreement_id, data=data)
    question = kept(Target.objects.get())["question"]
    assert question["design"]["kind"] == "empirical_bayes"
    assert question["expected_rate"] != "4.166667"


def test_older_targets_have_nothing_to_show(agnes: User) -> None:
    assert HEADING not in page(agnes, "target", a_target().pk)
