"""Where more is wrong than the rule lets pass, twice as many are drawn by the same seed."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from core.domain.errors import RuleBroken
from outcomes.domain.lifecycle import Effect, MeasurementState, Phase, Severity, TargetState
from outcomes.domain.sampling import Bands, Counting
from outcomes.models import (
    Measurement,
    Target,
    Verification,
    VerificationPlan,
    WidenedSample,
)
from outcomes.selectors import evaluation_of
from outcomes.selectors.plans import plan_document, redrawn
from outcomes.selectors.proposals import counted_in, proposal_of
from outcomes.selectors.samples import sample_left, sample_now
from outcomes.services import (
    Accepted,
    Draw,
    Found,
    Seen,
    record_finding,
    record_sample,
    verify_target,
    widen_sample,
)
from people.models import User
from tests.apps.outcomes.conftest import english
from tests.apps.outcomes.test_redraw import redraw
from tests.factories.companies import a_worksite
from tests.factories.outcomes import a_match, a_target
from tests.factories.people import the
from tests.factories.plans import FREE, a_plan
from tests.factories.programs import SPRING

WEEKS = 40
LARGER = "the sample is made larger before anything counts"
A_TENTH = Draw(Bands("low", 0, ((None, Decimal("0.1")),)))


@pytest.fixture
def plan(carla: User, victor: User, noon: datetime) -> VerificationPlan:
    """Forty weeks of ten guards; four of them are drawn, and the rule is to widen."""
    target = a_target()
    Target.objects.filter(pk=target.pk).update(match=None, counting=Counting.WIDENED)
    for week in range(WEEKS):
        first = date(2026, 1, 5) + timedelta(weeks=week)
        Measurement.objects.create(
            target=target,
            phase=Phase.FOLLOW_UP,
            first_day=first,
            last_day=first + timedelta(days=6),
            quantity=Decimal(10),
            key=uuid4(),
            state=MeasurementState.CERTIFIED,
            measured_by=the("carla"),
            measured_at=SPRING,
            certified_by=the("cato"),
            certified_at=SPRING,
        )
    target.refresh_from_db()
    return a_plan(target, by=victor, at=noon, draw=A_TENTH)


def looks(plan: VerificationPlan, at: datetime, *, wrong: int) -> None:
    for place, name in enumerate(sample_left(plan)):
        bad = place < wrong
        seen = Seen(name, not bad, Decimal(5) if bad else None, "Counted on site.")
        record_sample(plan_id=plan.pk, seen=seen, independence=FREE, by=the("victor"), at=at)


def widened(plan: VerificationPlan, by: User, at: datetime) -> WidenedSample:
    return widen_sample(plan_id=plan.pk, independence=FREE, by=by, at=at)


def test_victor_draws_more_until_it_is_clear(
    plan: VerificationPlan, victor: User, noon: datetime
) -> None:
    looks(plan, noon, wrong=1)
    first = widened(plan, victor, noon)
    assert (first.stage, len(first.sample)) == (1, 8)
    assert set(plan.sample) < set(first.sample)
    assert len(sample_left(plan)) == 4
    assert counted_in(plan) is None  # nothing counts before all of it was looked at
    looks(plan, noon, wrong=1)
    second = widened(plan, victor, noon)
    assert (second.stage, len(second.sample), len(sample_left(plan))) == (2, 16, 8)
    looks(plan, noon, wrong=0)
    assert widened(plan, victor, noon).stage == 3  # 2 of 16 are still more than one in twenty
    looks(plan, noon, wrong=0)
    assert widened(plan, victor, noon).sample == [*sample_now(plan)]
    looks(plan, noon, wrong=0)
    counted = counted_in(plan)
    assert counted is not None  # all forty were looked at: ten guards are missing in all
    assert (counted.widen, counted.quantity) == (False, Decimal(390))


def test_it_is_not_made_larger_without_need(
    plan: VerificationPlan, victor: User, carla: User, noon: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        widened(plan, carla, noon)
    with pytest.raises(RuleBroken, match="need not be larger"):
        widened(plan, victor, noon)  # nothing was looked at yet
    looks(plan, noon, wrong=0)
    with pytest.raises(RuleBroken, match="need not be larger"):
        widened(plan, victor, noon)


def test_nobody_signs_while_the_sample_has_to_be_larger(
    plan: VerificationPlan, victor: User, noon: datetime
) -> None:
    target = plan.target

    def signs() -> Verification:
        proposal = proposal_of(target, Decimal(400))
        assert proposal is not None
        return verify_target(
            target_id=target.pk,
            independence=FREE,
            accepted=Accepted(proposal.most),
            digest=evaluation_of(target, noon, proposal.most).digest,
            by=victor,
            at=noon,
        )

    looks(plan, noon, wrong=1)
    loose = Found(Severity.MINOR, "A guard was loose.", "One less.", Effect.LESS, Decimal(1))
    record_finding(target_id=target.pk, found=loose, independence=FREE, by=victor, at=noon)
    for stage in (1, 2, 3):  # 1 of 4, of 8, of 16 looked at: more than one in twenty
        with pytest.raises(RuleBroken, match=LARGER), transaction.atomic():
            signs()
        assert widened(plan, victor, noon).stage == stage
        looks(plan, noon, wrong=0)
    target.refresh_from_db()
    assert (target.state, Verification.objects.exists()) == (TargetState.AGREED, False)
    assert signs().attained == Decimal("392.75")  # 1 of 32: 315 of 320 guards were there; one loose


def test_an_auditor_draws_every_stage_again(
    plan: VerificationPlan, victor: User, noon: datetime, tmp_path: Path
) -> None:
    looks(plan, noon, wrong=2)
    wider = widened(plan, victor, noon)
    document = plan_document(plan)
    assert redrawn(document).sample == tuple(wider.sample)
    assert redrawn(document).fits
    document["widened"][0]["sample"][-1] = plan.frame[0]
    (tmp_path / "plan.json").write_text(json.dumps(document))
    answer, status = redraw("--file", str(tmp_path / "plan.json"))
    assert (answer["sample_fits"], status) == (False, 1)


@pytest.mark.parametrize("what", ["same", "less", "stranger", "stage"])
def test_the_database_lets_a_sample_only_grow(
    plan: VerificationPlan, victor: User, noon: datetime, what: str
) -> None:
    other = [name for name in plan.frame if name not in plan.sample]
    row: dict[str, Any] = {"stage": 1, "sample": [*plan.sample, *other[:4]]}
    row |= {
        "same": {"sample": plan.sample},
        "less": {"sample": [*plan.sample[1:], *other[:5]]},
        "stranger": {"sample": [*plan.sample, "1:0000"]},
        "stage": {"stage": 2},
    }[what]
    with pytest.raises(IntegrityError, match="sample_only_grows"), transaction.atomic():
        WidenedSample.objects.create(
            plan=plan, independence=FREE, widened_by=victor, widened_at=noon, **row
        )


@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_database_keeps_it(db: None, statement: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format("outcomes_widenedsample"))


def test_another_site_of_the_same_days_was_not_drawn(plan: VerificationPlan, carla: User) -> None:
    """The list is closed for whoever was not drawn, though the days were."""
    row = plan.target.measurements.get(pk=int(plan.sample[0].partition(":")[0]))
    signed = plan.target.agreement
    row.match = a_match(agreement=signed, worksite=a_worksite(supplier=signed.supplier))
    row.pk, row.key = None, uuid4()
    with pytest.raises(IntegrityError, match="measurement_after_the_draw"), transaction.atomic():
        row.save()


def test_victor_makes_it_larger_on_his_phone(
    plan: VerificationPlan, victor: User, noon: datetime
) -> None:
    looks(plan, noon, wrong=1)
    phone = english(victor)
    page = reverse("outcomes:sample_widen", args=[plan.target_id])
    assert page in phone.get(reverse("outcomes:target", args=[plan.target_id])).content.decode()
    assert "1 of 4 looked at were wrong" in phone.get(page).content.decode()
    assert phone.post(page, {}).status_code == 422
    answer = phone.post(page, {"declares": "on"})
    assert answer["Location"] == reverse("outcomes:sample_record", args=[plan.target_id])
    assert "4 of 8 items are not looked at yet" in phone.get(answer["Location"]).content.decode()
