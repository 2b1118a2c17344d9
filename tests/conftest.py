"""Servers first, then Django, then fixtures every test may use: a fixed clock and named people."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from config import embedded
from tests import database

embedded.ensure(name="test", durable=False)
database.point_everything_at_the_test_database()

import django  # noqa: E402

django.setup()
# The next process must not load its settings before its own conftest has pointed it elsewhere.
os.environ.pop("DJANGO_SETTINGS_MODULE", None)

from django.conf import settings  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.test import TransactionTestCase  # noqa: E402
from pytest_django import DjangoDbBlocker  # noqa: E402

if settings.DATABASES["default"]["NAME"] != database.NAME:
    pytest.exit("Unset DJANGO_SETTINGS_MODULE: the tests choose their own settings.", returncode=4)

# Every test client builds the middleware anew; indexing all static files took half of each page.
settings.WHITENOISE_AUTOREFRESH = True
NOON = datetime(2026, 6, 1, 12, tzinfo=ZoneInfo("Asia/Seoul"))


# The longest stories first, so that no process is left with one of them at the end.
LONG = ("tests/browser/", "tests/journeys/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long stories first; otherwise the order stays as it is."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


def pytest_collection_finish() -> None:
    """What is loaded by now stays: looking through it for garbage took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture
def noon() -> datetime:
    """A moment that never moves."""
    return NOON


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """One migrated database for the run, used as the role that web and worker have."""
    with django_db_blocker.unblock():
        database.make()
    cache.clear()
    shutil.rmtree(settings.DATA, ignore_errors=True)
    settings.DATA.mkdir(parents=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", database.reset)
        yield


@pytest.fixture(autouse=True)
def _empty_cache(request: pytest.FixtureRequest) -> None:
    """Rate limits of one test must not stop the next."""
    if {"db", "transactional_db"} & set(request.fixturenames):
        cache.clear()
