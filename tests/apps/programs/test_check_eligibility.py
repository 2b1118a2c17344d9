"""Questions that stop an application until they are answered yes."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from core.domain.errors import IllegalMove, RuleBroken
from people.models import User
from programs.domain.eligibility import CHECKS
from programs.domain.lifecycle import ApplicationState
from programs.models import Application, EligibilityCheck
from programs.services import check_eligibility, decide_eligibility, return_application
from tests.factories.programs import an_application

pytestmark = pytest.mark.django_db


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


def test_the_database_refuses_an_answer_by_nobody(agnes: User) -> None:
    application = an_application()
    check = EligibilityCheck.objects.create(application=application, key="taxes-paid")
    with pytest.raises(IntegrityError, match="check_by_someone"), transaction.atomic():
        EligibilityCheck.objects.filter(pk=check.pk).update(passed=True)
    with pytest.raises(IntegrityError, match="check_once"), transaction.atomic():
        EligibilityCheck.objects.create(application=application, key="taxes-paid")
    assert str(check) == f"{application}: taxes-paid"


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
