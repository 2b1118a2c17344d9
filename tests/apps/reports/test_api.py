"""Other systems read what their organisation may see, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from payouts.models import Payout
from tests.factories.companies import a_supplier
from tests.factories.people import the
from tests.factories.programs import an_agreement

SignIn = Callable[[str], Client]
LISTS = ["/api/v1/programs/", "/api/v1/agreements/", "/api/v1/payouts/"]


def test_a_supplier_reads_its_payment_with_its_working(paid: Payout, signed_in: SignIn) -> None:
    assert paid.verification is not None
    answer = signed_in("carla").get(f"/api/v1/payouts/{paid.number}/").json()
    assert (answer["amount"], answer["state"]) == (5_000_000, "paid")
    assert answer["working"] == paid.working
    assert answer["agreement"] == paid.agreement.number
    assert answer["target"] == paid.verification.target.number


def test_lists_hold_what_is_in_scope(paid: Payout, signed_in: SignIn) -> None:
    other = an_agreement(supplier=a_supplier(name="Other firm (demo)"))
    browser = signed_in("carla")
    agreements = [row["number"] for row in browser.get("/api/v1/agreements/").json()["results"]]
    assert agreements == [paid.agreement.number]
    assert browser.get(f"/api/v1/agreements/{other.number}/").status_code == 404
    assert browser.get(f"/api/v1/agreements/{paid.agreement.number}/").status_code == 200
    payouts = [row["number"] for row in browser.get("/api/v1/payouts/").json()["results"]]
    assert payouts == [paid.number]
    assert [p["code"] for p in browser.get("/api/v1/programs/").json()["results"]]


@pytest.mark.django_db
@pytest.mark.parametrize("address", LISTS)
def test_a_stranger_reads_nothing(client: Client, address: str) -> None:
    assert client.get(address).status_code == 401


@pytest.mark.parametrize("address", LISTS[1:])
def test_a_reviewer_reads_no_money(signed_in: SignIn, address: str) -> None:
    assert signed_in("rita").get(address).status_code == 403


@pytest.mark.parametrize("address", LISTS)
def test_nothing_is_written_here(signed_in: SignIn, address: str) -> None:
    assert signed_in("audrey").post(address, {}).status_code == 405


def test_the_auditor_reads_all(paid: Payout, signed_in: SignIn) -> None:
    an_agreement(supplier=a_supplier(name="Other firm (demo)"))
    browser = signed_in("audrey")
    assert len(browser.get("/api/v1/agreements/").json()["results"]) == 2


def test_the_api_describes_itself(signed_in: SignIn) -> None:
    the("audrey")
    answer = signed_in("audrey").get("/api/v1/schema/", headers={"accept": "application/json"})
    assert answer.status_code == 200
    assert "/api/v1/payouts/{number}/" in answer.content.decode()
