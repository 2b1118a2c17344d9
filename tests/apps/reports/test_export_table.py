"""Tables leave the house whole, harmless and on record."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from audit.selectors import events_about
from payouts.models import Payout
from people.models import Organization, User
from programs.models import Program
from reports.domain.tables import BYTE_ORDER_MARK, Table, csv_lines, harmless
from reports.services import export_table
from tests.apps.reports.walked import a_walked_payment

SignIn = Callable[[str], Client]


def rows(text: str) -> list[list[str]]:
    assert text.startswith(BYTE_ORDER_MARK)
    return list(csv.reader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")))


@pytest.mark.parametrize(
    "given", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "＠SUM(A1)", "\tx", "\rx", "\nx"]
)
def test_a_formula_is_handed_over_as_text(given: str) -> None:
    assert harmless(given) == f"'{given}"


@pytest.mark.parametrize(
    ("given", "kept"), [("plain", "plain"), (-5, -5), (0, 0), (None, ""), ("", ""), ("a=b", "a=b")]
)
def test_everything_else_stays_as_it_is(given: object, kept: object) -> None:
    assert harmless(given) == kept


def test_nothing_is_read_before_it_is_asked_for() -> None:
    """A million rows never stand in memory together."""
    seen: list[int] = []

    def endless() -> Iterator[tuple[int]]:
        for number in range(10**9):
            seen.append(number)
            yield (number,)

    lines = csv_lines(["n"], endless())
    assert next(lines) == f"{BYTE_ORDER_MARK}n\r\n"
    assert next(lines) == "0\r\n"
    assert seen == [0]


def test_payouts_leave_with_every_row(paid: Payout, audrey: User, noon: datetime) -> None:
    export = export_table(
        table=Table.PAYOUTS, program_id=paid.agreement.program_id, by=audrey, at=noon
    )
    head, row = rows("".join(export.lines))
    assert len(head) == len(row)
    assert row[0] == paid.number
    assert row[5] == "5000000"
    assert export.name == "safe-sites-2026-payouts-20260601-1200.csv"


@pytest.mark.parametrize("table", [Table.AGREEMENTS, Table.VERIFICATIONS])
def test_the_other_tables_too(paid: Payout, audrey: User, noon: datetime, table: Table) -> None:
    export = export_table(table=table, program_id=paid.agreement.program_id, by=audrey, at=noon)
    head, row = rows("".join(export.lines))
    assert len(head) == len(row)


@pytest.mark.django_db
def test_the_entries_add_up_to_zero_and_are_all_there(audrey: User, noon: datetime) -> None:
    program = a_walked_payment().agreement.program
    export = export_table(table=Table.ENTRIES, program_id=program.pk, by=audrey, at=noon)
    _, *legs = rows("".join(export.lines))
    assert sum(int(leg[-1]) for leg in legs) == 0
    assert {leg[1].split(":")[0] for leg in legs} >= {"payout", "agreement"}


def test_a_firm_with_a_formula_for_a_name_does_no_harm(
    paid: Payout, audrey: User, noon: datetime
) -> None:
    Organization.objects.filter(kind="supplier").update(name="=cmd|' /C calc'!A0")
    export = export_table(
        table=Table.PAYOUTS, program_id=paid.agreement.program_id, by=audrey, at=noon
    )
    assert rows("".join(export.lines))[1][2].startswith("'=cmd")


def test_that_it_left_is_on_record(paid: Payout, audrey: User, noon: datetime) -> None:
    program = Program.objects.get()
    export_table(table=Table.PAYOUTS, program_id=program.pk, by=audrey, at=noon)
    (event,) = events_about(program).filter(action="export.download")
    assert (event.actor, event.details) == (audrey.email, {"table": "payouts"})


def test_suppliers_take_no_tables_away(paid: Payout, carla: User, noon: datetime) -> None:
    with pytest.raises(PermissionDenied):
        export_table(table=Table.PAYOUTS, program_id=Program.objects.get().pk, by=carla, at=noon)


@pytest.mark.parametrize(
    ("name", "sees_books"),
    [("audrey", True), ("olivia", True), ("victor", False), ("agnes", False)],
)
def test_who_may_not_look_at_the_books_takes_no_entries_away(
    paid: Payout, signed_in: SignIn, name: str, sees_books: bool
) -> None:
    address = reverse("reports:table_export", args=[Program.objects.get().pk, Table.ENTRIES])
    browser = signed_in(name)
    offered = browser.get(reverse("reports:dashboard")).content.decode()
    assert (address in offered) is sees_books
    assert browser.post(address).status_code == (200 if sees_books else 403)


def test_the_button_streams_a_file(paid: Payout, signed_in: SignIn) -> None:
    address = reverse("reports:table_export", args=[Program.objects.get().pk, Table.PAYOUTS])
    browser = signed_in("audrey")
    answer = browser.post(address)
    assert answer.streaming
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.getvalue().startswith(BYTE_ORDER_MARK.encode())
    assert browser.get(address).status_code == 405
