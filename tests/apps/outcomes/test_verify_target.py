"""An independent verifier evaluates what was confirmed, and signs it once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction

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
from outcomes.models import Finding, Measurement, Target, Verification
from outcomes.services import draw_plan, verify_target
from people.domain.roles import Role
from people.models import Membership
from tests.factories.outcomes import a_measurement, a_target
from tests.factories.people import a_member, an_organization, the

FREE = "No tie to the supplier or the worksite."
RATE = {"kind": "rate_reduction", "alpha": "0.05"}


@pytest.fixture
def target(carla) -> Target:
    return a_target()


def done(target, by, at, accepted: str | None = None, independence=FREE) -> Verification:
    return verify_target(
        target_id=target.pk,
        independence=independence,
        accepted=None if accepted is None else Decimal(accepted),
        by=by,
        at=at,
    )


def an_injury_target(before: tuple[int, str | None], after: tuple[int, str | None]) -> Target:
    target = a_target(design=RATE, clause="injuries")
    Target.objects.filter(pk=target.pk).update(goal=1)
    years = {
        Phase.BASELINE: (date(2025, 1, 1), date(2025, 12, 31)),
        Phase.FOLLOW_UP: (date(2026, 1, 1), date(2026, 12, 31)),
    }
    for phase, (events, hours) in {Phase.BASELINE: before, Phase.FOLLOW_UP: after}.items():
        row = a_measurement(target=target, quantity=None)
        Measurement.objects.filter(pk=row.pk).update(
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


def test_ten_confirmed_guards_are_ten_attained(target, victor, noon):
    a_measurement(target=target)
    verification = done(target, victor, noon)
    target.refresh_from_db()
    assert (verification.verdict, verification.attained) == (Verdict.NOT_MET, 10)
    assert target.state == TargetState.VERIFIED
    assert verification.organization.name == "Demo Verifiers"
    assert verification.result["sentences"]
    assert verification.result["inputs"][0]["quantity"] == "10"


def test_a_verifier_may_accept_less_and_never_more(target, victor, noon):
    a_measurement(target=target)
    for too_much in ("11", "-1"):
        with pytest.raises(RuleBroken), transaction.atomic():
            done(target, victor, noon, accepted=too_much)
    verification = done(target, victor, noon, accepted="8")
    assert verification.attained == 8
    assert (verification.result["claimed"], verification.result["accepted"]) == ("10", "8")


def test_more_than_was_claimed_is_refused_in_words(target, victor, noon):
    a_measurement(target=target)
    with pytest.raises(RuleBroken, match="at most what was confirmed, 10") as refusal:
        done(target, victor, noon, accepted="11")
    assert refusal.value.field == "accepted"


def test_a_fall_that_is_no_luck_is_met(victor, carla, new_year):
    target = an_injury_target((20, "100000"), (5, "100000"))
    verification = done(target, victor, new_year)
    assert (verification.verdict, verification.attained) == (Verdict.MET, 1)
    assert verification.result["interval"]["low"]


def test_a_bare_fall_is_luck_and_pays_nothing(victor, carla, new_year):
    target = an_injury_target((3, "100000"), (1, "100000"))
    verification = done(target, victor, new_year)
    assert (verification.verdict, verification.attained) == (Verdict.NOT_MET, 0)
    assert verification.result["bare_met"] is True


def test_without_hours_nothing_can_be_said(victor, carla, new_year):
    target = an_injury_target((3, None), (0, "100000"))
    verification = done(target, victor, new_year)
    assert (verification.verdict, verification.attained) == (Verdict.CANNOT, None)


def test_a_bad_month_left_out_is_no_evaluation(victor, carla, new_year):
    target = an_injury_target((20, "100000"), (5, "100000"))
    target.measurements.filter(phase=Phase.FOLLOW_UP).update(last_day=date(2026, 11, 30))
    assert done(target, victor, new_year).verdict == Verdict.CANNOT


def test_injuries_are_judged_once_and_at_the_end(victor, carla, noon):
    target = an_injury_target((20, "100000"), (5, "100000"))
    with pytest.raises(RuleBroken, match="after the whole window; it ends on 2026-12-31"):
        done(target, victor, noon)


def test_injuries_are_not_accepted_in_part(victor, carla, new_year):
    target = an_injury_target((20, "100000"), (5, "100000"))
    with pytest.raises(RuleBroken, match="the test decides"):
        done(target, victor, new_year, accepted="1")


def test_nothing_measured_is_not_judged_before_its_time(target, victor, noon, new_year):
    with pytest.raises(RuleBroken, match="there is time until 2026-12-31"):
        done(target, victor, noon)
    assert done(target, victor, new_year).verdict == Verdict.CANNOT


def test_accepting_something_where_nothing_was_claimed_is_refused(target, victor, new_year):
    with pytest.raises(RuleBroken, match="at most what was confirmed, –"):
        done(target, victor, new_year, accepted="1")


@pytest.mark.parametrize(
    "state",
    [MeasurementState.MEASURED, MeasurementState.CERTIFIED, MeasurementState.DISPUTED],
)
def test_a_suppliers_own_word_is_not_enough(target, victor, noon, state):
    a_measurement(target=target, state=state)
    with pytest.raises(RuleBroken, match="has to be confirmed"):
        done(target, victor, noon)


def test_what_was_replaced_does_not_count(target, victor, noon):
    a_measurement(target=target)
    a_measurement(target=target, state=MeasurementState.SUPERSEDED, quantity="999")
    assert done(target, victor, noon).attained == 10


def test_an_open_major_finding_stops_it(target, victor, noon):
    a_measurement(target=target)
    finding = Finding.objects.create(
        target=target, severity=Severity.MAJOR, text="Two guards missing.", recorded_at=noon
    )
    with pytest.raises(RuleBroken, match="major finding is open"), transaction.atomic():
        done(target, victor, noon)
    Finding.objects.filter(pk=finding.pk).update(state=FindingState.RESOLVED)
    Finding.objects.create(target=target, severity=Severity.MINOR, text="Dust.", recorded_at=noon)
    assert done(target, victor, noon).attained == 10


def test_a_portfolio_is_verified_by_a_sample(target, victor, noon):
    Target.objects.filter(pk=target.pk).update(match=None)
    a_measurement(target=target, state=MeasurementState.CERTIFIED)
    with pytest.raises(RuleBroken, match="Draw the sample first"), transaction.atomic():
        done(target, victor, noon)
    draw_plan(target_id=target.pk, seed="lotto 1185", by=victor, at=noon)
    assert done(target, victor, noon).attained == 10


def test_independence_is_declared_first(target, victor, noon):
    a_measurement(target=target)
    with pytest.raises(RuleBroken, match="Declare first") as refusal:
        done(target, victor, noon, independence="  ")
    assert refusal.value.field == "independence"


@pytest.mark.parametrize("state", [s for s in TargetState if not TARGET.allows("verify", s)])
def test_from_any_other_state_it_is_refused(state, victor, noon):
    with pytest.raises(IllegalMove):
        done(a_target(state=state), victor, noon)


def test_only_verifiers_verify(target, carla, agnes, anna, noon):
    a_measurement(target=target)
    for someone in (carla, agnes, anna):
        with pytest.raises(PermissionDenied):
            done(target, someone, noon)


def test_nobody_verifies_for_a_firm_they_acted_for(target, victor, noon):
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
def test_nobody_verifies_what_they_measured_or_certified(target, victor, noon, part):
    row = a_measurement(target=target)
    Measurement.objects.filter(pk=row.pk).update(**{part: victor})
    with pytest.raises(RuleBroken, match="measured or certified for this target"):
        done(target, victor, noon)


def a_row(target: Target, **changes: object) -> Verification:
    victor = the("victor")
    row = {
        "target": target,
        "verdict": Verdict.MET,
        "attained": 10,
        "result": {},
        "data_digest": "0" * 64,
        "independence": FREE,
        "organization": victor.memberships.get().organization,
        "verified_by": victor,
        "verified_at": datetime.fromisoformat("2026-06-01T12:00:00+09:00"),
    }
    return Verification.objects.create(**{**row, **changes})


def test_the_database_refuses_the_suppliers_own_organisation(target):
    with pytest.raises(IntegrityError, match="verification_not_by_supplier"):
        a_row(target, organization=target.agreement.supplier.organization)


def test_the_database_refuses_a_person_of_the_supplier(target, carla):
    with pytest.raises(IntegrityError, match="verification_not_by_supplier"):
        a_row(target, verified_by=carla)


@pytest.mark.parametrize("part", ["measured_by", "certified_by"])
def test_the_database_refuses_whoever_measured_or_certified(target, victor, part):
    row = a_measurement(target=target)
    Measurement.objects.filter(pk=row.pk).update(**{part: victor})
    with pytest.raises(IntegrityError, match="verification_not_by_measurer"):
        a_row(target)


def test_the_database_knows_one_verification_for_a_target(target):
    a_row(target)
    with pytest.raises(IntegrityError), transaction.atomic():
        a_row(target)


@pytest.mark.parametrize("table", ["outcomes_verification", "outcomes_verificationplan"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_database_keeps_what_was_signed(db, table, statement):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))


def test_a_verifier_of_two_firms_signs_for_the_first(target, noon):
    first = an_organization(kind="verifier", name="First (demo)")
    second = an_organization(kind="verifier", name="Second (demo)")
    vera = a_member(name="vera", role=Role.VERIFIER, organization=first)
    a_member(name="vera", role=Role.VERIFIER, organization=second)
    a_measurement(target=target)
    assert done(target, vera, noon).organization == first
