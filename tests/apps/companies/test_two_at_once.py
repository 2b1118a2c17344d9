"""Two people register the same thing in the same second: the second reads why, and loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from companies.models import BankAccount, Supplier, Worksite
from companies.services import BusinessFacts, register_account, register_supplier
from core.domain.errors import RuleBroken
from core.models import said_as
from people.domain.roles import Kind, Role
from people.models import User
from tests.apps.companies.test_pages import FIRM, SITE
from tests.crowd import overtaken, together
from tests.doors import signed_in
from tests.factories.companies import a_bank_account, a_supplier
from tests.factories.people import a_member, an_organization, the

pytestmark = pytest.mark.django_db(transaction=True)

ACCOUNT = {"bank_code": "004", "number": "1234-5678-901234", "holder": "Hanbit Safety (demo)"}


@pytest.fixture
def carla() -> User:
    return the("carla")


@pytest.fixture
def stella() -> User:
    """The editor of another supplier."""
    place = an_organization(kind=Kind.SUPPLIER, name="Saebit (demo)")
    return a_member(name="stella", role=Role.EDITOR, organization=place)


def sends(who: User, name: str, given: dict[str, Any]) -> Callable[[], Any]:
    """A browser with the filled-in page open, and a finger on the button."""
    door: Client = signed_in(who)
    return lambda: door.post(reverse(f"companies:{name}"), given)


def own(who: User) -> dict[str, Any]:
    return {**FIRM, "organization": who.memberships.get().organization_id}


def test_two_suppliers_register_one_worksite(carla: User, stella: User) -> None:
    a_supplier()
    a_supplier(name="Saebit (demo)")
    answer = overtaken(
        sends(carla, "worksite_register", SITE), sends(stella, "worksite_register", SITE)
    )
    after = sends(stella, "worksite_register", SITE)()
    assert answer.status_code == after.status_code == 422
    (said,) = answer.context["form"].errors["address"]
    assert "registered already, perhaps by another supplier" in said
    assert answer.context["form"].errors == after.context["form"].errors
    page = answer.content.decode()
    assert all(str(value) in page for value in SITE.values())
    assert Worksite.objects.get().registered_by.organization.name == "Hanbit Safety (demo)"


def test_two_firms_register_one_business_number(carla: User, stella: User) -> None:
    answer = overtaken(
        sends(carla, "supplier_register", own(carla)),
        sends(stella, "supplier_register", own(stella)),
    )
    after = sends(stella, "supplier_register", own(stella))()
    assert answer.status_code == after.status_code == 422
    (said,) = answer.context["form"].errors["business_number"]
    assert "1248100998 is registered already" in said
    assert answer.context["form"].errors == after.context["form"].errors
    assert all(value in answer.content.decode() for value in FIRM.values())
    assert Supplier.objects.get().organization.name == "Hanbit Safety (demo)"


def test_two_people_register_one_firm(carla: User, noon: datetime) -> None:
    hanbit = carla.memberships.get().organization
    said: list[str] = []
    facts = BusinessFacts("124-81-00998", "Han Bit", "Seoul", "02-0000-0000", "28119", 20)

    def register() -> None:
        try:
            register_supplier(organization=hanbit, facts=facts, by=carla, at=noon)
        except RuleBroken as refusal:
            said.append(str(refusal.sentence))

    together([register] * 3)
    assert said == ["Your firm is registered already. Nothing needs to be done."] * 2
    assert Supplier.objects.count() == 1


def test_a_double_click_registers_one_account(carla: User) -> None:
    a_supplier()
    send = sends(carla, "account_register", ACCOUNT)
    answer = overtaken(send, sends(carla, "account_register", ACCOUNT))
    assert answer.status_code == 422
    (said,) = answer.context["form"].errors["number"]
    assert said == "This account is registered already. Nothing needs to be done."
    assert ACCOUNT["number"] in answer.content.decode()
    assert BankAccount.objects.count() == 1


def test_a_confirmed_account_is_not_put_back_to_waiting(carla: User, noon: datetime) -> None:
    account = a_bank_account(number="12345678901234")
    with pytest.raises(RuleBroken, match="registered already") as refused:
        register_account(supplier=account.supplier, **ACCOUNT, by=carla, at=noon)
    assert refused.value.field == "number"
    account.refresh_from_db()
    assert account.state == "confirmed"
    other = {**ACCOUNT, "holder": "Hanbit"}
    register_account(supplier=account.supplier, **other, by=carla, at=noon)
    account.refresh_from_db()
    assert account.state == "replaced"


def test_what_nobody_put_into_words_stays_an_error(carla: User) -> None:
    account = a_bank_account()
    with (
        pytest.raises(IntegrityError, match="account_one_current"),
        said_as(worksite_once=RuleBroken("Not this one.")),
    ):
        BankAccount.objects.create(supplier=account.supplier, registered_by=carla)
