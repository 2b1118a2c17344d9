"""A supplier names the sites that it wants to make safer."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from audit.services import record
from companies.domain.facts import BusinessFacts, Contact, checked
from companies.domain.places import place_key
from companies.models import Supplier, Worksite
from core.domain.errors import RuleBroken
from core.models import said_as
from people.models import User
from people.permissions import require_for
from people.selectors import has_acted_for


@transaction.atomic
def register_worksite(
    *,
    supplier: Supplier,
    name: str,
    facts: BusinessFacts,
    contact: Contact,
    by: User,
    at: datetime,
) -> Worksite:
    """The site can be matched from now on; its contact person is asked by link."""
    require_for(by, "worksite.register", supplier.organization)
    clean = checked(facts)
    _is_another_firm(supplier, clean)
    answers_for_itself(supplier=supplier, contact=contact)
    _is_new(clean)
    with said_as(worksite_once=_registered_already()):
        worksite = Worksite.objects.create(
            registered_by=supplier,
            name=name.strip(),
            contact_name=contact.name.strip(),
            contact_email=contact.email.strip(),
            contact_phone=contact.phone.strip(),
            place=place_key(clean.business_number, clean.address),
            is_demo=supplier.organization.is_demo,
            **asdict(clean),
        )
    record(
        action="worksite.register",
        subject=worksite,
        by=by.email,
        at=at,
        business_number=clean.business_number,
    )
    return worksite


def _is_another_firm(supplier: Supplier, facts: BusinessFacts) -> None:
    """The programme pays for safety at other firms' sites."""
    if facts.business_number == supplier.business_number:
        raise RuleBroken(
            "This is your own business number. A worksite belongs to another firm.",
            field="business_number",
        )


def answers_for_itself(*, supplier: Supplier, contact: Contact) -> None:
    """Over this address the site says yes or no; a supplier may not ask itself."""
    if has_acted_for(contact.email, supplier.organization):
        raise RuleBroken(
            "%(email)s belongs to somebody who acts, or has acted, for %(supplier)s. Enter the "
            "address of a person at the worksite.",
            field="contact_email",
            email=contact.email,
            supplier=supplier.organization.name,
        )


def _is_new(facts: BusinessFacts) -> None:
    """One site, one row: otherwise it could be claimed twice."""
    same = Worksite.objects.filter(business_number=facts.business_number, address=facts.address)
    if same.exists():
        raise _registered_already()


def _registered_already() -> RuleBroken:
    return RuleBroken(
        "This firm's site at this address is registered already, perhaps by another supplier. "
        "A site can be improved in the programme once.",
        field="address",
    )
