"""The pages about firms, worksites and accounts, walked as the people who use them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from companies.domain.lifecycle import AccountState
from companies.models import BankAccount, Supplier, Worksite
from companies.services import register_account
from people.domain.roles import Kind, Role
from people.models import User
from people.permissions import MAY
from tests.factories.companies import a_bank_account, a_business_number, a_supplier, a_worksite
from tests.factories.people import CHAIRS, a_member, an_organization, the

FIRM = {
    "business_number": "124-81-00998",
    "representative": "Han Bit",
    "address": "Seoul, Demo-ro 1",
    "phone": "02-0000-0000",
    "industry_revision": "10",
    "industry_code": "28119",
    "headcount": "20",
}
SITE = {
    **FIRM,
    "business_number": a_business_number(77),
    "name": "Daesung",
    "contact_name": "Wendy",
    "contact_email": "wendy@example.test",
    "contact_phone": "010-0000-0000",
}
PAGES = {
    "own": "supplier.see",
    "suppliers": "supplier.see",
    "supplier_register": "supplier.register",
    "technology_add": "supplier.register",
    "worksites": "worksite.see",
    "worksite_register": "worksite.register",
    "accounts": "account.confirm",
    "account_register": "account.register",
}


@pytest.fixture
def as_(client: Client) -> Callable[[User], Client]:
    def run(user: User) -> Client:
        Authenticator.objects.get_or_create(user=user, type="totp", data={"secret": "x"})
        client.force_login(user)
        return client

    return run


@pytest.fixture
def supplier(carla: User) -> Supplier:
    return a_supplier()


@pytest.fixture
def stranger(db: None) -> User:
    place = an_organization(kind=Kind.SUPPLIER, name="Saebit (demo)")
    a_supplier(name="Saebit (demo)")
    return a_member(name="stella", role=Role.EDITOR, organization=place)


def page(name: str, *args: int) -> str:
    return reverse(f"companies:{name}", args=args)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("person", ["carla", "theo", "rita"])
def test_every_page_opens_for_its_people_only(
    name: str, person: str, as_: Any, supplier: Supplier
) -> None:
    status = as_(the(person)).get(page(name)).status_code
    assert status in ({200, 302} if CHAIRS[person].role in MAY[PAGES[name]] else {403})


def test_another_suppliers_things_do_not_exist(
    as_: Any, supplier: Supplier, stranger: User, carla: User
) -> None:
    worksite = a_worksite(supplier=supplier)
    mine = [page("supplier", supplier.pk), page("worksite", worksite.pk)]
    for address in mine:
        assert as_(carla).get(address).status_code == 200
        assert as_(stranger).get(address).status_code == 404
    assert worksite.name not in as_(stranger).get(page("worksites")).content.decode()
    assert supplier.organization.name not in as_(stranger).get(page("suppliers")).content.decode()


def test_a_firm_registers_itself(as_: Any, carla: User) -> None:
    door = as_(carla)
    assert door.get(page("own"))["Location"] == page("supplier_register")
    form = door.get(page("supplier_register")).context["form"]
    hanbit = form.fields["organization"].initial
    answer = door.post(page("supplier_register"), {**FIRM, "organization": hanbit.pk})
    supplier = Supplier.objects.get()
    assert answer["Location"] == page("supplier", supplier.pk)
    assert door.get(page("own"))["Location"] == page("supplier", supplier.pk)
    assert "124-81-00998" in door.get(answer["Location"]).content.decode()


def test_a_slip_in_the_business_number_is_named_and_nothing_is_lost(as_: Any, carla: User) -> None:
    hanbit = carla.memberships.get().organization
    given = {**FIRM, "business_number": "124-81-00999", "organization": hanbit.pk}
    answer = as_(carla).post(page("supplier_register"), given)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["business_number"]
    assert 'value="124-81-00999"' in answer.content.decode()
    assert not Supplier.objects.exists()


def test_nobody_registers_for_somebody_else(as_: Any, carla: User, stranger: User) -> None:
    theirs = stranger.memberships.get().organization
    answer = as_(carla).post(page("supplier_register"), {**FIRM, "organization": theirs.pk})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["organization"])


def test_who_may_not_register_is_told_what_is_missing(as_: Any, cato: User) -> None:
    assert as_(cato).get(page("own")).status_code == 422


def test_staff_are_led_to_the_list(as_: Any, supplier: Supplier, audrey: User) -> None:
    assert as_(audrey).get(page("own"))["Location"] == page("supplier", supplier.pk)
    a_supplier(name="Saebit (demo)")
    assert as_(audrey).get(page("own"))["Location"] == page("suppliers")


def test_a_technology_is_added(as_: Any, supplier: Supplier, carla: User) -> None:
    given = {"name": "Sensor", "description": "Sees hands"}
    answer = as_(carla).post(page("technology_add"), given)
    assert answer["Location"] == page("supplier", supplier.pk)
    assert "Sensor" in as_(carla).get(answer["Location"]).content.decode()
    assert as_(carla).post(page("technology_add"), given).status_code == 422


def test_a_worksite_is_registered(as_: Any, supplier: Supplier, carla: User) -> None:
    answer = as_(carla).post(page("worksite_register"), SITE)
    worksite = Worksite.objects.get()
    assert answer["Location"] == page("worksite", worksite.pk)
    assert worksite.registered_by == supplier
    assert "wendy@example.test" in as_(carla).get(answer["Location"]).content.decode()
    again = as_(carla).post(page("worksite_register"), SITE)
    assert (again.status_code, list(again.context["form"].errors)) == (422, ["address"])
    assert worksite.name in as_(carla).get(page("worksites")).content.decode()


def test_an_empty_form_names_every_field(as_: Any, supplier: Supplier, carla: User) -> None:
    answer = as_(carla).post(page("worksite_register"), {})
    assert set(answer.context["form"].errors) == set(SITE)


# --- accounts -------------------------------------------------------------------------------


def test_an_account_is_registered_and_shown_masked(
    as_: Any, supplier: Supplier, carla: User
) -> None:
    given = {"bank_code": "004", "number": "123-456-78901234", "holder": "Hanbit"}
    assert as_(carla).get(page("account_register")).context["current"] is None
    answer = as_(carla).post(page("account_register"), given)
    shown = as_(carla).get(answer["Location"]).content.decode()
    assert "****1234" in shown
    assert "78901234" not in shown
    assert "****1234" in as_(carla).get(page("account_register")).content.decode()


def test_a_number_that_was_refused_is_the_only_one_that_comes_back(
    as_: Any, supplier: Supplier, carla: User
) -> None:
    given = {"bank_code": "004", "number": "12", "holder": "Hanbit"}
    answer = as_(carla).post(page("account_register"), given)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["number"])


def test_the_treasurer_compares_and_confirms(
    as_: Any, supplier: Supplier, carla: User, theo: User, noon: datetime
) -> None:
    given = {"bank_code": "004", "number": "12345678901234", "holder": "Hanbit"}
    account = register_account(supplier=supplier, **given, by=carla, at=noon)
    a_bank_account(supplier=a_supplier(name="Saebit (demo)"), number="12345678901234")
    door, address = as_(theo), page("account_confirm", account.pk)
    assert address in door.get(page("accounts")).content.decode()
    shown = door.get(address).content.decode()
    assert "****1234" in shown
    assert "12345678901234" not in shown
    assert "Saebit (demo)" in shown  # the same number elsewhere
    assert door.post(address)["Location"] == page("accounts")
    assert BankAccount.objects.get(pk=account.pk).state == AccountState.CONFIRMED
    assert door.post(address).status_code == 409
    assert door.get(page("account_confirm", 0)).status_code == 404
    assert as_(carla).get(address).status_code == 403


def test_officers_look_at_firms_in_the_administration(
    as_: Any, supplier: Supplier, agnes: User
) -> None:
    worksite = a_worksite(supplier=supplier)
    for model, key in (("supplier", supplier.pk), ("worksite", worksite.pk)):
        assert as_(agnes).get(reverse(f"admin:companies_{model}_changelist")).status_code == 200
        change = reverse(f"admin:companies_{model}_change", args=[key])
        assert as_(agnes).get(change).status_code == 200
        assert as_(agnes).post(change, {}).status_code == 403
