"""Where money goes: replaced, never edited, confirmed by another person, and never readable."""

from __future__ import annotations

import hashlib
import logging
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, transaction

from audit.selectors import events_about, log_page
from companies import gateways
from companies.domain.lifecycle import BANK_ACCOUNT, AccountState
from companies.models import BankAccount, Supplier
from companies.selectors import (
    accounts_of,
    accounts_to_confirm,
    current_account,
    others_with_this_number,
)
from companies.services import (
    confirm_account,
    decrypt_number,
    encrypt_number,
    register_account,
    rotate_keys,
)
from core.domain.errors import IllegalMove, RuleBroken
from core.gateways.vault import Unreadable
from people.domain.roles import Kind, Role
from people.models import User
from tests.factories.companies import a_bank_account, a_supplier
from tests.factories.people import CHAIRS, a_member, an_organization, the

NUMBER = "123-456-78901234"
DIGITS = "12345678901234"
OLD, NEW = "old key", "new key"


@pytest.fixture
def supplier(carla: User) -> Supplier:
    return a_supplier()


@pytest.fixture
def account(supplier: Supplier, carla: User, noon: datetime) -> BankAccount:
    return register(supplier, carla, noon)


def register(supplier: Supplier, by: User, at: datetime, **other: Any) -> BankAccount:
    given = {"bank_code": "004", "number": NUMBER, "holder": " Hanbit ", **other}
    return register_account(supplier=supplier, by=by, at=at, **given)


def test_an_account_waits_for_the_treasurer_then_money_may_go_there(
    account: BankAccount, supplier: Supplier, theo: User, noon: datetime
) -> None:
    with pytest.raises(RuleBroken, match="no confirmed bank account"):
        current_account(supplier)
    assert list(accounts_to_confirm()) == [account]
    confirm_account(account_id=account.pk, by=theo, at=noon)
    current = current_account(supplier)
    assert (current, current.confirmed_by, current.confirmed_at) == (account, theo, noon)
    assert decrypt_number(current.number_encrypted) == DIGITS
    assert [e.action for e in events_about(account)] == ["account.register", "account.confirm"]
    assert not accounts_to_confirm()


def test_a_new_account_replaces_the_one_before(
    account: BankAccount, supplier: Supplier, carla: User, theo: User, noon: datetime
) -> None:
    confirm_account(account_id=account.pk, by=theo, at=noon)
    new = register(supplier, carla, noon, number="999-888-77776666")
    account.refresh_from_db()
    assert (account.state, new.state) == (AccountState.REPLACED, AccountState.REGISTERED)
    assert list(accounts_of(supplier)) == [new, account]
    with pytest.raises(RuleBroken, match="no confirmed bank account"):
        current_account(supplier)


def test_the_number_is_nowhere_but_in_the_vault(
    supplier: Supplier, carla: User, theo: User, noon: datetime, caplog: Any
) -> None:
    with caplog.at_level(logging.DEBUG):
        account = register(supplier, carla, noon)
        confirm_account(account_id=account.pk, by=theo, at=noon)
    said = " ".join(str(event.details) for event in log_page().events)
    assert "****1234" in said
    for place in (said, str(account), repr(account), str(vars(account))):
        assert DIGITS not in place
        assert "5678901234" not in place
    assert DIGITS.encode() not in bytes(account.number_encrypted)
    assert account.fingerprint != hashlib.sha256(DIGITS.encode()).hexdigest()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"bank_code": "999"}, "bank_code"), ({"number": "12"}, "number"), ({"number": "x" * 12}, "number")],
)  # fmt: skip
def test_what_is_no_account_names_its_field(
    wrong: dict[str, str], field: str, supplier: Supplier, carla: User, noon: datetime
) -> None:
    with pytest.raises(RuleBroken) as refused:
        register(supplier, carla, noon, **wrong)
    assert refused.value.field == field
    assert not accounts_of(supplier)  # nothing is half stored


@pytest.mark.parametrize("state", AccountState)
@pytest.mark.parametrize("verb", ["confirm", "replace"])
def test_every_verb_from_every_state(
    verb: str, state: AccountState, supplier: Supplier, carla: User, theo: User, noon: datetime
) -> None:
    account = register(supplier, carla, noon)
    if state == AccountState.CONFIRMED:
        confirm_account(account_id=account.pk, by=theo, at=noon)
    BankAccount.objects.filter(pk=account.pk).update(state=state)
    if verb == "replace":
        register(supplier, carla, noon, number="12345678901235")
        account.refresh_from_db()
        assert account.state == AccountState.REPLACED
    elif BANK_ACCOUNT.allows(verb, state):
        assert confirm_account(account_id=account.pk, by=theo, at=noon).state == "confirmed"
    else:
        with pytest.raises(IllegalMove):
            confirm_account(account_id=account.pk, by=theo, at=noon)


@pytest.mark.parametrize("name", sorted(set(CHAIRS) - {"carla"}))
def test_only_the_editor_registers(name: str, supplier: Supplier, noon: datetime) -> None:
    with pytest.raises(PermissionDenied):
        register(supplier, the(name), noon)


