"""An independent verifier evaluates what was confirmed, and signs it once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from core.domain.errors import IllegalMove, RuleBroken
from outcomes.domain.evaluation import Verdict
from outcomes.domain.lifecycle import (
    TARGET,
    FindingState,
    MeasurementState,
    Phase,
    Severity,
    TargetState,
)
from outcomes.models import Finding, Target, Verification
from outcomes.selectors import evaluation_of
from outcomes.services import Accepted, Seen, record_sample, verify_target
from people.domain.roles import Kind, Role
from people.models import Membership, User
from programs.services import close_agreement
from tests.factories.outcomes import a_measurement, a_target
from tests.factories.people import a_member, an_organization
from tests.factories.plans import FREE, a_plan

RATE = {"kind": "rate_reduction", "alpha": "0.05"}


@pytest.fixture
def target(carla: User) -> Target:
    return a_target()


def done(
    target: Target, by: User, at: datetime, accepted: str | None = None, independence: str = FREE
) -> Verification:
    quantity = None if accepted is None else Decimal(accepted)
    return verify_target(
        target_id=target.pk,
        independence=independence,
        accepted=None if quantity is None else Accepted(quantity, "Counted on site."),
        digest=evaluation_of(Target.objects.get(pk=target.pk), at, quantity).digest,
        by=by,
        at=at,
    )


def an_injury_target(
    before: tuple[int, str | None],
    after: tuple[int, str | None],
    until: date = date(2026, 12, 31),
) -> Target:
    target = a_target(design=RATE, clause="injuries")
    Target.objects.filter(pk=target.pk).update(goal=1)
    years = {
        Phase.BASELINE: (date(2025, 1, 1), date(2025, 12, 31)),
        Phase.FOLLOW_UP: (date(2026, 1, 1), until),
    }
    for phase, (events, hours) in {Phase.BASELINE: before, Phase.FOLLOW_UP: after}.items():
        a_measurement(
            target=target,
            quantity=None,
            phase=phase,
            events=events,
            hours=hours,
            first_day=years[phase][0],
            last_day=years[phase][1],
        )
    return target


@pytest.fixture
def new_year() -> datetime:
    return datetime.fromisoformat("2027-01-04T12:00:00+09:00")


def test_ten_confirmed_guards_are_ten_attained(
    target: Target, victor: User, noon: datetime
) -> None:
    a_measurement(target=target)
    verification = done(target, victor, noon)
    target.refresh_from_db()
    assert (verification.verdict, verification.attained) == (Verdict.NOT_MET, Decimal(10))
    assert target.state == TargetState.VERIFIED
    assert verification.organization.name == "Demo Verifiers"
    assert verification.result["sentences"]
    assert verification.result["inputs"][0]["quantity"] == "10"


def test_a_verifier_may_accept_less_and_never_more(
    target: Target, victor: User, noon: datetime
) -> None:
    a_measurement(target=target)
    for too_much in ("11", "-1"):
        with pytest.raises(RuleBroken), transaction.atomic():
            done(target, victor, noon, accepted=too_much)
    verification = done(target, victor, noon, accepted="8")
    assert verification.attained == 8
    assert (verification.result["claimed"], verification.result["accepted"]) == ("10", "8")


def test_more_than_was_claimed_is_refused_in_words(
    target: Target, victor: User, noon: datetime
) -> None:
    a_measurement(target=target)
    with pytest.raises(RuleBroken, match="at most what was confirmed, 10") as refusal:
        done(target, victor, noon, accepted="11")
    assert refusal.value.field == "accepted"


def test_a_fall_that_is_no_luck_is_met(victor: User, carla: User, new_year: datetime) -> None:
    target = an_injury_target((20, "100000"), (5, "100000"))
    verification = done(target, victor, new_year)
    assert (verification.verdict, verification.attained) == (Verdict.MET, Decimal(1))
    assert verification.result["interval"]["low"]


def test_a_bare_fall_is_luck_and_pays_nothing(
    victor: User, carla: User, new_year: datetime
) -> None:
    target = an_injury_target((3, "100000"), (1, "100000"))
    verification = done(target, victor, new_year)
    assert (verification.verdict, verification.attained) == (Verdict.NOT_MET, Decimal(0))
    assert verification.result["bare_met"] is True


def test_without_hours_nothing_can_be_said(victor: User, carla: User, new_year: datetime) -> None:
    target = an_injury_target((3, None), (0, "100000"))
    verification = done(target, victor, new_year)
    assert (verification.verdict, verification.attained) == (Verdict.CANNOT, None)


def test_a_bad_month_left_out_is_no_evaluation(
    victor: User, carla: User, new_year: datetime
) -> None:
    target = an_injury_target((20, "100000"), (5, "100000"), until=date(2026, 11, 30))
    assert done(target, victor, new_year).verdict == Verdict.CANNOT


def test_injuries_are_judged_once_and_at_the_end(victor: User, carla: User, noon: datetime) -> None:
    target = an_injury_target((20, "100000"), (5, "100000"))
    with pytest.raises(RuleBroken, match="after the whole window; it ends on 2026-12-31"):
        done(target, victor, noon)


def test_injuries_are_not_accepted_in_part(victor: User, carla: User, new_year: datetime) -> None:
    target = an_injury_target((20, "100000"), (5, "100000"))
    with pytest.raises(RuleBroken, match="the test decides"):
        done(target, victor, new_year, accepted="1")


def test_nothing_measured_is_not_judged_before_its_time(
    target: Target, victor: User, noon: datetime, new_year: datetime
) -> None:
    with pytest.raises(RuleBroken, match="there is time until 2026-12-31"):
        done(target, victor, noon)
    assert done(target, victor, new_year).verdict == Verdict.CANNOT


def test_accepting_something_where_nothing_was_claimed_is_refused(
    target: Target, victor: User, new_year: datetime
) -> None:
    with pytest.raises(RuleBroken, match="at most what was confirmed, –"):
        done(target, victor, new_year, accepted="1")


@pytest.mark.parametrize(
    "state",
    [MeasurementState.MEASURED, MeasurementState.CERTIFIED, MeasurementState.DISPUTED],
)
def test_a_suppliers_own_word_is_not_enough(
    target: Target, victor: User, noon: datetime, state: MeasurementState
) -> None:
    a_measurement(target=target, state=state)
    with pytest.raises(RuleBroken, match="has to be confirmed"):
        done(target, victor, noon)


def test_what_was_replaced_does_not_count(target: Target, victor: User, noon: datetime) -> None:
    a_measurement(target=target)
    a_measurement(target=target, state=MeasurementState.SUPERSEDED, quantity="999")
    assert done(target, victor, noon).attained == 10


def test_an_open_major_finding_stops_it(target: Target, victor: User, noon: datetime) -> None:
    a_measurement(target=target)
    finding = Finding.objects.create(
        target=target, severity=Severity.MAJOR, text="Two guards missing.", recorded_at=noon
    )
    with pytest.raises(RuleBroken, match="major finding is open"), transaction.atomic():
        done(target, victor, noon)
    Finding.objects.filter(pk=finding.pk).update(state=FindingState.RESOLVED, resolution="Added.")
    Finding.objects.create(target=target, severity=Severity.MINOR, text="Dust.", recorded_at=noon)
    assert done(target, victor, noon).attained == 10


def test_a_portfolio_is_verified_by_a_sample(target: Target, victor: User, noon: datetime) -> None:
    Target.objects.filter(pk=target.pk).update(match=None)
    a_measurement(target=target, state=MeasurementState.CERTIFIED)
    with pytest.raises(RuleBroken, match="Draw the sample first"), transaction.atomic():
        done(target, victor, noon)
    plan = a_plan(target, by=victor, at=noon)
    with pytest.raises(RuleBroken, match="1 items of the sample are not looked at"):
        done(target, victor, noon)
    seen = Seen(plan.sample[0], is_right=True, verified=None, words="All ten are there.")
    record_sample(plan_id=plan.pk, seen=seen, independence=FREE, by=victor, at=noon)
    assert done(target, victor, noon).attained == 10


def test_independence_is_declared_first(target: Target, victor: User, noon: datetime) -> None:
    a_measurement(target=target)
    with pytest.raises(RuleBroken, match="Declare first") as refusal:
        done(target, victor, noon, independence="  ")
    assert refusal.value.field == "independence"


@pytest.mark.parametrize("state", [s for s in TargetState if not TARGET.allows("verify", s)])
def test_from_any_other_state_it_is_refused(
    state: TargetState, victor: User, noon: datetime
) -> None:
    with pytest.raises(IllegalMove):
        done(a_target(state=state), victor, noon)


def test_only_verifiers_verify(
    target: Target, carla: User, agnes: User, anna: User, noon: datetime
) -> None:
    a_measurement(target=target)
    for someone in (carla, agnes, anna):
        with pytest.raises(PermissionDenied):
            done(target, someone, noon)


def test_nobody_verifies_for_a_firm_they_acted_for(
    target: Target, victor: User, noon: datetime
) -> None:
    a_measurement(target=target)
    Membership.objects.create(
        user=victor,
        organization=target.agreement.supplier.organization,
        role=Role.EDITOR,
        ended_at=noon - timedelta(days=90),
    )
    with pytest.raises(RuleBroken, match="You act, or have acted, for"):
        done(target, victor, noon)


@pytest.mark.parametrize("part", ["measured_by", "certified_by"])
def test_nobody_verifies_what_they_measured_or_certified(
    target: Target, victor: User, noon: datetime, part: str
) -> None:
    who: dict[str, Any] = {part: victor}
    a_measurement(target=target, **who)
    with pytest.raises(RuleBroken, match="measured or certified for it"):
        done(target, victor, noon)


def test_nobody_verifies_what_they_agreed_to(target: Target, victor: User, noon: datetime) -> None:
    a_measurement(target=target)
    Target.objects.filter(pk=target.pk).update(agreed_by=victor)
    with pytest.raises(RuleBroken, match="You agreed to this target"):
        done(target, victor, noon)


def test_a_verifier_of_two_firms_signs_for_the_first(target: Target, noon: datetime) -> None:
    first = an_organization(kind=Kind.VERIFIER, name="First (demo)")
    second = an_organization(kind=Kind.VERIFIER, name="Second (demo)")
    vera = a_member(name="vera", role=Role.VERIFIER, organization=first)
    a_member(name="vera", role=Role.VERIFIER, organization=second)
    a_measurement(target=target)
    assert done(target, vera, noon).organization == first


def test_nothing_is_verified_under_a_closed_agreement(
    target: Target, agnes: User, victor: User, noon: datetime
) -> None:
    a_measurement(target=target)
    close_agreement(agreement_id=target.agreement_id, by=agnes, at=noon)
    with pytest.raises(RuleBroken, match="not in force any more"):
        done(target, victor, noon, accepted="10")
