"""From a frozen design with reference sites to a verdict: nothing is paid for a lucky year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from core.domain.errors import RuleBroken
from core.domain.periods import Period
from outcomes.domain.claims import Reading
from outcomes.domain.lifecycle import MeasurementState, Phase, TargetState
from outcomes.models import Match, Measurement, Target
from outcomes.selectors import evaluation_of
from outcomes.services import (
    TargetDraft,
    confirm_reference,
    measure,
    set_target,
    supply_reference,
    verify_target,
)
from people.models import User
from tests.apps.outcomes.conftest import english
from tests.factories.outcomes import a_match
from tests.factories.people import the
from tests.factories.programs import an_indicator
from tests.factories.references import a_draft, a_reference

BASELINE = Period(date(2024, 1, 1), date(2024, 12, 31))
WINDOW = Period(date(2025, 1, 1), date(2025, 12, 31))


@pytest.fixture
def match(carla: User, agnes: User) -> Match:
    return a_match()


def a_design(digest: str, **changes: Any) -> dict[str, Any]:
    return {
        "kind": "empirical_bayes",
        "alpha": "0.05",
        "baseline": ["2024-01-01", "2024-12-31"],
        "reference": {"code": "press-shops", "digest": digest},
        **changes,
    }


def a_target(match: Match, carla: User, noon: datetime, **changes: Any) -> Target:
    digest = a_reference(2024, 2025).digest
    draft = TargetDraft(
        match_id=match.pk,
        clause_key="injuries",
        indicator_id=an_indicator().pk,
        goal=Decimal(1),
        window=changes.pop("window", WINDOW),
        design=a_design(changes.pop("digest", digest), **changes),
        evidence_rule="The reports to the labour office.",
    )
    return set_target(agreement_id=match.agreement_id, draft=draft, by=carla, at=noon)


def confirmed(target: Target, carla: User, cato: User, noon: datetime, *events: int) -> None:
    """Both years read, certified and confirmed."""
    Target.objects.filter(pk=target.pk).update(state=TargetState.AGREED, agreed_by=the("agnes"))
    for phase, period, count in zip(
        (Phase.BASELINE, Phase.FOLLOW_UP), (BASELINE, WINDOW), events, strict=True
    ):
        reading = Reading(phase, period, events=count, hours=Decimal(40_000))
        measure(target_id=target.pk, reading=reading, key=uuid4(), by=carla, at=noon)
    Measurement.objects.filter(target=target).update(
        state=MeasurementState.CONFIRMED, certified_by=cato, certified_at=noon
    )
    target.refresh_from_db()


def test_a_design_is_set_against_the_newest_confirmed_version(
    match: Match, carla: User, agnes: User, arthur: User, noon: datetime
) -> None:
    with pytest.raises(RuleBroken, match="newer version by now"):
        a_target(match, carla, noon, digest="0" * 64)
    with pytest.raises(RuleBroken, match="has to end before the window begins"):
        a_target(match, carla, noon, window=Period(date(2024, 6, 1), date(2025, 5, 31)))


def test_the_verdict_is_held_against_what_the_industry_saw(
    match: Match, carla: User, cato: User, victor: User, noon: datetime
) -> None:
    target = a_target(match, carla, noon)
    confirmed(target, carla, cato, noon, 6, 3)
    evaluation = evaluation_of(target, noon)
    assert evaluation.blocks == ()
    assert (evaluation.result.method, evaluation.result.bare_met) == ("empirical_bayes", True)
    assert evaluation.result.attained == 0  # six was a bad year, three is an ordinary one
    assert evaluation.reference == {
        "code": "press-shops",
        "version": 1,
        "digest": target.design["reference"]["digest"],
    }
    done = verify_target(
        target_id=target.pk,
        independence="No tie to the supplier or the worksite.",
        accepted=None,
        digest=evaluation.digest,
        by=victor,
        at=noon,
    )
    assert done.result["diagnostics"]["reference_sites"] == "30"
    page = english(victor).get(reverse("outcomes:target", args=[target.pk])).content.decode()
    assert "Empirical Bayes" in page
    assert "Without the programme" in page
    assert "Estimated reduction" in page


def test_later_days_of_the_reference_change_what_was_seen(
    match: Match, carla: User, cato: User, agnes: User, arthur: User, noon: datetime
) -> None:
    """A page that showed the old reference cannot be signed any more."""
    target = a_target(match, carla, noon)
    confirmed(target, carla, cato, noon, 6, 3)
    seen = evaluation_of(target, noon)
    agency = target.agreement.program.agency
    newer = supply_reference(draft=a_draft(2024, 2025, 2026), agency=agency, by=agnes, at=noon)
    assert evaluation_of(target, noon).digest == seen.digest  # nobody confirmed it yet
    confirm_reference(reference_id=newer.pk, by=arthur, at=noon)
    assert evaluation_of(target, noon).digest != seen.digest


def test_without_later_days_nothing_is_verified(
    match: Match, carla: User, cato: User, noon: datetime
) -> None:
    digest = a_reference(2024, code="lathes").digest
    target = a_target(match, carla, noon, reference={"code": "lathes", "digest": digest})
    confirmed(target, carla, cato, noon, 6, 3)
    evaluation = evaluation_of(target, noon)
    assert "Only 0 reference sites have numbers" in str(evaluation.blocks[0])
    assert evaluation.result.attained is None


def test_nobody_is_compared_with_itself(
    match: Match, carla: User, cato: User, agnes: User, arthur: User, noon: datetime
) -> None:
    """The worksite is one of the thirty; it is held against the other twenty-nine."""
    draft = a_draft(2024, 2025, code="with-us")
    own = match.worksite.business_number.encode()
    draft = replace(draft, content=draft.content.replace(b"S-001", own))
    agency = match.agreement.program.agency
    supplied = supply_reference(draft=draft, agency=agency, by=agnes, at=noon)
    confirm_reference(reference_id=supplied.pk, by=arthur, at=noon)
    target = a_target(match, carla, noon, reference={"code": "with-us", "digest": supplied.digest})
    confirmed(target, carla, cato, noon, 6, 3)
    assert evaluation_of(target, noon).result.diagnostics["reference_sites"] == 29


def test_the_form_offers_the_reference_and_writes_its_hash(match: Match, carla: User) -> None:
    reference = a_reference(2024, 2025)
    page = reverse("outcomes:target_set", args=[match.agreement_id])
    shown = english(carla).get(page).content.decode()
    assert "Press shops (demo)" in shown
    typed = {
        "clause_key": "injuries",
        "match": match.pk,
        "indicator": an_indicator().pk,
        "kind": "empirical_bayes",
        "alpha": "0.05",
        "reference": reference.pk,
        "baseline_first": "2024-01-01",
        "baseline_last": "2024-12-31",
        "window_first": "2025-01-01",
        "window_last": "2025-12-31",
        "least_events": "2",
        "minimum_reduction": "0.1",
        "pays_on": "bound",
        "too_little": "not_met",
        "evidence_rule": "Reports.",
    }
    answer = english(carla).post(page, typed)
    assert answer.status_code == 302, answer.content.decode()
    target = Target.objects.get()
    assert target.design["reference"] == {"code": "press-shops", "digest": reference.digest}
    assert (target.design["least_events"], target.design["pays_on"]) == ("2", "bound")
    amend = reverse("outcomes:target_amend", args=[target.pk])
    again = english(carla).get(amend).content.decode()
    assert 'value="2024-12-31"' in again
    detail = english(carla).get(reverse("outcomes:target", args=[target.pk])).content.decode()
    assert "A bad year is expected to be followed by an ordinary one" in detail
    assert "how much of a reduction is at least shown" in detail
