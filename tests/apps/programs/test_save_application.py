"""An application is written in one's own time, piece by piece."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from core.domain.errors import RuleBroken
from core.domain.money import Money
from people.models import User
from programs.models import Application, ApplicationTarget
from programs.selectors import draft_of
from programs.services import (
    ApplicationDraft,
    OwnTarget,
    add_own_target,
    remove_own_target,
    save_application,
)
from tests.factories.companies import a_supplier
from tests.factories.programs import an_indicator

pytestmark = pytest.mark.django_db


def test_a_draft_keeps_whatever_is_written(begun: Application, carla: User, noon: datetime) -> None:
    half = ApplicationDraft(plan="Half a th")
    save_application(application_id=begun.pk, draft=half, by=carla, at=noon)
    begun.refresh_from_db()
    assert draft_of(begun) == half
    assert begun.money == Money(0)


def test_own_targets_left_out_stay(
    begun: Application, draft: ApplicationDraft, carla: User, noon: datetime
) -> None:
    save_application(application_id=begun.pk, draft=draft, by=carla, at=noon)
    without = replace(draft, own_targets=None)
    save_application(application_id=begun.pk, draft=without, by=carla, at=noon)
    assert begun.own_targets.count() == 1


def test_only_the_own_technology_and_the_programmes_hazards_can_be_chosen(
    begun: Application, draft: ApplicationDraft, carla: User, noon: datetime
) -> None:
    foreign = a_supplier(name="Other firm").technologies.get().pk
    for change, field in (
        ({"technology_id": foreign}, "technology"),
        ({"hazard_ids": (0,)}, "hazards"),
    ):
        with pytest.raises(RuleBroken) as refusal:
            save_application(
                application_id=begun.pk, draft=replace(draft, **change), by=carla, at=noon
            )
        assert refusal.value.field == field


@pytest.mark.parametrize(
    ("change", "field"),
    [({"amount_requested": 0}, "amount"), ({"worksites_planned": -1}, "worksites")],
)
def test_numbers_that_mean_nothing_are_refused(
    change: dict[str, Any],
    field: str,
    begun: Application,
    draft: ApplicationDraft,
    carla: User,
    noon: datetime,
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        save_application(application_id=begun.pk, draft=replace(draft, **change), by=carla, at=noon)
    assert refusal.value.field == field


def test_own_targets_come_and_go(begun: Application, carla: User, noon: datetime) -> None:
    target = OwnTarget(an_indicator().pk, Decimal(3), Decimal(50), "Photographs.")
    row = add_own_target(application_id=begun.pk, target=target, by=carla, at=noon)
    assert row.baseline == 3
    with pytest.raises(RuleBroken, match="already a target for this indicator"):
        add_own_target(application_id=begun.pk, target=target, by=carla, at=noon)
    with pytest.raises(IntegrityError, match="application_target_once"), transaction.atomic():
        ApplicationTarget.objects.create(
            application=begun, indicator=an_indicator(), goal=1, how="Twice."
        )
    remove_own_target(target_id=row.pk, by=carla, at=noon)
    assert not begun.own_targets.exists()


def test_a_target_needs_an_indicator_of_the_programme(
    begun: Application, carla: User, noon: datetime
) -> None:
    foreign = an_indicator(code="near-misses")
    with pytest.raises(RuleBroken, match="not part of the programme"):
        add_own_target(
            application_id=begun.pk,
            target=OwnTarget(foreign.pk, None, Decimal(1), "Counted."),
            by=carla,
            at=noon,
        )


@pytest.mark.parametrize("wrong", [{"goal": Decimal(-1)}, {"baseline": Decimal(-1)}])
def test_less_than_nothing_is_no_target(
    wrong: dict[str, Any], begun: Application, carla: User, noon: datetime
) -> None:
    said = {
        "indicator_id": an_indicator().pk,
        "baseline": None,
        "goal": Decimal(1),
        "how": "x",
    } | wrong
    with pytest.raises(RuleBroken, match="zero or more"):
        add_own_target(application_id=begun.pk, target=OwnTarget(**said), by=carla, at=noon)
    with pytest.raises(IntegrityError, match="target_not_negative"), transaction.atomic():
        begun.own_targets.create(**said)
