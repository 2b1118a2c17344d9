"""answer_questions: an officer answers a page of questions, and all of it is kept or none."""

from __future__ import annotations

from datetime import datetime

import pytest

from core.domain.errors import RuleBroken
from people.models import User
from programs.domain.eligibility import CHECKS
from programs.domain.lifecycle import ApplicationState
from programs.models import Application
from programs.services import answer_questions
from tests.factories.programs import an_application


@pytest.fixture
def submitted(db: None) -> Application:
    return an_application(state=ApplicationState.SUBMITTED)


def test_every_answer_of_the_page_is_kept(
    submitted: Application, agnes: User, noon: datetime
) -> None:
    answers = {check.key: (True, "Looked up.") for check in CHECKS}

    answer_questions(application_id=submitted.pk, answers=answers, by=agnes, at=noon)

    kept = submitted.checks.filter(passed=True, checked_by=agnes).values_list("key", flat=True)
    assert set(kept) == set(answers)


def test_one_wrong_answer_keeps_none(submitted: Application, agnes: User, noon: datetime) -> None:
    answers = {CHECKS[0].key: (True, ""), "never-asked": (True, "")}

    with pytest.raises(RuleBroken):
        answer_questions(application_id=submitted.pk, answers=answers, by=agnes, at=noon)

    assert not submitted.checks.filter(passed__isnull=False).exists()
