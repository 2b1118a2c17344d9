"""What the database itself insists on: a verifier without ties, one verdict, and nothing changed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from outcomes.domain.evaluation import Verdict
from outcomes.models import Measurement, Target, Verification
from people.domain.roles import Role
from people.models import User
from tests.factories.outcomes import a_measurement, a_target
from tests.factories.people import a_member, the
from tests.factories.plans import FREE, a_plan


@pytest.fixture
def target(carla: User) -> Target:
    return a_target()


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


def test_the_database_refuses_the_suppliers_own_organisation(target: Target) -> None:
    with pytest.raises(IntegrityError, match="verification_not_by_supplier"):
        a_row(target, organization=target.agreement.supplier.organization)


def test_the_database_refuses_a_person_of_the_supplier(target: Target, carla: User) -> None:
    with pytest.raises(IntegrityError, match="verification_not_by_supplier"):
        a_row(target, verified_by=carla)


@pytest.mark.parametrize("part", ["measured_by", "certified_by"])
def test_the_database_refuses_whoever_measured_or_certified(
    target: Target, victor: User, part: str
) -> None:
    who: dict[str, Any] = {part: victor}
    a_measurement(target=target, **who)
    with pytest.raises(IntegrityError, match="verification_not_by_measurer"):
        a_row(target)


def test_the_database_knows_one_verification_for_a_target(target: Target) -> None:
    a_row(target)
    with pytest.raises(IntegrityError), transaction.atomic():
        a_row(target)


@pytest.mark.parametrize("table", ["outcomes_verification", "outcomes_verificationplan"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_database_keeps_what_was_signed(db: None, table: str, statement: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))


def test_the_database_refuses_whoever_agreed(target: Target, victor: User) -> None:
    Target.objects.filter(pk=target.pk).update(agreed_by=victor)
    with pytest.raises(IntegrityError, match="verification_not_by_agreer"):
        a_row(target)


@pytest.mark.parametrize(("role", "ended"), [(Role.VERIFIER, True), (Role.OBSERVER, False)])
def test_the_database_wants_a_verifier_of_the_firm_that_signs(
    target: Target, victor: User, noon: datetime, role: Role, ended: bool
) -> None:
    firm = victor.memberships.get().organization
    vera = a_member(name="vera", role=role, organization=firm)
    vera.memberships.update(ended_at=noon if ended else None)
    with pytest.raises(IntegrityError, match="verification_by_a_verifier"):
        a_row(target, verified_by=vera)


def test_the_database_closes_the_list_once_it_is_drawn_from(
    target: Target, victor: User, noon: datetime
) -> None:
    Target.objects.filter(pk=target.pk).update(match=None)
    drawn = a_measurement(target=target)
    a_plan(target, by=victor, at=noon)
    Measurement.objects.filter(pk=drawn.pk).update(state="superseded")
    corrected = a_measurement(target=target)
    late = {"first_day": date(2026, 4, 1), "last_day": date(2026, 5, 31), "key": uuid4()}
    corrected.pk = None
    for name, value in late.items():
        setattr(corrected, name, value)
    with pytest.raises(IntegrityError, match="measurement_after_the_draw"):
        corrected.save()
