"""A supplier names a site and a hazard, and nobody may claim the same twice."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from companies.models import Worksite
from core.domain.errors import RuleBroken
from outcomes.domain.lifecycle import MatchState
from outcomes.models import Match
from outcomes.services import propose_match
from people.domain.roles import Kind, Role
from people.models import User
from programs.domain.lifecycle import AgreementState
from programs.models import Agreement, Hazard
from tests.factories.companies import a_supplier, a_worksite
from tests.factories.outcomes import a_match
from tests.factories.people import a_member, an_organization
from tests.factories.programs import a_hazard, an_agreement


@pytest.fixture
def agreement(carla: User) -> Agreement:
    return an_agreement()


@pytest.fixture
def site(agreement: Agreement) -> Worksite:
    return a_worksite(supplier=agreement.supplier)


def proposed(
    agreement: Agreement, site: Worksite, by: User, at: datetime, hazard: Hazard | None = None
) -> Match:
    hazard = hazard or a_hazard()
    return propose_match(
        agreement_id=agreement.pk, worksite_id=site.pk, hazard_id=hazard.pk, by=by, at=at
    )


def test_carla_proposes_her_own_site(
    agreement: Agreement, site: Worksite, carla: User, noon: datetime
) -> None:
    match = proposed(agreement, site, carla, noon)
    assert (match.state, match.program, match.proposed_by) == (
        MatchState.PROPOSED,
        agreement.program,
        carla,
    )


def test_the_same_site_and_hazard_counts_once(
    agreement: Agreement, site: Worksite, carla: User, noon: datetime
) -> None:
    proposed(agreement, site, carla, noon)
    with pytest.raises(RuleBroken, match="already matched against") as refusal:
        proposed(agreement, site, carla, noon)
    assert refusal.value.field == "worksite"


def test_the_database_insists_that_it_counts_once(
    agreement: Agreement, site: Worksite, carla: User, noon: datetime
) -> None:
    a_match(agreement=agreement, worksite=site)
    with pytest.raises(IntegrityError, match="coverage_once"), transaction.atomic():
        a_match(agreement=agreement, worksite=site)


def test_a_refused_site_may_be_asked_again(
    agreement: Agreement, site: Worksite, carla: User, noon: datetime
) -> None:
    a_match(agreement=agreement, worksite=site, state=MatchState.REFUSED)
    assert proposed(agreement, site, carla, noon).state == MatchState.PROPOSED


def test_a_site_may_have_another_hazard(
    agreement: Agreement, site: Worksite, carla: User, noon: datetime
) -> None:
    fire = Hazard.objects.create(code="fire", name_ko="화재", name_en="Fire")
    agreement.program.hazards.add(fire)
    proposed(agreement, site, carla, noon)
    assert proposed(agreement, site, carla, noon, fire).hazard == fire


def test_a_hazard_outside_the_programme_is_refused(
    agreement: Agreement, site: Worksite, carla: User, noon: datetime
) -> None:
    noise = Hazard.objects.create(code="noise", name_ko="소음", name_en="Noise")
    with pytest.raises(RuleBroken, match="not part of this programme"):
        proposed(agreement, site, carla, noon, noise)


def test_another_suppliers_site_is_refused(
    agreement: Agreement, carla: User, noon: datetime
) -> None:
    foreign = a_worksite(name="Elsewhere", supplier=a_supplier(name="Other Safety (demo)"))
    with pytest.raises(RuleBroken, match="registered by another supplier"):
        proposed(agreement, foreign, carla, noon)


@pytest.mark.parametrize("state", [s for s in AgreementState if s != AgreementState.SIGNED])
def test_only_an_agreement_in_force_can_be_matched(
    state: AgreementState, carla: User, noon: datetime
) -> None:
    agreement = an_agreement(state=state)
    with pytest.raises(RuleBroken, match="not in force"):
        proposed(agreement, a_worksite(supplier=agreement.supplier), carla, noon)


def test_people_of_another_supplier_may_not(
    agreement: Agreement, site: Worksite, noon: datetime
) -> None:
    other = an_organization(kind=Kind.SUPPLIER, name="Other Safety (demo)")
    stranger = a_member(name="stranger", role=Role.EDITOR, organization=other)
    with pytest.raises(PermissionDenied):
        proposed(agreement, site, stranger, noon)


def test_only_editors_may(
    agreement: Agreement, site: Worksite, cato: User, agnes: User, noon: datetime
) -> None:
    for someone in (cato, agnes):
        with pytest.raises(PermissionDenied):
            proposed(agreement, site, someone, noon)
