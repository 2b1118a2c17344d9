"""Everything that has to be so about the money: each check sees what is broken on purpose.

The application may not break most of it, and neither may the owner of the tables as long as the
triggers stand; so the owner takes them down first, on a line of its own that is rolled back.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from psycopg2.extras import register_default_jsonb
from pytest_django import DjangoDbBlocker

from bench.world import AT, build, verify
from config.demo.bank import the_bank_says
from config.demo.money import answered, approved, prepared, sent
from config.demo.reversing import taken_back
from core.domain.money import Money
from core.domain.words import say
from ledger.domain.checks import MOST, Check
from ledger.domain.entries import transfer
from ledger.models import Inspection
from ledger.selectors import balance_of, books_alarms, inspection_is_due
from ledger.services import inspect_books, post_entry, snapshots
from ledger.tasks import take_due_snapshots
from payouts.domain.lifecycle import PayoutState
from payouts.models import Payout
from payouts.selectors.inspection import CHECKS
from payouts.tasks import check_due_books, compute_due_payouts
from people.models import User
from reports.selectors import inbox_of
from tests import database
from tests.apps.payouts.breaks import BREAKS, NO_TRIGGERS, OF_A_PAID, ONE
from tests.doors import signed_in
from tests.owner import as_owner

BY_NAME = {check.name: check for check in CHECKS}


@pytest.fixture(scope="module")
def money(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Money in every state, brought there by the people of the demo, and committed."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(snapshots, "ENOUGH", 3)
        _walk()
    yield
    with django_db_blocker.unblock():
        database.reset()


def _walk() -> None:
    world = build(5)
    verify(world)
    compute_due_payouts()
    first, second, third, fourth, fifth, *_ = Payout.objects.order_by("pk")
    for payout in (first, second):
        _approve(world.cast, payout)
    batch = sent(cast=world.cast, program=world.program, at=AT)
    content = the_bank_says(batch=batch, by=world.cast["theo"], at=AT, fails=1)
    answered(cast=world.cast, batch=batch, content=content, at=AT)
    _approve(world.cast, fifth)
    batch = sent(cast=world.cast, program=world.program, at=AT)
    content = the_bank_says(batch=batch, by=world.cast["theo"], at=AT)
    answered(cast=world.cast, batch=batch, content=content, at=AT)
    _approve(world.cast, third)
    sent(cast=world.cast, program=world.program, at=AT)
    _approve(world.cast, fourth)
    taken_back(cast=world.cast, payout=fifth, attained=Decimal(0), at=AT)
    take_due_snapshots()


def _approve(cast: Any, payout: Payout) -> None:
    prepared(cast=cast, payout=payout, at=AT)
    approved(cast=cast, payout=payout, by=("anna", "ben"), at=AT)


@pytest.fixture
def treasurer(money: None, db: None) -> User:
    """Theo of the demo, whom the owner's line knows as well."""
    return User.objects.get(is_demo=True, memberships__role="treasurer")


@contextmanager
def broken(*statements: str) -> Iterator[None]:
    """Inside, everything is read on the line of the owner, who has broken something there."""
    with as_owner() as cursor:
        for statement in (*NO_TRIGGERS, *statements):
            cursor.execute(statement.replace("$ONE", ONE).replace("$PAID", OF_A_PAID))
        register_default_jsonb(cursor.connection, loads=str)  # Django reads JSON by itself
        line, connection.connection = connection.connection, cursor.connection
        try:
            yield
        finally:
            connection.connection = line


@pytest.mark.usefixtures("money", "db")
class TestEveryCheck:
    def test_money_stands_everywhere_and_nothing_is_wrong(self) -> None:
        states = set(Payout.objects.values_list("state", flat=True))
        assert states == {
            PayoutState.PAID,
            PayoutState.FAILED,
            PayoutState.SENT,
            PayoutState.APPROVED,
            PayoutState.COMPUTED,
        }
        assert {check.name: [*check.wrong()] for check in CHECKS} == {name: [] for name in BY_NAME}

    def test_every_check_is_seen_to_tell(self) -> None:
        assert {name for name, _, _ in BREAKS.values()} == BY_NAME.keys()

    def test_the_page_of_the_books_names_every_check(self) -> None:
        page = Path("docs/books.md").read_text()
        lines = "".join(f"| `{check.name}` | {check.sentence} |\n" for check in CHECKS)
        assert f"| check | what has to be so |\n|---|---|\n{lines}" in page

    @pytest.mark.parametrize("what", BREAKS)
    def test_what_is_broken_is_told(self, what: str) -> None:
        name, statements, also = BREAKS[what]
        with broken(*statements):
            wrong = {check.name for check in CHECKS if [*check.wrong()]}
        assert name in wrong
        assert wrong <= {name, *also}


