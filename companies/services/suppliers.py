"""A firm says who it is and what it offers."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from audit.services import record
from companies.domain.facts import BusinessFacts, checked
from companies.models import Supplier, Technology
from core.domain.errors import RuleBroken
from core.models import said_as
from people.domain.roles import Kind
from people.models import Organization, User
from people.permissions import require_for


@transaction.atomic
def register_supplier(
    *, organization: Organization, facts: BusinessFacts, by: User, at: datetime
) -> Supplier:
    """The organisation becomes a supplier; with this it may apply."""
    require_for(by, "supplier.register", organization)
    Organization.objects.select_for_update().get(pk=organization.pk)
    clean = checked(facts)
    _may_register(organization, clean)
    with said_as(supplier_once=_taken(clean)):
        supplier = Supplier.objects.create(organization=organization, **asdict(clean))
    record(
        action="supplier.register",
        subject=supplier,
        by=by.email,
        at=at,
        business_number=clean.business_number,
    )
    return supplier


@transaction.atomic
def add_technology(
    *, supplier: Supplier, name: str, description: str, by: User, at: datetime
) -> Technology:
    """Something the supplier offers against a hazard."""
    require_for(by, "supplier.register", supplier.organization)
    Supplier.objects.select_for_update().get(pk=supplier.pk)
    if supplier.technologies.filter(name=name.strip()).exists():
        raise RuleBroken(
            "“%(name)s” is in your list already. Give the other one another name.",
            name=name.strip(),
            field="name",
        )
    technology = Technology.objects.create(
        supplier=supplier, name=name.strip(), description=description.strip()
    )
    record(action="technology.add", subject=technology, by=by.email, at=at, name=technology.name)
    return technology


def _may_register(organization: Organization, facts: BusinessFacts) -> None:
    if organization.kind != Kind.SUPPLIER:
        raise RuleBroken(
            "%(name)s does not take part as a supplier. Ask the programme office.",
            name=organization.name,
        )
    if Supplier.objects.filter(organization=organization).exists():
        raise RuleBroken("Your firm is registered already. Nothing needs to be done.")
    if Supplier.objects.filter(business_number=facts.business_number).exists():
        raise _taken(facts)


def _taken(facts: BusinessFacts) -> RuleBroken:
    return RuleBroken(
        "A supplier with the business number %(number)s is registered already. "
        "Check the number, or ask that firm's people to invite you.",
        number=facts.business_number,
        field="business_number",
    )
