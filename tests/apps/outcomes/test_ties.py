"""Who looks is a stranger to what is looked at: each tie is said in words, and by the database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from core.domain.errors import RuleBroken
from outcomes.domain.lifecycle import Severity
from outcomes.models import Finding, SeedCommitment, Target, Verification
from outcomes.selectors import ties_of
from outcomes.services import (
    Found,
    Seen,
    commit_seed,
    draw_plan,
    record_finding,
    record_sample,
    resolve_finding,
)
from people.models import Membership, User
from tests.factories.companies import a_supplier
from tests.factories.outcomes import a_measurement, a_target, verified
from tests.factories.people import the
from tests.factories.plans import FREE, a_plan
from tests.factories.programs import SPRING, a_review, an_agreement

Tie = Callable[[Target, User], object]


def reviewed(target: Target, _victor: User) -> None:
    application = target.agreement.recommendation.application
    a_review(application=application, reviewer="victor")


def answers_for_the_worksite(target: Target, victor: User) -> None:
    assert target.match is not None
    site = target.match.worksite
    site.contact_email = victor.email.upper()
    site.save()


def is_paid_too(target: Target, victor: User) -> None:
    other = a_supplier(name="Another Guard Co.")
    assert an_agreement(supplier=other).program == target.agreement.program
    Membership.objects.create(user=victor, organization=other.organization, role="editor")


TIES: list[tuple[Tie, str, str]] = [
    (reviewed, "You reviewed an application", "verification_not_by_reviewer"),
    (answers_for_the_worksite, "You are a contact person", "verification_not_by_worksite"),
    (is_paid_too, "which this programme pays", "verification_not_by_payee"),
]


@pytest.fixture
def target(carla: User) -> Target:
    return a_target()


@pytest.mark.parametrize(("ties", "words", "constraint"), TIES, ids=[tie[2] for tie in TIES])
def test_whoever_has_a_tie_is_refused_at_every_step_and_by_the_database(
    target: Target, victor: User, noon: datetime, ties: Tie, words: str, constraint: str
) -> None:
    assert ties_of(victor, target, noon) == ()
    ties(target, victor)
    assert len(ties_of(victor, target, noon)) == 1
    with pytest.raises(RuleBroken, match=words) as refusal:
        commit_seed(target_id=target.pk, independence=FREE, by=victor, at=noon)
    assert refusal.value.field == "independence"
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        SeedCommitment.objects.create(
            target=target,
            salt="0" * 64,
            commitment="0" * 64,
            independence=FREE,
            committed_by=victor,
            committed_at=noon,
        )
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        verified(target, "10", by=victor, at=noon)


def test_it_is_declared_each_time(target: Target, victor: User, noon: datetime) -> None:
    a_measurement(target=target)
    silent: dict[str, Any] = {"independence": " ", "by": victor, "at": noon}
    words = Found(Severity.NOTE, "Dust.")
    finding = record_finding(
        target_id=target.pk, found=words, independence=FREE, by=victor, at=noon
    )
    plan = a_plan(target, by=victor, at=noon)
    seen = Seen(plan.sample[0], is_right=True, verified=None, words="Ten.")
    for verb in (
        lambda: commit_seed(target_id=target.pk, **silent),
        lambda: draw_plan(target_id=target.pk, **silent),
        lambda: record_sample(plan_id=plan.pk, seen=seen, **silent),
        lambda: record_finding(target_id=target.pk, found=words, **silent),
        lambda: resolve_finding(finding_id=finding.pk, resolution="Swept.", **silent),
    ):
        with pytest.raises(RuleBroken, match="Declare first that you have no tie"):
            verb()
    with pytest.raises(IntegrityError, match="independence_declared"), transaction.atomic():
        Finding.objects.create(
            target=target, severity="note", text="Dust.", recorded_by=victor, recorded_at=noon
        )


def test_a_dispute_of_the_worksite_needs_no_declaration(target: Target, noon: datetime) -> None:
    assert Finding.objects.create(target=target, severity="major", text="No.", recorded_at=noon).pk


def _verified_in(target: Target, years: range) -> None:
    """The same firm, once in each of these years, at the same supplier."""
    for nth, year in enumerate(years):
        other = Target.objects.get(pk=target.pk)
        other.pk, other.number, other.clause_key = None, f"T-{year}-00009", f"guards-{nth}"
        other.save()
        verified(other, "10", by=the("victor"), at=SPRING.replace(year=year))


@pytest.mark.parametrize(
    ("most", "years", "is_refused"),
    [
        (3, range(2023, 2026), True),
        (3, range(2024, 2026), False),
        (3, range(2022, 2025), False),  # a year passed since
        (2, range(2024, 2026), True),
    ],
)
def test_after_some_years_in_a_row_another_firm_looks(
    target: Target, victor: User, noon: datetime, most: int, years: range, is_refused: bool
) -> None:
    program = target.agreement.program
    program.rotation_years = most
    program.save()
    _verified_in(target, years)
    at = noon.replace(year=2026)
    assert bool(ties_of(victor, target, at)) is is_refused
    if is_refused:
        with pytest.raises(IntegrityError, match="verification_rotates"), transaction.atomic():
            verified(target, "10", by=victor, at=at)
    else:
        verified(target, "10", by=victor, at=at)
    assert Verification.objects.count() == len(years) + (not is_refused)


def test_a_programme_cannot_do_without_rotation(target: Target) -> None:
    program = target.agreement.program
    program.rotation_years = 0
    with pytest.raises(IntegrityError, match="program_verifiers_rotate"):
        program.save()
