"""Firms say who they are, what they offer, and which sites they want to make safer."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from audit.selectors import events_about
from companies.domain.facts import checked
from companies.models import Supplier, Technology, Worksite
from companies.selectors import (
    organizations_to_register,
    supplier_of,
    suppliers_seen_by,
    technologies_of,
    worksites_of,
    worksites_seen_by,
)
from companies.services import (
    BusinessFacts,
    Contact,
    add_technology,
    register_supplier,
    register_worksite,
)
from core.domain.errors import RuleBroken
from people.domain.roles import Kind, Role
from people.models import Organization, User
from tests.factories.companies import a_business_number, a_supplier, a_worksite
from tests.factories.people import BANK, CHAIRS, a_member, an_organization, the

FACTS = BusinessFacts(
    business_number="124-81-00998",
    representative=" Han Bit ",
    address="Seoul,  Demo-ro 1 ",
    phone="02-0000-0000",
    industry_code="28119",
    headcount=20,
)
WENDY = Contact(" Wendy ", "wendy@example.test", "010-0000-0000")


@pytest.fixture
def hanbit(carla: User) -> Organization:
    return carla.memberships.get().organization


@pytest.fixture
def supplier(hanbit: Organization, carla: User, noon: datetime) -> Supplier:
    return register_supplier(organization=hanbit, facts=FACTS, by=carla, at=noon)


@pytest.fixture
def stranger(db: None) -> User:
    """The editor of another supplier."""
    place = an_organization(kind=Kind.SUPPLIER, name="Saebit (demo)")
    return a_member(name="stella", role=Role.EDITOR, organization=place)


def test_a_firm_registers_and_its_number_is_kept_without_dashes(
    hanbit: Organization, carla: User, noon: datetime
) -> None:
    assert list(organizations_to_register(carla)) == [hanbit]
    supplier = register_supplier(organization=hanbit, facts=FACTS, by=carla, at=noon)
    assert (supplier.business_number, supplier.representative) == ("1248100998", "Han Bit")
    assert (supplier.address, supplier.industry_revision) == ("Seoul, Demo-ro 1", 10)
    assert supplier_of(carla) == supplier
    assert not organizations_to_register(carla)
    assert str(supplier) == hanbit.name
    assert [e.action for e in events_about(supplier)] == ["supplier.register"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"business_number": "124-81-00999"}, "business_number"),
        ({"business_number": "12"}, "business_number"),
        ({"industry_code": "x"}, "industry_code"),
        ({"industry_revision": 3}, "industry_revision"),
        ({"headcount": 0}, "headcount"),
    ],
)
def test_wrong_facts_name_their_field(wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        checked(replace(FACTS, **wrong))
    assert refused.value.field == field


def test_a_firm_registers_once(supplier: Supplier, carla: User, noon: datetime) -> None:
    with pytest.raises(RuleBroken, match="registered already"):
        register_supplier(organization=supplier.organization, facts=FACTS, by=carla, at=noon)


def test_a_business_number_belongs_to_one_supplier(
    supplier: Supplier, stranger: User, noon: datetime
) -> None:
    (saebit,) = organizations_to_register(stranger)
    with pytest.raises(RuleBroken, match="1248100998") as refused:
        register_supplier(organization=saebit, facts=FACTS, by=stranger, at=noon)
    assert refused.value.field == "business_number"


def test_a_bank_is_no_supplier(db: None, noon: datetime) -> None:
    bank = an_organization(kind=Kind.FUNDER, name=BANK)
    mixed = a_member(name="mia", role=Role.EDITOR, organization=bank)
    with pytest.raises(RuleBroken, match="does not take part as a supplier"):
        register_supplier(organization=bank, facts=FACTS, by=mixed, at=noon)


@pytest.mark.parametrize("name", sorted(set(CHAIRS) - {"carla"}))
def test_only_the_suppliers_editor_registers(name: str, supplier: Supplier, noon: datetime) -> None:
    by = the(name)
    with pytest.raises(PermissionDenied):
        register_supplier(organization=supplier.organization, facts=FACTS, by=by, at=noon)
    with pytest.raises(PermissionDenied):
        add_technology(supplier=supplier, name="x", description="x", by=by, at=noon)
    with pytest.raises(PermissionDenied):
        register_worksite(supplier=supplier, name="x", facts=FACTS, contact=WENDY, by=by, at=noon)


def test_another_suppliers_editor_does_not_either(
    supplier: Supplier, stranger: User, noon: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        add_technology(supplier=supplier, name="x", description="x", by=stranger, at=noon)


def test_a_technology_has_its_own_name(supplier: Supplier, carla: User, noon: datetime) -> None:
    guard = add_technology(
        supplier=supplier, name=" Guard ", description=" Light ", by=carla, at=noon
    )
    assert list(technologies_of(supplier)) == [guard]
    assert str(guard) == "Guard"
    with pytest.raises(RuleBroken, match="in your list already") as refused:
        add_technology(supplier=supplier, name="Guard", description="", by=carla, at=noon)
    assert refused.value.field == "name"


# --- worksites ------------------------------------------------------------------------------


def site(supplier: Supplier, by: User, at: datetime, **other: Any) -> Worksite:
    facts = replace(FACTS, business_number=a_business_number(321), **other)
    return register_worksite(
        supplier=supplier, name=" Daesung ", facts=facts, contact=WENDY, by=by, at=at
    )


def test_a_worksite_is_registered_with_whom_to_ask(
    supplier: Supplier, carla: User, noon: datetime
) -> None:
    worksite = site(supplier, carla, noon)
    assert (worksite.contact_name, worksite.is_demo, str(worksite)) == ("Wendy", True, "Daesung")
    assert list(worksites_of(supplier)) == [worksite]
    assert [e.action for e in events_about(worksite)] == ["worksite.register"]


def test_a_site_answers_for_itself(supplier: Supplier, carla: User, noon: datetime) -> None:
    facts = replace(FACTS, business_number=a_business_number(321))
    own = replace(WENDY, email=f" {carla.email.upper()}")
    with pytest.raises(RuleBroken, match="address of a person at the worksite") as refused:
        register_worksite(
            supplier=supplier, name="Daesung", facts=facts, contact=own, by=carla, at=noon
        )
    assert refused.value.field == "contact_email"


def test_one_site_is_registered_once_by_anybody(
    supplier: Supplier, carla: User, stranger: User, noon: datetime
) -> None:
    site(supplier, carla, noon)
    place = stranger.memberships.get().organization
    other = a_supplier(name=place.name)
    with pytest.raises(RuleBroken, match="improved in the programme once") as refused:
        site(other, stranger, noon)
    assert refused.value.field == "address"
    assert site(other, stranger, noon, address="Busan, another plant").pk


def test_nobody_improves_their_own_site(supplier: Supplier, carla: User, noon: datetime) -> None:
    with pytest.raises(RuleBroken, match="your own business number"):
        register_worksite(
            supplier=supplier, name="x", facts=FACTS, contact=WENDY, by=carla, at=noon
        )


# --- who sees what --------------------------------------------------------------------------


def test_a_supplier_sees_itself_and_its_sites_only(
    supplier: Supplier, carla: User, cato: User, stranger: User
) -> None:
    other = a_supplier(name="Saebit (demo)")
    mine, theirs = a_worksite(supplier=supplier), a_worksite(supplier=other)
    for person in (carla, cato):
        assert list(suppliers_seen_by(person)) == [supplier]
        assert list(worksites_seen_by(person)) == [mine]
    assert list(worksites_seen_by(stranger)) == [theirs]


@pytest.mark.parametrize("name", ["agnes", "victor", "olivia", "theo", "otto", "audrey"])
def test_staff_of_the_programme_see_all(name: str, supplier: Supplier) -> None:
    other = a_supplier(name="Saebit (demo)")
    assert set(suppliers_seen_by(the(name))) == {supplier, other}


def test_a_reviewer_sees_no_supplier(supplier: Supplier, rita: User) -> None:
    assert not suppliers_seen_by(rita)


def test_who_is_not_registered_is_told_to(carla: User) -> None:
    with pytest.raises(RuleBroken, match="Register it first"):
        supplier_of(carla)


# --- the tables themselves ------------------------------------------------------------------


def test_the_database_insists_on_one_supplier_of_a_number(supplier: Supplier) -> None:
    supplier.pk, supplier.organization = (
        None,
        an_organization(kind=Kind.SUPPLIER, name="Other"),
    )
    with pytest.raises(IntegrityError, match="supplier_once"), transaction.atomic():
        supplier.save(force_insert=True)


def test_the_database_insists_on_ten_digits(supplier: Supplier) -> None:
    rows = Supplier.objects.filter(pk=supplier.pk)
    with pytest.raises(IntegrityError, match="supplier_number_ten_digits"), transaction.atomic():
        rows.update(business_number="123")
    worksite = a_worksite(supplier=supplier)
    with pytest.raises(IntegrityError, match="worksite_number_ten_digits"), transaction.atomic():
        Worksite.objects.filter(pk=worksite.pk).update(business_number="12345abcde")


def test_the_database_insists_on_one_worksite_at_an_address(supplier: Supplier) -> None:
    worksite = a_worksite(supplier=supplier)
    worksite.pk = None
    with pytest.raises(IntegrityError, match="worksite_once"), transaction.atomic():
        worksite.save(force_insert=True)


def test_the_database_insists_on_one_technology_of_a_name(
    supplier: Supplier, carla: User, noon: datetime
) -> None:
    add_technology(supplier=supplier, name="Guard", description="", by=carla, at=noon)
    with pytest.raises(IntegrityError, match="technology_once"), transaction.atomic():
        Technology.objects.create(supplier=supplier, name="Guard", description="")
