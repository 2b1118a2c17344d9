"""The statement of a commitment: at every moment of the whole road of the money, to the last won."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.selectors import events_about
from core.domain.money import Money
from ledger.domain.entries import transfer
from ledger.services import post_entry
from people.models import User
from programs.domain.reserves import Purses
from programs.models import Commitment
from reports.domain.tables import BYTE_ORDER_MARK
from reports.selectors import CommitmentStatement, commitment_statement, present_statement
from reports.services import export_statement
from tests.apps.reports.diary import Diary, _amended, _closed, _paid, _promised, _signed
from tests.factories.payouts import NOON
from tests.factories.programs import a_program

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


def shown(statement: CommitmentStatement) -> tuple[object, ...]:
    """The same by the books."""
    purses = statement.purses
    reserved = [p.reserved + p.owed + p.sent for p in purses]
    return (
        Purses(*(p.committed for p in purses)),
        Purses(*reserved),
        Purses(*(p.paid for p in purses)),
        Purses(*(p.leaving for p in purses)),
        Purses(*(p.owed for p in purses)),
        Purses(*(p.sent for p in purses)),
    )


@pytest.fixture
def diary(monkeypatch: pytest.MonkeyPatch) -> Diary:
    """The whole road of the money, from the promise to the last won handed back."""
    diary = Diary(monkeypatch)
    program = a_program()
    program.commitment.delete()
    _promised(program, diary)
    agreement = _signed(diary)
    _paid(agreement, diary)
    _amended(diary)
    _closed(agreement, diary)
    return diary


def test_the_books_tell_every_past_moment_as_the_rows_told_it_then(diary: Diary) -> None:
    commitment = Commitment.objects.get()
    assert len(diary.pages) >= 25
    for moment, then in diary.pages.items():
        statement = commitment_statement(commitment, moment)
        assert shown(statement) == then, moment
        assert statement.ties
    assert commitment_statement(commitment, NOON - timedelta(days=1)).whole.committed == Money(0)
    now = commitment_statement(commitment, timezone.now())
    assert now.agrees
    assert (now.whole.committed, now.whole.paid, now.whole.free) == (
        Money(40_000_000),
        Money(40_000_000),
        Money(0),
    )


def test_what_moved_since_somebody_looked_is_no_alarm(diary: Diary) -> None:
    seen_before = Commitment.objects.get()
    seen_before.base_amount, seen_before.base_paid = 90_000_000, 0
    assert not commitment_statement(seen_before, timezone.now()).agrees
    assert present_statement(seen_before, timezone.now()).agrees


def test_the_changes_are_told_as_they_stood(diary: Diary) -> None:
    commitment, first = Commitment.objects.get(), commitment_statement
    states = {}
    for moment in diary.pages:
        lines = first(commitment, moment).amendments
        states[tuple(str(line.state) for line in lines)] = [bool(a.confirmed_by) for a in lines]
    assert states == {
        (): [],
        ("proposed",): [False],
        ("confirmed",): [True],
        ("confirmed", "proposed"): [True, False],
        ("confirmed", "confirmed"): [True, True],
        ("applied", "confirmed"): [True, True],
        ("applied", "lapsed"): [True, True],
    }


def test_money_from_nowhere_does_not_tie(diary: Diary, noon: datetime) -> None:
    commitment = Commitment.objects.get()
    free = f"program:{commitment.program_id}:base:free"
    post_entry(
        reference="gift", memo="x", postings=transfer(Money(1), out_of="pocket", into=free), at=noon
    )
    statement = commitment_statement(commitment, timezone.now())
    assert not statement.ties


def test_the_page_says_whether_books_and_commitment_agree(diary: Diary, signed_in: SignIn) -> None:
    commitment = Commitment.objects.get()
    address = reverse("reports:commitment_statement", args=[commitment.pk])
    page = signed_in("audrey").get(address).content.decode()
    assert "장부와 약정이 원 단위까지 일치합니다" in page
    browser = signed_in("otto")
    past = browser.get(address, {"at": "2026-06-01T13:30"}).content.decode()
    assert "₩90,000,000" in past
    assert "어디에" in past or "항목 중 하나" in past
    assert browser.get(address, {"at": "yesterday"}).status_code == 200
    post_entry(
        reference="more",
        memo="x",
        postings=transfer(
            Money(1),
            out_of=f"program:{commitment.program_id}:base:pledged",
            into=f"program:{commitment.program_id}:base:free",
        ),
        at=NOON,
    )
    assert "장부와 약정의 금액이 서로 다릅니다" in browser.get(address).content.decode()


def test_the_table_leaves_as_it_was_shown_and_that_is_on_record(
    diary: Diary, signed_in: SignIn
) -> None:
    commitment = Commitment.objects.get()
    address = reverse("reports:commitment_statement_export", args=[commitment.pk])
    answer = signed_in("olivia").post(address + "?at=2026-06-01T13:30")
    content = answer.getvalue().decode().removeprefix(BYTE_ORDER_MARK)
    head, *rows = csv.reader(io.StringIO(content, newline=""))
    assert len({len(row) for row in (head, *rows)}) == 1
    assert [row[3] for row in rows] == ["90000000", "80000000", "70000000"]
    told = events_about(commitment.program).last()
    assert told is not None
    assert (told.action, told.details["table"]) == ("export.download", "commitment")
    full = signed_in("olivia").post(address).getvalue().decode()
    assert full.count("Less is needed.") == 3


def test_who_sees_the_statement(
    diary: Diary, signed_in: SignIn, carla: User, noon: datetime
) -> None:
    commitment = Commitment.objects.get()
    address = reverse("reports:commitment_statement", args=[commitment.pk])
    seen = {who: signed_in(who).get(address).status_code for who in ("olivia", "anna", "theo", "agnes", "otto", "audrey")}  # fmt: skip
    assert set(seen.values()) == {200}
    assert {signed_in(who).get(address).status_code for who in ("carla", "victor", "rita")} == {403}
    with pytest.raises(PermissionDenied):
        export_statement(commitment_id=commitment.pk, moment=noon, by=carla, at=noon)
