"""The agency's questions: asked when an application comes in, answered one by one, then decided."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from audit.services import record
from core.domain.errors import IllegalMove, RuleBroken
from people.models import User
from people.permissions import require_for
from programs.domain.eligibility import CHECK, blocking
from programs.domain.lifecycle import APPLICATION, ApplicationState
from programs.models import Application, EligibilityCheck


@transaction.atomic
def check_eligibility(
    *, application_id: int, key: str, passed: bool, note: str, by: User, at: datetime
) -> EligibilityCheck:
    """Answer one question; a no needs its reason."""
    application = _submitted(application_id, by)
    if key not in CHECK:
        raise RuleBroken("There is no eligibility check “%(key)s”.", field="key", key=key)
    if not passed and not note.strip():
        raise RuleBroken("Say why the answer is no.", field="note")
    check, _ = EligibilityCheck.objects.update_or_create(
        application=application,
        key=key,
        defaults={"passed": passed, "note": note, "checked_by": by, "checked_at": at},
    )
    record(
        action="application.check",
        subject=application,
        by=by.email,
        at=at,
        key=key,
        passed=passed,
        note=note,
    )
    return check


@transaction.atomic
def decide_eligibility(*, application_id: int, by: User, at: datetime) -> Application:
    """Eligible when every blocking question is answered yes, not eligible otherwise."""
    application = _submitted(application_id, by)
    answers = dict(application.checks.values_list("key", "passed"))
    stopping = blocking(answers)
    if left := sum(answers.get(question.key) is None for question in stopping):
        raise RuleBroken("%(left)s questions are not answered yet. Answer them first.", left=left)
    verb = "fail" if stopping else "pass"
    application.state = APPLICATION.after(verb, ApplicationState(application.state))
    application.save(update_fields=["state", "updated_at"])
    record(
        action=f"application.{verb}",
        subject=application,
        by=by.email,
        at=at,
        stopped_by=[question.key for question in stopping],
    )
    return application


def _submitted(application_id: int, by: User) -> Application:
    application = Application.objects.select_for_update(of=("self",)).get(pk=application_id)
    require_for(by, "application.check", application.call.program.agency)
    if application.state != ApplicationState.SUBMITTED:
        raise IllegalMove("Eligibility is checked while an application is submitted, not now.")
    return application


@transaction.atomic
def answer_questions(
    *, application_id: int, answers: Mapping[str, tuple[bool, str]], by: User, at: datetime
) -> None:
    """Several answers at once, as an officer gives them on one page; all or none are kept."""
    for key, (passed, note) in answers.items():
        check_eligibility(
            application_id=application_id, key=key, passed=passed, note=note, by=by, at=at
        )
