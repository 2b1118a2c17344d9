"""The people of the stories and what they begin with, for this room."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from companies.models import Supplier
from core.domain.money import Money
from people.domain.roles import Role
from people.models import User
from programs.domain.lifecycle import AgreementState
from programs.models import Agreement, Application, Call, Commitment
from programs.services import (
    ApplicationDraft,
    OwnTarget,
    commit_funds,
    confirm_commitment,
    start_application,
)
from tests.doors import signed_in
from tests.factories.companies import a_supplier
from tests.factories.people import a_member, the
from tests.factories.programs import (
    a_call,
    a_hazard,
    a_program_without_money,
    an_agreement,
    an_application,
    an_indicator,
    four_reviews,
)
from tests.people import *  # noqa: F403


@pytest.fixture
def call() -> Call:
    """Open today, whenever the tests run."""
    call = a_call()
    Call.objects.update(closes_at=timezone.now() + timedelta(days=1))
    call.refresh_from_db()
    return call


@pytest.fixture
def eve() -> User:
    """Editor of another firm."""
    other = a_supplier(name="Other firm")
    return a_member(name="eve", role=Role.EDITOR, organization=other.organization)


@pytest.fixture
def desk(agnes: User) -> Client:
    return signed_in(agnes)


@pytest.fixture
def colleague(arthur: User) -> Client:
    return signed_in(arthur)


@pytest.fixture
def proposed(db: None) -> Agreement:
    return an_agreement(state=AgreementState.PROPOSED)


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
        own_targets=(OwnTarget(an_indicator().pk, None, Decimal(50), "Photographs."),),
    )


@pytest.fixture
def begun(hanbit: Supplier, carla: User, noon: datetime) -> Application:
    return start_application(call_id=a_call().pk, supplier=hanbit, by=carla, at=noon)


@pytest.fixture
def application(db: None) -> Application:
    return an_application()


@pytest.fixture
def reviewed(application: Application) -> Application:
    four_reviews(application)
    return application


@pytest.fixture
def funded(db: None, noon: datetime) -> Commitment:
    """1,000 won on the plan and 1,000 on results, promised by olivia and confirmed by anna."""
    program = a_program_without_money()
    made = commit_funds(
        program_id=program.pk, base=Money(1000), success=Money(1000), by=the("olivia"), at=noon
    )
    return confirm_commitment(commitment_id=made.pk, by=the("anna"), at=noon)
