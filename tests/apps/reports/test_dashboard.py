"""The numbers of the dashboard are the numbers of the books."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from core.domain.money import Money
from outcomes.models import Match, Target
from programs.models import Commitment, Program
from reports.gateways import purse_chart
from reports.selectors import books_of, dashboard_of
from reports.selectors.dashboards import StateCount
from tests.apps.reports.walked import a_walked_payment
from tests.factories.companies import a_worksite
from tests.factories.outcomes import a_match, a_measurement, a_target, verified
from tests.factories.people import the
from tests.factories.programs import a_program, an_agreement

SignIn = Callable[[str], Client]


def numbers(counts: Iterable[StateCount]) -> dict[str, int]:
    return {count.state: count.number for count in counts}


@pytest.mark.django_db
def test_after_a_whole_road_dashboard_and_books_say_the_same() -> None:
    payout = a_walked_payment()
    program = payout.agreement.program
    dashboard = dashboard_of(program)
    assert dashboard.purse == books_of(program)
    assert dashboard.agrees_with_books
    assert dashboard.purse.paid == payout.money
    commitment = Commitment.objects.get(program=program)
    assert dashboard.purse.committed == commitment.committed
    assert dashboard.purse.free == commitment.free
    assert numbers(dashboard.payouts) == {"paid": 1}
    assert numbers(dashboard.agreements) == {"signed": 1}


@pytest.mark.django_db
def test_money_that_is_not_in_the_books_is_noticed() -> None:
    """A row that somebody changed by hand does not get past the dashboard."""
    program = a_program()
    an_agreement()
    assert not dashboard_of(program).agrees_with_books


@pytest.mark.django_db
def test_what_cannot_be_evaluated_is_counted_apart(noon: datetime) -> None:
    for number, (quantity, verdict) in enumerate(
        [("50", "met"), ("10", "not_met"), (None, "cannot_be_evaluated")]
    ):
        target = a_target(match=_a_match(number))
        a_measurement(target=target, quantity=quantity)
        verified(target, quantity, by=the("victor"), at=noon, verdict=verdict)
    dashboard = dashboard_of(Program.objects.get())
    assert numbers(dashboard.verdicts) == {"met": 1, "not_met": 1, "cannot_be_evaluated": 1}
    assert numbers(dashboard.targets) == {"verified": 3}
    assert dashboard.worksites == 3
    assert dashboard.suppliers == 1


def _a_match(number: int) -> Match:
    first = Target.objects.first()
    agreement = first.agreement if first else an_agreement()
    site = a_worksite(name=f"Site {number}", supplier=agreement.supplier)
    return a_match(agreement=agreement, worksite=site)


@pytest.mark.parametrize("name", ["otto", "audrey", "olivia", "agnes", "victor"])
def test_those_who_guard_the_money_see_it(signed_in: SignIn, name: str) -> None:
    a_program()
    page = signed_in(name).get(reverse("reports:dashboard"))
    assert page.status_code == 200
    assert "₩7,000,000,000" in page.content.decode()
    assert 'role="img"' in page.content.decode()


@pytest.mark.parametrize("name", ["carla", "cato", "rita"])
def test_others_do_not(signed_in: SignIn, name: str) -> None:
    assert signed_in(name).get(reverse("reports:dashboard")).status_code == 403


def test_an_empty_house_says_what_will_come(signed_in: SignIn) -> None:
    page = signed_in("otto").get(reverse("reports:dashboard"))
    assert page.status_code == 200
    assert page.context["program"] is None


@pytest.mark.django_db
def test_the_chart_says_its_numbers_in_a_table_too() -> None:
    a_program()
    drawing = purse_chart(dashboard_of(Program.objects.get()).parts)
    assert [row[3] for row in drawing.rows] == [
        str(Money(2_800_000_000)),
        str(Money(4_200_000_000)),
        str(Money(0)),
    ]
    assert " style=" not in drawing.svg
    assert drawing.svg == purse_chart(dashboard_of(Program.objects.get()).parts).svg
