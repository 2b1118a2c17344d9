"""The page of the books: who may look, what it shows, how it pages."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from audit.selectors import events_found
from core.domain.money import Money
from ledger.domain.entries import transfer
from ledger.selectors import entries, entries_of
from ledger.services import post_entry
from people.models import User
from reports.services import export_balances
from tests.doors import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def seven(noon: datetime, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    monkeypatch.setattr(entries, "PAGE", 3)
    return [_post(n, noon) for n in range(7)]


def test_pages_lead_from_the_newest_to_the_oldest_and_back(seven: list[int]) -> None:
    first = entries_of()
    assert [row.key for row in first.rows] == seven[:3:-1]
    assert first.newer is None
    second = entries_of(older_than=first.older)
    assert [row.key for row in second.rows] == seven[3:0:-1]
    third = entries_of(older_than=second.older)
    assert [row.key for row in third.rows] == seven[:1]
    assert third.older is None
    assert entries_of(newer_than=third.newer).rows == second.rows
    back = entries_of(newer_than=entries_of(newer_than=third.newer).newer)
    assert back.rows == first.rows
    assert back.newer is None


def test_beyond_either_end_there_is_nothing(seven: list[int]) -> None:
    nothing = entries_of(older_than=seven[0])
    assert (nothing.rows, nothing.newer, nothing.older) == ((), None, None)
    nothing = entries_of(newer_than=seven[-1])
    assert (nothing.rows, nothing.newer, nothing.older) == ((), None, None)


def test_one_account_shows_its_entries_with_both_legs(seven: list[int]) -> None:
    page = entries_of(account="supplier:3")
    assert [row.key for row in page.rows] == [seven[3]]
    assert {code for code, _ in page.rows[0].legs} == {"bank", "supplier:3"}


def test_the_bank_reads_the_books(seven: list[int], olivia: User) -> None:
    page = _open(olivia)
    assert "The balances add up to zero" in page
    assert "entry 6" in page
    assert "entry 3" not in page
    assert "?older=" in page


def test_an_account_is_a_filter_in_the_address(
    client: Client, seven: list[int], audrey: User
) -> None:
    page = _open(audrey, "?account=supplier:1")
    assert "Entries that touch supplier:1" in page
    assert "entry 6" not in page


def test_a_broken_address_shows_the_first_page(
    client: Client, seven: list[int], otto: User
) -> None:
    assert "entry 6" in _open(otto, "?older=abc")


def test_empty_books_say_what_comes_next(theo: User) -> None:
    page = _open(theo)
    assert "No account has been used yet." in page
    assert "No entry here." in page


def test_suppliers_and_strangers_stay_out(client: Client, carla: User) -> None:
    address = reverse("ledger:books")
    assert client.get(address).status_code == 302
    assert signed_in(carla).get(address).status_code == 403


def _open(by: User, query: str = "") -> str:
    answer = signed_in(by).get(reverse("ledger:books") + query)
    assert answer.status_code == 200
    return answer.content.decode()


def _post(n: int, at: datetime) -> int:
    legs = transfer(Money(100), out_of="bank", into=f"supplier:{n}")
    return post_entry(reference=f"entry {n}", memo="test", postings=legs, at=at).pk


def test_the_books_of_a_past_moment(noon: datetime, audrey: User) -> None:
    _post(1, noon)
    _post(2, noon + timedelta(hours=1))
    _post(3, noon + timedelta(days=1))
    page = _open(audrey, "?at=2026-06-01T13:00")
    assert "As they were on" in page
    assert "entry 2" in page
    assert "entry 3" not in page
    assert "supplier:3" not in page
    assert "The balances add up to zero" in page
    assert "?account=supplier%3A2&amp;at=2026-06-01T13%3A00" in page


def test_a_moment_stays_chosen_on_the_next_page(seven: list[int], audrey: User) -> None:
    assert "at=2026-06-02T00%3A00&amp;older=" in _open(audrey, "?at=2026-06-02T00:00")


def test_what_is_no_moment_is_said_beside_the_field(seven: list[int], audrey: User) -> None:
    page = _open(audrey, "?at=yesterday")
    assert "This is not a moment." in page
    assert "yesterday" in page


def test_before_everything_there_was_nothing(seven: list[int], audrey: User) -> None:
    assert "At that moment no account had been used." in _open(audrey, "?at=2020-01-01T00:00")


def test_the_trial_balance_is_taken_away(noon: datetime, audrey: User, carla: User) -> None:
    _post(1, noon)
    _post(2, noon + timedelta(days=1))
    browser = signed_in(audrey)
    taken = browser.post(reverse("reports:balance_export") + "?at=2026-06-01T13:00")
    lines = taken.getvalue().decode().lstrip("\ufeff").splitlines()
    assert [line.split(",")[1:] for line in lines] == [
        ["Ledger account", "Postings", '"Balance', ' won"'],
        ["bank", "1", "-100"],
        ["supplier:1", "1", "100"],
        ["Sum", "2", "0"],
    ]
    (event,) = events_found(action="export.download")
    assert event.details["moment"].startswith("2026-06-01T13:00")
    assert browser.post(reverse("reports:balance_export") + "?at=yesterday").status_code == 404
    now = browser.post(reverse("reports:balance_export")).getvalue().decode()
    assert "supplier:2" in now
    assert signed_in(carla).post(reverse("reports:balance_export")).status_code == 403
    with pytest.raises(PermissionDenied):
        export_balances(moment=None, by=carla, at=noon)