def test_not_the_editor_of_somebody_else(supplier: Supplier, noon: datetime) -> None:
    place = an_organization(kind=Kind.SUPPLIER, name="Saebit (demo)")
    stranger = a_member(name="stella", role=Role.EDITOR, organization=place)
    with pytest.raises(PermissionDenied):
        register(supplier, stranger, noon)


@pytest.mark.parametrize("name", sorted(set(CHAIRS) - {"theo"}))
def test_only_the_treasurer_confirms(name: str, account: BankAccount, noon: datetime) -> None:
    with pytest.raises(PermissionDenied):
        confirm_account(account_id=account.pk, by=the(name), at=noon)


def test_who_registered_does_not_confirm(
    account: BankAccount, carla: User, theo: User, noon: datetime
) -> None:
    a_member(name="carla", role=Role.TREASURER, organization=theo.memberships.get().organization)
    with pytest.raises(RuleBroken, match="Another person confirms"):
        confirm_account(account_id=account.pk, by=carla, at=noon)


def test_the_same_number_at_another_supplier_is_shown_to_the_treasurer(
    account: BankAccount,
) -> None:
    assert not others_with_this_number(account)
    twin = a_supplier(name="Saebit (demo)")
    a_bank_account(supplier=twin, number=DIGITS)
    assert list(others_with_this_number(account)) == [twin]


# --- the tables themselves ------------------------------------------------------------------


def test_the_database_insists_on_one_current_account(account: BankAccount) -> None:
    account.pk = None
    with pytest.raises(IntegrityError, match="account_one_current"), transaction.atomic():
        account.save(force_insert=True)


def test_the_database_insists_on_two_people(account: BankAccount, carla: User) -> None:
    rows = BankAccount.objects.filter(pk=account.pk)
    with pytest.raises(IntegrityError, match="account_two_people"), transaction.atomic():
        rows.update(state="confirmed", confirmed_by=carla)
    with pytest.raises(IntegrityError, match="account_confirmed_by_someone"), transaction.atomic():
        rows.update(state="confirmed")


@pytest.mark.parametrize(
    "edit",
    [
        {"bank_code": "088"},
        {"holder": "Somebody else"},
        {"number_tail": "0000"},
        {"number_tail": "0000", "fingerprint": "0" * 64},
    ],
)
def test_the_database_lets_nobody_edit_an_account(
    edit: dict[str, str], account: BankAccount
) -> None:
    with pytest.raises(IntegrityError, match="never edited"), transaction.atomic():
        BankAccount.objects.filter(pk=account.pk).update(**edit)


def test_the_database_lets_no_replaced_account_come_back(
    account: BankAccount, supplier: Supplier, carla: User, noon: datetime
) -> None:
    register(supplier, carla, noon, number="12345678901235")
    with pytest.raises(IntegrityError, match="never edited"), transaction.atomic():
        BankAccount.objects.filter(pk=account.pk).update(state="registered")


@pytest.mark.parametrize("change", ["state", "confirmed_by", "confirmed_at"])
def test_the_database_keeps_who_confirmed_and_when(
    change: str, account: BankAccount, theo: User, anna: User, noon: datetime
) -> None:
    confirm_account(account_id=account.pk, by=theo, at=noon)
    other = {"state": "registered", "confirmed_by": anna, "confirmed_at": noon + timedelta(days=1)}
    with pytest.raises(IntegrityError, match="never edited"), transaction.atomic():
        BankAccount.objects.filter(pk=account.pk).update(**{change: other[change]})


def test_the_database_lets_nobody_remove_an_account(account: BankAccount) -> None:
    with pytest.raises(IntegrityError, match="never edited"), transaction.atomic():
        account.delete()


# --- keys -----------------------------------------------------------------------------------


def test_the_same_number_looks_different_each_time_but_has_one_fingerprint() -> None:
    assert encrypt_number(DIGITS) != encrypt_number(DIGITS)
    assert gateways.fingerprint(DIGITS) == gateways.fingerprint(DIGITS)
    assert gateways.fingerprint(DIGITS) != gateways.fingerprint(DIGITS[::-1])


def test_keys_are_changed_without_losing_a_number(
    settings: Any, supplier: Supplier, carla: User, noon: datetime
) -> None:
    settings.FIELD_KEYS = [OLD]
    account = register(supplier, carla, noon)
    before = account.fingerprint
    settings.FIELD_KEYS = [NEW, OLD]
    assert decrypt_number(account.number_encrypted) == DIGITS
    assert before in gateways.fingerprints(DIGITS)
    assert rotate_keys(at=noon) == 1
    call_command("rotate_keys")  # again harms nothing
    settings.FIELD_KEYS = [NEW]
    account.refresh_from_db()
    assert decrypt_number(account.number_encrypted) == DIGITS
    assert account.fingerprint == gateways.fingerprint(DIGITS) != before
    settings.FIELD_KEYS = [OLD]
    with pytest.raises(Unreadable):
        decrypt_number(account.number_encrypted)


def test_without_keys_nothing_is_kept(settings: Any) -> None:
    settings.FIELD_KEYS = []
    with pytest.raises(ImproperlyConfigured, match="FIELD_KEYS"):
        encrypt_number(DIGITS)
