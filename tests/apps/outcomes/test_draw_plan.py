"""Which measurements are looked at: drawn so that anybody can draw again."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from core.domain.errors import IllegalMove, RuleBroken
from core.domain.periods import Period
from outcomes.domain.claims import Reading
from outcomes.domain.lifecycle import TARGET, Phase, TargetState
from outcomes.domain.sampling import CERTAIN, Bands, sample_of
from outcomes.models import Measurement, Target, VerificationPlan
from outcomes.selectors import name_in_frame, plan_of
from outcomes.services import (
    Draw,
    check_measurement_file,
    commit_seed,
    draw_plan,
    measure,
    reopen_measurement,
)
from people.models import Membership, User
from tests.factories.files import uploaded
from tests.factories.outcomes import a_measurement, a_target
from tests.factories.people import the
from tests.factories.plans import FREE, a_plan


@pytest.fixture
def target(carla: User) -> Target:
    target = a_target()
    a_measurement(target=target)
    return target


def drawn(target: Target, by: User, at: datetime) -> VerificationPlan:
    return a_plan(target, by=by, at=at)


def test_anybody_can_draw_again(target: Target, victor: User, noon: datetime) -> None:
    plan = drawn(target, victor, noon)
    assert plan.sample == list(sample_of(plan.frame, seed=plan.seed, size=len(plan.sample)))
    (row,) = plan_of(target)
    assert (row.is_sampled, row.measurement) == (True, target.measurements.get())


def test_what_is_large_is_not_left_to_the_draw(
    target: Target, victor: User, noon: datetime
) -> None:
    days = [date(2026, 4, day) for day in range(1, 13)]
    april = [
        a_measurement(target=target, quantity=quantity, first_day=day, last_day=day)
        for day, quantity in zip(days, ["100", "1000", "99.9", *["5"] * 9], strict=True)
    ]
    large = {name_in_frame(one) for one in april[:2]}
    a_tenth = Bands("low", 0, ((None, Decimal("0.1")),))
    plan = a_plan(target, by=victor, at=noon, draw=Draw(a_tenth, certain_from=Decimal(100)))
    assert {name for name, stratum in plan.strata.items() if stratum == CERTAIN} == large
    assert large < set(plan.sample)
    assert (len(plan.frame), len(plan.sample)) == (13, 4)  # both large ones, and 2 of 11


def test_without_a_plan_nothing_is_sampled(target: Target) -> None:
    assert plan_of(target) == ()


def test_it_is_drawn_once(target: Target, victor: User, noon: datetime) -> None:
    drawn(target, victor, noon)
    with pytest.raises(RuleBroken, match="drawn already"):
        draw_plan(target_id=target.pk, independence=FREE, by=victor, at=noon)


def test_a_draw_is_bound_before_and_needs_something_to_draw_from(
    target: Target, victor: User, noon: datetime
) -> None:
    with pytest.raises(RuleBroken, match="No seed was committed to before"):
        draw_plan(target_id=target.pk, independence=FREE, by=victor, at=noon)
    commit_seed(target_id=target.pk, independence=FREE, by=victor, at=noon)
    with pytest.raises(RuleBroken, match="No seed was committed to before"):
        draw_plan(target_id=target.pk, independence=FREE, by=victor, at=noon)  # in the same moment
    target.measurements.update(state="superseded")
    with pytest.raises(RuleBroken, match="no measurement to draw from"):
        draw_plan(target_id=target.pk, independence=FREE, by=victor, at=noon + timedelta(hours=1))


@pytest.mark.parametrize("state", [s for s in TargetState if not TARGET.allows("verify", s)])
def test_only_for_an_agreed_target(state: TargetState, victor: User, noon: datetime) -> None:
    with pytest.raises(IllegalMove):
        drawn(a_target(state=state), victor, noon)


def test_only_by_independent_verifiers(
    target: Target, carla: User, agnes: User, victor: User, noon: datetime
) -> None:
    for someone in (carla, agnes):
        with pytest.raises(PermissionDenied):
            drawn(target, someone, noon)
    supplier = target.agreement.supplier.organization
    Membership.objects.create(user=victor, organization=supplier, role="editor")
    with pytest.raises(RuleBroken, match="Somebody independent"):
        drawn(target, victor, noon)


def test_only_what_stands_is_drawn_from(target: Target, victor: User, noon: datetime) -> None:
    target.measurements.update(state="disputed")
    with pytest.raises(RuleBroken, match="has to be confirmed") as refusal:
        drawn(target, victor, noon)
    assert refusal.value.field == "kind"


@pytest.fixture
def portfolio(target: Target) -> Target:
    Target.objects.filter(pk=target.pk).update(match=None)
    target.refresh_from_db()
    target.measurements.update(state="certified")
    return target


def sends(target: Target, by: User, at: datetime, first: date, last: date) -> Measurement:
    reading = Reading(Phase.FOLLOW_UP, Period(first, last), quantity=Decimal(500))
    return measure(target_id=target.pk, reading=reading, key=uuid4(), by=by, at=at)


def test_what_was_not_drawn_is_not_added_afterwards(
    portfolio: Target, victor: User, carla: User, noon: datetime
) -> None:
    april, may = (date(2026, 4, 1), date(2026, 4, 30)), (date(2026, 5, 1), date(2026, 5, 31))
    sends(portfolio, carla, noon, *april)
    portfolio.measurements.update(state="certified", certified_by=the("cato"))
    drawn(portfolio, victor, noon)
    with pytest.raises(RuleBroken, match="The sample of this target is drawn") as refusal:
        sends(portfolio, carla, noon, *may)
    assert refusal.value.field == "first_day"
    file = uploaded(portfolio, f"{portfolio.number},follow_up,2026-05-01,2026-05-31,500", at=noon)
    (error,) = check_measurement_file(file_id=file.pk, at=noon).errors.all()
    assert (error.row, error.column) == (2, "first_day")
    old = portfolio.measurements.get(first_day=april[0])
    reopen_measurement(measurement_id=old.pk, reason="Miscounted.", by=the("cato"), at=noon)
    assert sends(portfolio, carla, noon, *april).supersedes  # it was drawn, so it is looked at


def test_a_single_site_goes_on_after_a_draw(
    target: Target, victor: User, carla: User, noon: datetime
) -> None:
    drawn(target, victor, noon)
    assert sends(target, carla, noon, date(2026, 4, 1), date(2026, 4, 30)).pk


def test_before_the_draw_a_portfolio_is_open(
    portfolio: Target, carla: User, noon: datetime
) -> None:
    assert sends(portfolio, carla, noon, date(2026, 4, 1), date(2026, 4, 30)).pk
