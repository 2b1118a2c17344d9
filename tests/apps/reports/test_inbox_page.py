"""The first page after signing in: where every line of it leads, and what it costs."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client
from django.urls import reverse

from people.permissions import MAY
from programs.domain.lifecycle import ApplicationState
from reports.selectors.inbox.gather import PILES
from tests.factories.companies import a_supplier
from tests.factories.payouts import an_approved_payout
from tests.factories.programs import an_application

ACTING = ("agnes", "rita", "carla", "cato", "victor", "olivia", "anna", "theo")
MOST_QUERIES = 15


def test_every_pile_hangs_on_a_line_of_the_permission_table() -> None:
    assert {pile.action for pile in PILES} <= MAY.keys()


def test_every_pile_leads_to_a_page_that_exists() -> None:
    for pile in PILES:
        assert reverse(pile.route, args=[1] if pile.key else [])


def test_the_first_page_opens_for_everybody_and_asks_the_database_little(
    signed_in: Callable[[str], Client],
    django_assert_max_num_queries: Callable[..., AbstractContextManager[object]],
) -> None:
    """However many kinds of work wait, and however much of each."""
    an_approved_payout()
    for number in range(5):
        an_application(
            state=ApplicationState.SUBMITTED, supplier=a_supplier(name=f"Firm {number} (demo)")
        )
    for name in ACTING:
        browser = signed_in(name)
        browser.get("/")
        with django_assert_max_num_queries(MOST_QUERIES):
            page = browser.get("/")
        assert page.status_code == 200
        for item in page.context["inbox"].items:
            assert item.about in page.content.decode()


@pytest.mark.parametrize("name", ["otto", "audrey"])
def test_who_only_watches_lands_on_the_dashboard(
    signed_in: Callable[[str], Client], name: str
) -> None:
    assert signed_in(name).get("/").headers["Location"] == "/dashboard/"


@pytest.mark.django_db
def test_a_stranger_signs_in_first(client: Client) -> None:
    assert "/accounts/login/" in client.get("/").headers["Location"]
