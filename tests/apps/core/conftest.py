"""Arthur's desk with work on it, for the tests that look at all of the administration at once."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from audit.services import seal_log
from outcomes.domain.lifecycle import TargetState
from outcomes.models import Finding
from outcomes.services import supply_reference
from people.domain.roles import Kind, Role
from people.services import invite_person
from programs.domain.lifecycle import (
    AgreementState,
    ApplicationState,
    CallState,
    ProgramState,
    RecommendationState,
)
from programs.models import Commitment, Program, Recommendation
from tests.doors import signed_in
from tests.factories.companies import a_supplier
from tests.factories.outcomes import a_measurement, a_target, verified
from tests.factories.people import HANBIT, an_organization, the
from tests.factories.programs import (
    a_call,
    a_recommendation,
    a_review,
    an_agreement,
    an_application,
)
from tests.factories.references import a_draft, a_reference


@pytest.fixture
def desk(db: None) -> Client:
    return signed_in(the("arthur"), language="ko")


@pytest.fixture
def everything(desk: Client, noon: datetime) -> None:
    """At least one row in every table, and one in every state that offers a verb."""
    target = a_measurement().target
    Finding.objects.create(target=target, severity="note", text="먼지", recorded_at=noon)
    verified(target, "10", by=the("victor"), at=noon)
    a_target(match=target.match, clause="injuries", state=TargetState.SET)
    Commitment.objects.get().amendments.create(
        base_delta=1,
        success_delta=0,
        effective_on=noon.date(),
        reason="증액",
        proposed_by=the("olivia"),
    )
    place = an_organization(kind=Kind.SUPPLIER, name=HANBIT)
    invite_person(
        email="new@example.com", organization=place, role=Role.EDITOR, by=the("arthur"), at=noon
    )
    supply_reference(
        draft=a_draft(2024, code="lathes"), agency=a_reference().agency, by=the("arthur"), at=noon
    )
    papers_in_every_state()
    seal_log(at=noon)


def papers_in_every_state() -> None:
    """Drafts to open, applications to look at and to recommend, offers to sign."""
    a_call(state=CallState.DRAFT)
    draft = Program.objects.get()
    draft.pk, draft.code, draft.state = None, "draft-2027", ProgramState.DRAFT
    draft.save(force_insert=True)
    a_review(application=an_application(supplier=a_supplier(name="Saebit (demo)")))
    an_application(supplier=a_supplier(name="Dasom (demo)"), state=ApplicationState.SUBMITTED)
    recommended(RecommendationState.SELECTED, firm="Nuri (demo)")
    recommended(RecommendationState.RECOMMENDED, firm="Miri (demo)")
    an_agreement(state=AgreementState.PROPOSED, supplier=a_supplier(name="Garam (demo)"))


def recommended(state: RecommendationState, *, firm: str) -> Recommendation:
    return a_recommendation(application=an_application(supplier=a_supplier(name=firm)), state=state)
