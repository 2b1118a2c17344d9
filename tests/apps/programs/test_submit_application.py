"""An application is handed in complete and before the deadline, and stays as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from companies.models import Supplier
from core.domain.errors import IllegalMove, RuleBroken
from core.domain.money import Money
from people.domain.roles import Kind, Role
from people.models import User
from programs.domain.eligibility import CHECKS
from programs.domain.lifecycle import ApplicationState, CallState
from programs.models import Application, Call
from programs.selectors import applications_for, missing_from
from programs.services import (
    ApplicationDraft,
    check_eligibility,
    declare_no_conflict,
    return_application,
    save_application,
    start_application,
    submit_application,
)
from tests.factories.people import a_member, an_organization
from tests.factories.programs import a_call, a_review, an_application

pytestmark = pytest.mark.django_db


def test_carla_writes_and_hands_in(
    begun: Application, draft: ApplicationDraft, carla: User, noon: datetime
) -> None:
    save_application(application_id=begun.pk, draft=draft, by=carla, at=noon)
    done = submit_application(application_id=begun.pk, by=carla, at=noon)
    assert done.state == ApplicationState.SUBMITTED
    assert (done.submitted_by, done.submitted_at) == (carla, noon)
    assert done.money == Money(100_000_000)
    assert set(done.checks.values_list("key", flat=True)) == {check.key for check in CHECKS}
    assert not done.checks.exclude(passed=None).exists()


def test_everything_that_is_missing_is_named(
    begun: Application, carla: User, noon: datetime
) -> None:
    gaps = missing_from(begun)
    assert [gap.field for gap in gaps] == [
        "technology",
        "hazards",
        "plan",
        "worksites",
        "amount",
        "targets",
    ]
    assert str(gaps[2].sentence) == "“Plan” is empty. Say what you will do at the worksites."
    with pytest.raises(RuleBroken, match="“Technology” is not chosen yet") as refusal:
        submit_application(application_id=begun.pk, by=carla, at=noon)
    assert refusal.value.field == "technology"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"technology_id": None}, "technology"),
        ({"hazard_ids": ()}, "hazards"),
        ({"plan": "  "}, "plan"),
        ({"worksites_planned": None}, "worksites"),
        ({"amount_requested": None}, "amount"),
        ({"own_targets": ()}, "targets"),
    ],
)
def test_nothing_incomplete_is_handed_in(
    change: dict[str, Any],
    field: str,
    begun: Application,
    draft: ApplicationDraft,
    carla: User,
    noon: datetime,
) -> None:
    save_application(application_id=begun.pk, draft=replace(draft, **change), by=carla, at=noon)
    with pytest.raises(RuleBroken) as refusal:
        submit_application(application_id=begun.pk, by=carla, at=noon)
    assert refusal.value.field == field


def test_the_deadline_holds_to_the_minute(
    begun: Application, draft: ApplicationDraft, carla: User
) -> None:
    save_application(application_id=begun.pk, draft=draft, by=carla, at=begun.call.closes_at)
    with pytest.raises(RuleBroken, match="The deadline was 2026-07-01 09:00 KST"):
        submit_application(application_id=begun.pk, by=carla, at=begun.call.closes_at)
    last = begun.call.closes_at - timedelta(minutes=1)
    assert submit_application(application_id=begun.pk, by=carla, at=last).submitted_at == last


def test_nobody_applies_before_the_call_opens(hanbit: Supplier, carla: User) -> None:
    call = a_call()
    early = call.opens_at - timedelta(seconds=1)
    with pytest.raises(RuleBroken, match="from 2026-03-01 09:00 KST on"):
        start_application(call_id=call.pk, supplier=hanbit, by=carla, at=early)


@pytest.mark.parametrize("state", [CallState.DRAFT, CallState.CLOSED])
def test_nobody_applies_to_a_call_that_is_not_open(
    state: CallState, hanbit: Supplier, carla: User, noon: datetime
) -> None:
    with pytest.raises(RuleBroken, match="it is not open"):
        start_application(call_id=a_call(state=state).pk, supplier=hanbit, by=carla, at=noon)


def test_a_firm_applies_once_to_a_call(
    begun: Application, hanbit: Supplier, carla: User, noon: datetime
) -> None:
    with pytest.raises(RuleBroken, match="already begun"):
        start_application(call_id=begun.call_id, supplier=hanbit, by=carla, at=noon)
    with pytest.raises(IntegrityError, match="application_once_per_call"), transaction.atomic():
        Application.objects.create(call=begun.call, supplier=hanbit, started_by=carla)


def test_only_an_editor_of_the_firm_writes(
    begun: Application, draft: ApplicationDraft, cato: User, noon: datetime
) -> None:
    other = an_organization(kind=Kind.SUPPLIER, name="Other firm")
    eve = a_member(name="eve", role=Role.EDITOR, organization=other)
    for who in (eve, cato):
        with pytest.raises(PermissionDenied):
            save_application(application_id=begun.pk, draft=draft, by=who, at=noon)
        with pytest.raises(PermissionDenied):
            submit_application(application_id=begun.pk, by=who, at=noon)
    with pytest.raises(PermissionDenied):
        start_application(call_id=begun.call_id, supplier=begun.supplier, by=eve, at=noon)


def test_what_is_handed_in_is_not_rewritten(
    draft: ApplicationDraft, carla: User, noon: datetime
) -> None:
    application = an_application(state=ApplicationState.SUBMITTED)
    with pytest.raises(IllegalMove, match="can no longer be changed"):
        save_application(application_id=application.pk, draft=draft, by=carla, at=noon)


def test_agnes_returns_it_and_carla_hands_it_in_again(
    begun: Application, draft: ApplicationDraft, carla: User, agnes: User, noon: datetime
) -> None:
    save_application(application_id=begun.pk, draft=draft, by=carla, at=noon)
    submit_application(application_id=begun.pk, by=carla, at=noon)
    check_eligibility(
        application_id=begun.pk, key=CHECKS[0].key, passed=True, note="Seen.", by=agnes, at=noon
    )
    back = return_application(application_id=begun.pk, reason="Which sites?", by=agnes, at=noon)
    assert (back.state, back.returned_reason) == (ApplicationState.DRAFT, "Which sites?")
    again = submit_application(application_id=begun.pk, by=carla, at=noon)
    assert again.returned_reason == ""
    assert not again.checks.exclude(passed=None).exists()


def test_returning_needs_a_reason_and_time_to_mend(agnes: User, noon: datetime) -> None:
    application = an_application(state=ApplicationState.SUBMITTED)
    with pytest.raises(RuleBroken, match="what the supplier has to mend"):
        return_application(application_id=application.pk, reason=" ", by=agnes, at=noon)
    with pytest.raises(RuleBroken, match="The deadline was"):
        return_application(
            application_id=application.pk,
            reason="Which sites?",
            by=agnes,
            at=application.call.closes_at,
        )


def test_who_sees_an_application(
    carla: User,
    cato: User,
    agnes: User,
    anna: User,
    otto: User,
    rita: User,
    victor: User,
    noon: datetime,
) -> None:
    application = an_application(state=ApplicationState.DRAFT)
    assert [list(applications_for(who)) for who in (carla, cato)] == [[application]] * 2
    nobody_else = (agnes, anna, otto, rita, victor)
    assert [list(applications_for(who)) for who in nobody_else] == [[]] * 5
    Application.objects.update(
        state=ApplicationState.ELIGIBLE, submitted_by=carla, submitted_at=application.created_at
    )
    assert [list(applications_for(who)) for who in (agnes, anna, otto)] == [[application]] * 3
    assert not applications_for(rita).exists()
    review = a_review(application=application)
    assert not applications_for(rita).exists()
    declare_no_conflict(review_id=review.pk, statement="No tie.", by=rita, at=noon)
    assert list(applications_for(rita)) == [application]


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("application_amount_positive", {"amount_requested": 0}),
        ("application_submitted_by_someone", {"submitted_by": None}),
        ("application_submitted_by_someone", {"submitted_at": None}),
        ("application_in_time", {"submitted_at": datetime(2026, 7, 1, tzinfo=UTC)}),
        ("application_in_time", {"submitted_at": datetime(2026, 2, 28, tzinfo=UTC)}),
    ],
)
def test_the_database_refuses_an_impossible_application(
    name: str, change: dict[str, Any], carla: User, noon: datetime
) -> None:
    """The deadline is in the database too: 2026-07-01 00:00 UTC is too late by no second."""
    application = an_application(state=ApplicationState.DRAFT)
    said = {"state": ApplicationState.SUBMITTED, "submitted_by": carla, "submitted_at": noon}
    if name == "application_submitted_by_someone":
        said["state"] = ApplicationState.ELIGIBLE
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Application.objects.filter(pk=application.pk).update(**(said | change))


def test_the_database_takes_nothing_while_a_call_is_closed(carla: User, noon: datetime) -> None:
    application = an_application(state=ApplicationState.DRAFT)
    Call.objects.update(state=CallState.CLOSED)
    with pytest.raises(IntegrityError, match="application_in_time"), transaction.atomic():
        Application.objects.update(state="submitted", submitted_by=carla, submitted_at=noon)
    assert application.pk


@pytest.mark.parametrize(
    "change", [{"plan": "Other."}, {"amount_requested": 1}, {"worksites_planned": 1}]
)
def test_the_database_keeps_what_was_handed_in(change: dict[str, Any]) -> None:
    application = an_application()
    with pytest.raises(IntegrityError, match="application_handed_in_stays"), transaction.atomic():
        Application.objects.filter(pk=application.pk).update(**change)


def test_a_call_lists_its_applications(begun: Application) -> None:
    assert Call.objects.get().applications.get() == begun
    assert str(begun) == f"{begun.supplier} · {begun.call}"
