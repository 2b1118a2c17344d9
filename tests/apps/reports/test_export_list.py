"""A list leaves the house exactly as it was looked for: its filters live in its address."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape

from audit.selectors import events_about
from audit.services import record
from payouts.models import Payout
from payouts.selectors.lists import PayoutFilter
from people.models import Organization, User
from reports.domain.tables import BYTE_ORDER_MARK
from reports.services import export_log, export_payouts
from tests.factories.companies import a_supplier
from tests.factories.payouts import a_computed_payout
from tests.factories.programs import an_agreement

SignIn = Callable[[str], Client]


def rows(content: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.removeprefix(BYTE_ORDER_MARK), newline="")))[1:]


@pytest.fixture
def two(paid: Payout) -> tuple[Payout, Payout]:
    """A paid one of Hanbit, and one of another firm that is only computed."""
    other = an_agreement(supplier=a_supplier(name="Other firm (demo)"))
    return paid, a_computed_payout(agreement=other)


@pytest.mark.parametrize(
    ("query", "found"),
    [("", 2), ("?state=paid", 1), ("?text=other+firm", 1), ("?state=paid&text=other+firm", 0)],
)
def test_what_is_shown_is_what_leaves(
    two: tuple[Payout, Payout], signed_in: SignIn, query: str, found: int
) -> None:
    browser = signed_in("audrey")
    page = browser.get(reverse("reports:cases") + query).context["page"]
    left = rows(browser.post(reverse("reports:payout_export") + query).getvalue().decode())
    assert page.paginator.count == len(left) == found
    assert [row[0] for row in left] == [payout.number for payout in page.object_list]


@pytest.mark.parametrize("route", ["reports:cases", "payouts:payouts"])
def test_the_button_and_the_pages_carry_the_filters(
    two: tuple[Payout, Payout], signed_in: SignIn, route: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.views.cases.PAGE", 1)
    monkeypatch.setattr("payouts.views.payouts.PER_PAGE", 1)
    shown = signed_in("audrey").get(reverse(route) + "?text=PO-&page=2").content.decode()
    assert reverse("reports:payout_export") + "?text=PO-" in shown
    assert "?text=PO-&amp;page=1" in shown
    assert 'value="PO-"' in shown


def test_a_supplier_looks_and_takes_nothing_away(paid: Payout, signed_in: SignIn) -> None:
    browser = signed_in("carla")
    export = reverse("reports:payout_export")
    for route in ("reports:cases", "payouts:payouts"):
        page = browser.get(reverse(route))
        assert page.status_code == 200
        assert export not in page.content.decode()
    assert browser.post(export).status_code == 403


def test_what_left_and_how_much_is_on_record(
    two: tuple[Payout, Payout], audrey: User, noon: datetime
) -> None:
    export = export_payouts(asked=PayoutFilter(state="paid"), by=audrey, at=noon)
    assert export.name == "payouts-20260601-1200.csv"
    (event,) = events_about(audrey).filter(action="export.download")
    assert event.details == {"table": "payouts", "rows": 1, "state": "paid"}


def test_a_firm_with_a_formula_for_a_name_does_no_harm(
    paid: Payout, audrey: User, noon: datetime
) -> None:
    Organization.objects.filter(kind="supplier").update(name="=cmd|' /C calc'!A0")
    export = export_payouts(asked=PayoutFilter(), by=audrey, at=noon)
    assert rows("".join(export.lines))[0][2].startswith("'=cmd")


def test_the_log_leaves_as_it_was_looked_for(
    audrey: User, carla: User, signed_in: SignIn, noon: datetime
) -> None:
    for number in range(3):
        record(action="payout.approve", subject=carla, by="anna@x.test", at=noon, number=number)
    record(action="payout.hold", subject=carla, by="=anna@x.test", at=noon, reason="look again")
    browser = signed_in("audrey")
    query = "?actor=anna&action=payout.approve"
    page = browser.get(reverse("audit:log") + query).content.decode()
    assert escape(reverse("reports:log_export") + query) in page
    left = rows(browser.post(reverse("reports:log_export") + query).getvalue().decode())
    assert [row[5] for row in left] == ['{"number":2}', '{"number":1}', '{"number":0}']
    with translation.override("en"):
        (held,) = rows(
            "".join(export_log(sought={"action": "payout.hold"}, by=audrey, at=noon).lines)
        )
    assert held[1:4] == ["'=anna@x.test", "Payment put on hold", "payout.hold"]


def test_taking_the_log_is_the_next_line_of_it(audrey: User, carla: User, noon: datetime) -> None:
    record(action="payout.approve", subject=carla, by="anna@x.test", at=noon)
    left = rows("".join(export_log(sought={}, by=audrey, at=noon).lines))
    (event,) = events_about(audrey).filter(action="export.download")
    assert event.details == {"table": "log", "rows": len(left), "sought": {}}
    assert len(left) == 1


@pytest.mark.parametrize("name", ["carla", "olivia", "rita"])
def test_who_may_not_look_at_the_log_takes_none_of_it(signed_in: SignIn, name: str) -> None:
    assert signed_in(name).post(reverse("reports:log_export")).status_code == 403


def test_the_log_is_refused_by_the_service_too(olivia: User, noon: datetime) -> None:
    with pytest.raises(PermissionDenied):
        export_log(sought={}, by=olivia, at=noon)
