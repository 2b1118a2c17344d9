"""The paid and printed payment as a world of its module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from payouts.models import Payout
from reports.models import Report
from tests.apps.reports.conftest import a_paid_world, a_statement_of
from tests.worlds import kept


def _built() -> tuple[Payout, Report]:
    payout = a_paid_world()
    return payout, a_statement_of(payout)


@pytest.fixture(scope="module")
def printed(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[Payout, Report]]:
    """Built once; what a test does to it is undone after that test."""
    with kept(_built, django_db_blocker) as world:
        yield world


@pytest.fixture
def paid(printed: tuple[Payout, Report], db: None) -> Payout:
    """Ten guards, paid: with two photographs, one finding and everything on record."""
    return Payout.objects.get(pk=printed[0].pk)


@pytest.fixture
def report(printed: tuple[Payout, Report], db: None) -> Report:
    """The Korean statement of that payment, printed by audrey."""
    return Report.objects.get(pk=printed[1].pk)
