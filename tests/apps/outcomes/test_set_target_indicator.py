"""A target counts what was signed, in the way its definition allows, and is judged by that."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from core.domain.errors import RuleBroken
from core.domain.periods import Period
from outcomes.domain.claims import Reading
from outcomes.domain.lifecycle import Phase, Source
from outcomes.models import Match, Target
from outcomes.selectors import changes_of, evaluation_of
from outcomes.selectors.indicators import rule_of
from outcomes.services import TargetDraft, agree_target, amend_target, measure, set_target
from people.models import User
from programs.domain.indicators import definition_digest
from programs.models import Agreement, Indicator
from tests.apps.outcomes.conftest import page
from tests.factories.indicators import a_defined_indicator, an_offer, signed_by_three
from tests.factories.outcomes import a_match
from tests.factories.programs import an_indicator

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
RATE = {
    "kind": "rate_reduction",
    "alpha": "0.05",
    "baseline": ["2025-01-01", "2025-12-31"],
}


def agreed(at: datetime) -> Agreement:
    """An agreement that keeps the definitions of today."""
    return signed_by_three(an_offer(at), at)


def a_draft(match: Match, indicator: Indicator, **changes: Any) -> TargetDraft:
    said: dict[str, Any] = {
        "match_id": match.pk,
        "clause_key": "guards",
        "indicator_id": indicator.pk,
        "goal": Decimal(50),
        "window": Period(date(2026, 1, 1), date(2026, 12, 31)),
        "design": {"kind": "quantity", "goal": "50"},
        "evidence_rule": "A photograph of each guard.",
    }
    return TargetDraft(**{**said, **changes})


def by_rate(match: Match, indicator: Indicator, **changes: Any) -> TargetDraft:
    """Fewer injuries than before, at the same site."""
    said = {"clause_key": "injuries", "goal": Decimal(1), "design": RATE}
    return a_draft(match, indicator, **{**said, **changes})


def set_by_carla(draft: TargetDraft, match: Match, carla: User, at: datetime) -> Target:
    return set_target(agreement_id=match.agreement_id, draft=draft, by=carla, at=at)


@pytest.mark.django_db
def test_a_target_is_judged_by_the_definition_that_was_signed(
    carla: User, agnes: User, noon: datetime
) -> None:
    guards = a_defined_indicator("safeguards_working")
    match = a_match(agreement=agreed(noon))
    target = set_by_carla(a_draft(match, guards), match, carla, noon)
    agree_target(target_id=target.pk, by=agnes, at=noon)
    before = evaluation_of(target, noon).digest
    found = rule_of(target)
    assert found is not None
    assert found.digest == definition_digest(found.rule)
    a_defined_indicator("safeguards_working", version=2, places=3)
    assert rule_of(target) == found
    assert evaluation_of(target, noon).digest == before


@pytest.mark.django_db
def test_a_version_from_after_the_signatures_is_no_part_of_the_agreement(
    carla: User, noon: datetime
) -> None:
    a_defined_indicator("safeguards_working")
    match = a_match(agreement=agreed(noon))
    later = a_defined_indicator("safeguards_working", version=2, places=3)
    with pytest.raises(RuleBroken, match="not part of what was signed"):
        set_by_carla(a_draft(match, later), match, carla, noon)


@pytest.mark.django_db
def test_an_agreement_from_before_definitions_goes_on(carla: User, noon: datetime) -> None:
    match = a_match()
    target = set_by_carla(a_draft(match, an_indicator()), match, carla, noon)
    assert rule_of(target) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("near_miss_reports", "watched and never paid for"),
        ("kr_accident_fatality_rate", "watched and never paid for"),
        ("high_risk_hazards_remaining", "a quantity pays for more"),
        ("kr_injury_rate", "a quantity pays for more"),
    ],
)
def test_what_a_quantity_must_not_pay_for(
    key: str, words: str, carla: User, noon: datetime
) -> None:
    indicator = a_defined_indicator(key)
    match = a_match(agreement=agreed(noon))
    with pytest.raises(RuleBroken, match=words):
        set_by_carla(a_draft(match, indicator), match, carla, noon)


@pytest.mark.django_db
def test_injuries_are_compared_only_where_injuries_are_counted(carla: User, noon: datetime) -> None:
    guards, rate = a_defined_indicator(), a_defined_indicator("kr_frequency_rate")
    match = a_match(agreement=agreed(noon))
    with pytest.raises(RuleBroken, match="counts no injuries"):
        set_by_carla(by_rate(match, guards), match, carla, noon)
    assert set_by_carla(by_rate(match, rate), match, carla, noon).indicator == rate


@pytest.mark.django_db
def test_a_baseline_that_the_definition_fixes_is_taken(carla: User, noon: datetime) -> None:
    fixed = Period(date(2025, 7, 1), date(2025, 12, 31))
    rate = a_defined_indicator("kr_frequency_rate", baseline=fixed)
    match = a_match(agreement=agreed(noon))
    with pytest.raises(RuleBroken, match="fixes the baseline 2025-07-01 – 2025-12-31"):
        set_by_carla(by_rate(match, rate), match, carla, noon)
    days = ["2025-07-01", "2025-12-31"]
    draft = by_rate(match, rate, design={**RATE, "baseline": days})
    assert set_by_carla(draft, match, carla, noon).rule.baseline == fixed


@pytest.mark.django_db
def test_nothing_is_judged_before_the_day_that_the_definition_names(
    carla: User, agnes: User, noon: datetime
) -> None:
    guards = a_defined_indicator(evaluated_on=date(2027, 1, 31))
    match = a_match(agreement=agreed(noon))
    late = Period(date(2026, 1, 1), date(2027, 1, 31))
    with pytest.raises(RuleBroken, match="The window has to end before"):
        set_by_carla(a_draft(match, guards, window=late), match, carla, noon)
    target = set_by_carla(a_draft(match, guards), match, carla, noon)
    agree_target(target_id=target.pk, by=agnes, at=noon)
    waiting = [str(one) for one in evaluation_of(target, noon).blocks]
    assert any("evaluated on 2027-01-31" in one for one in waiting)
    then = noon.replace(year=2027, month=1, day=31)
    assert not any("evaluated on" in str(one) for one in evaluation_of(target, then).blocks)


@pytest.mark.django_db
def test_the_target_page_says_the_rate_as_the_definition_says_it(
    carla: User, agnes: User, noon: datetime
) -> None:
    rate = a_defined_indicator("kr_frequency_rate")
    match = a_match(agreement=agreed(noon))
    target = set_by_carla(by_rate(match, rate), match, carla, noon)
    asked = page(agnes, "target_agree", target.pk)
    assert "accidents ÷ hours worked × 1,000,000" in asked
    agree_target(target_id=target.pk, by=agnes, at=noon)
    read = Reading(Phase.BASELINE, YEAR, events=4, hours=Decimal(192_000))
    measure(target_id=target.pk, reading=read, key=uuid4(), source=Source.FORM, by=carla, at=noon)
    shown = page(carla, "target", target.pk)
    assert "20.83 accidents per 1,000,000 hours" in shown
    assert "Cannot be evaluated. There is no row to evaluate." in shown


@pytest.mark.django_db
def test_a_change_to_another_threshold_says_that_nothing_can_be_compared(
    carla: User, noon: datetime
) -> None:
    three = a_defined_indicator("kr_frequency_rate")
    seven = a_defined_indicator("kr_frequency_rate", version=2, absence_days=7)
    match = a_match(agreement=agreed(noon))
    target = set_by_carla(by_rate(match, three), match, carla, noon)
    newer = amend_target(target_id=target.pk, draft=by_rate(match, seven), by=carla, at=noon)
    (change,) = changes_of(newer)
    assert "an absence of 3 or more days" in str(change.reason[0])
    assert "cannot be compared" in str(change.reason[0])
