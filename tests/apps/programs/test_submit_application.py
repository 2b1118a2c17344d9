"""An application: written in one's own time, handed in complete and before the deadline."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
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
from programs.models import Application, ApplicationTarget, Call, EligibilityCheck
from programs.selectors import applications_for, draft_of, missing_from
from programs.services import (
    ApplicationDraft,
    OwnTarget,
    add_own_target,
    check_eligibility,
    decide_eligibility,
    declare_no_conflict,
    remove_own_target,
    return_application,
    save_application,
    start_application,
    submit_application,
)
from tests.factories.companies import a_supplier
from tests.factories.people import a_member, an_organization
from tests.factories.programs import a_call, a_hazard, a_review, an_application, an_indicator

pytestmark = pytest.mark.django_db


@pytest.fixture
def hanbit(carla: User) -> Supplier:
    return a_supplier()


@pytest.fixture
def draft(hanbit: Supplier) -> ApplicationDraft:
    return ApplicationDraft(
        technology_id=hanbit.technologies.get().pk,
        plan="Light curtains at fifty presses.",
        worksites_planned=50,
        amount_requested=100_000_000,
        hazard_ids=(a_hazard().pk,),
        own_targets=(OwnTarget(_guards(), None, Decimal(50), "Photographs."),),
    )


@pytest.fixture
def begun(hanbit: Supplier, carla: User, noon: datetime) -> Application:
    return start_application(call_id=a_call().pk, supplier=hanbit, by=carla, at=noon)


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
    target = OwnTarget(_guards(), Decimal(3), Decimal(50), "Photographs.")
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


def test_agnes_returns_it_and_carla_hands_it_in_again(
    begun: Application, draft: ApplicationDraft, carla: User, agnes: User, noon: datetime
) -> None:
    save_application(application_id=begun.pk, draft=draft, by=carla, at=noon)
    submit_application(application_id=begun.pk, by=carla, at=noon)
    _answer(begun, CHECKS[0].key, agnes, noon)
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


def test_eligible_when_every_blocking_question_is_answered_yes(agnes: User, noon: datetime) -> None:
    application = an_application(state=ApplicationState.SUBMITTED)
    for check in CHECKS:
        _answer(application, check.key, agnes, noon, passed=check.blocking)
    done = decide_eligibility(application_id=application.pk, by=agnes, at=noon)
    assert done.state == ApplicationState.ELIGIBLE


def test_one_no_stops_it(agnes: User, noon: datetime) -> None:
    application = an_application(state=ApplicationState.SUBMITTED)
    for check in CHECKS:
        _answer(application, check.key, agnes, noon, passed=check.key != "taxes-paid")
    done = decide_eligibility(application_id=application.pk, by=agnes, at=noon)
    assert done.state == ApplicationState.INELIGIBLE


def test_an_open_question_is_not_a_no(agnes: User, noon: datetime) -> None:
    application = an_application(state=ApplicationState.SUBMITTED)
    for check in CHECKS[:-2]:
        _answer(application, check.key, agnes, noon)
    with pytest.raises(RuleBroken, match="1 questions are not answered yet"):
        decide_eligibility(application_id=application.pk, by=agnes, at=noon)


def test_an_answer_belongs_to_a_question_and_a_no_has_its_reason(
    agnes: User, noon: datetime
) -> None:
    application = an_application(state=ApplicationState.SUBMITTED)
    with pytest.raises(RuleBroken, match="no eligibility check “shoe-size”"):
        _answer(application, "shoe-size", agnes, noon)
    with pytest.raises(RuleBroken, match="why the answer is no"):
        _answer(application, "taxes-paid", agnes, noon, passed=False, note="")


def test_eligibility_is_checked_only_while_submitted(agnes: User, noon: datetime) -> None:
    application = an_application(state=ApplicationState.ELIGIBLE)
    with pytest.raises(IllegalMove, match="while an application is submitted"):
        _answer(application, "taxes-paid", agnes, noon)


def test_a_supplier_checks_nothing(carla: User, noon: datetime) -> None:
    application = an_application(state=ApplicationState.SUBMITTED)
    with pytest.raises(PermissionDenied):
        _answer(application, "taxes-paid", carla, noon)
    with pytest.raises(PermissionDenied):
        return_application(application_id=application.pk, reason="x", by=carla, at=noon)


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


@pytest.mark.parametrize("wrong", [{"goal": Decimal(-1)}, {"baseline": Decimal(-1)}])
def test_less_than_nothing_is_no_target(
    wrong: dict[str, Any], begun: Application, carla: User, noon: datetime
) -> None:
    said = {"indicator_id": _guards(), "baseline": None, "goal": Decimal(1), "how": "x"} | wrong
    with pytest.raises(RuleBroken, match="zero or more"):
        add_own_target(application_id=begun.pk, target=OwnTarget(**said), by=carla, at=noon)
    with pytest.raises(IntegrityError, match="target_not_negative"), transaction.atomic():
        begun.own_targets.create(**said)


def test_the_database_refuses_an_answer_by_nobody(agnes: User) -> None:
    application = an_application()
    check = EligibilityCheck.objects.create(application=application, key="taxes-paid")
    with pytest.raises(IntegrityError, match="check_by_someone"), transaction.atomic():
        EligibilityCheck.objects.filter(pk=check.pk).update(passed=True)
    with pytest.raises(IntegrityError, match="check_once"), transaction.atomic():
        EligibilityCheck.objects.create(application=application, key="taxes-paid")
    assert str(check) == f"{application}: taxes-paid"


def test_a_call_lists_its_applications(begun: Application) -> None:
    assert Call.objects.get().applications.get() == begun
    assert str(begun) == f"{begun.supplier} · {begun.call}"


def _guards() -> int:
    return an_indicator().pk


def _answer(
    application: Application,
    key: str,
    by: User,
    at: datetime,
    *,
    passed: bool = True,
    note: str = "Looked up.",
) -> EligibilityCheck:
    return check_eligibility(
        application_id=application.pk, key=key, passed=passed, note=note, by=by, at=at
    )