@pytest.mark.usefixtures("money", "db")
class TestTheRound:
    def test_a_night_is_kept_and_an_alarm_stands_until_it_is_right_again(
        self, treasurer: User
    ) -> None:
        at = timezone.now()
        with broken("UPDATE payouts_bankbatch SET lines = lines + 1"):
            inspect_books(checks=CHECKS, at=at)
            (alarm,) = books_alarms()
            assert (alarm.check_name, alarm.wrong) == ("files_tie", 3)
            assert len(alarm.found) == 3
            with translation.override("ko"):
                told = _told(treasurer, at)
            assert [item.about for item in told] == [alarm.sentence_ko]
            assert "stop paying" in str(told[0].todo)
        inspect_books(checks=CHECKS, at=at + timedelta(hours=1))
        assert not books_alarms()

    def test_a_check_that_breaks_is_told_and_stops_no_other(self, noon: datetime) -> None:
        def breaks() -> list[str]:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 / 0")
            return []

        checks = (Check("broken", say("It works."), breaks), BY_NAME["files_tie"])
        first, second = inspect_books(checks=checks, at=noon)
        assert (first.wrong, second.wrong) == (1, 0)
        assert "division by zero" in first.found[0]

    def test_of_very_much_a_few_are_kept_and_all_are_counted(self, noon: datetime) -> None:
        many = Check("many", say("There are few."), lambda: map(str, range(1000)))
        (seen,) = inspect_books(checks=[many], at=noon)
        assert (seen.wrong, len(seen.found)) == (1000, MOST)

    def test_once_a_night_however_often_the_clock_rings(self) -> None:
        assert inspection_is_due(timezone.now())
        with broken("UPDATE payouts_bankbatch SET lines = lines + 1"):
            assert check_due_books() == 1
            assert check_due_books() == 0
            assert Inspection.objects.count() == len(CHECKS)

    def test_a_night_that_was_left_out_is_told(self, theo: User, noon: datetime) -> None:
        inspect_books(checks=CHECKS, at=noon)
        assert not _told(theo, noon + timedelta(hours=35))
        assert "not checked last night" in str(_told(theo, noon + timedelta(hours=37))[0].todo)

    def test_the_page_says_what_was_found(self, treasurer: User, carla: User) -> None:
        address = reverse("ledger:inspection")
        with broken("UPDATE payouts_bankbatch SET lines = lines + 1"):
            inspect_books(checks=CHECKS, at=timezone.now())
            assert "1 check found something wrong" in _page(treasurer)
        assert "have not been checked yet" in _page(treasurer)
        inspect_books(checks=CHECKS, at=timezone.now())
        assert "Everything is as it has to be." in _page(treasurer)
        assert signed_in(carla).get(address).status_code == 403
        assert Client().get(address).status_code == 302

    def test_the_page_speaks_korean_and_says_that_a_night_was_left_out(self, theo: User) -> None:
        inspect_books(checks=CHECKS, at=timezone.now() - timedelta(days=3))
        page = signed_in(theo, language="ko").get(reverse("ledger:inspection")).content.decode()
        assert "모든 분개의 합은 0입니다." in page
        assert "건너뛴 밤" in page

    def test_the_command_ends_with_what_it_found(self) -> None:
        wrong, right = StringIO(), StringIO()
        with (
            broken("UPDATE payouts_bankbatch SET lines = lines + 1"),
            translation.override("en"),
            pytest.raises(CommandError, match="1 check found something wrong") as refused,
        ):
            call_command("books", stdout=wrong)
        assert refused.value.returncode == 1
        assert "     3  Every bank file has as many lines" in wrong.getvalue()
        assert "BF-" in wrong.getvalue()
        call_command("books", stdout=right)
        assert "     0  모든 분개의 합은 0입니다." in right.getvalue()
        assert len(right.getvalue().splitlines()) == len(CHECKS)


@pytest.mark.django_db(transaction=True)
def test_all_checks_see_one_moment(noon: datetime) -> None:
    """Somebody posts between two looks: both see the books as they were at the first."""
    looks: list[Money] = []

    def look() -> list[str]:
        looks.append(balance_of("bank"))
        with ThreadPoolExecutor(1) as pool:
            pool.submit(_post_elsewhere, len(looks), noon).result(30)
        return []

    checks = [Check(name, say("It is still."), look) for name in ("first", "second")]
    inspect_books(checks=checks, at=noon)
    assert looks == [Money(0), Money(0)]
    assert balance_of("bank") == Money(-1400)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_check_one_looks(noon: datetime) -> None:
    still = Check("still", say("It is still."), list)
    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        assert inspect_books(checks=[still], at=noon)
        assert pool.submit(_inspect_elsewhere, still, noon).result(30) == 0
        assert pool.submit(_command_elsewhere).result(30) == 2


def _post_elsewhere(n: int, at: datetime) -> None:
    legs = transfer(Money(700), out_of="bank", into="free")
    try:
        post_entry(reference=f"entry {n}", memo="", postings=legs, at=at)
    finally:
        connection.close()


def _inspect_elsewhere(check: Check, at: datetime) -> int:
    try:
        return len(inspect_books(checks=[check], at=at))
    finally:
        connection.close()


def _command_elsewhere() -> int:
    try:
        call_command("books", stdout=StringIO())
    except CommandError as refused:
        return refused.returncode
    finally:
        connection.close()
    return 0


def _told(viewer: User, at: datetime) -> list[Any]:
    return [i for i in inbox_of(viewer, at).items if i.place.route == "ledger:inspection"]


def _page(viewer: User) -> str:
    return signed_in(viewer).get(reverse("ledger:inspection")).content.decode()
