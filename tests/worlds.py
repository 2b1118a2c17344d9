"""A world that costs much to build and that many tests only look at: built once for a module.

Whatever a test changes in it is undone after that test, as always; the world itself goes with
the module. Not for tests that commit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

World = TypeVar("World")


@contextmanager
def kept(build: Callable[[], World], blocker: DjangoDbBlocker) -> Iterator[World]:
    """Build it in a transaction around those of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        with blocker.unblock():
            around = transaction.atomic()
            around.__enter__()
            try:
                world = build()
            except BaseException as stopped:  # or every later test stands in a broken transaction
                around.__exit__(type(stopped), stopped, stopped.__traceback__)
                raise
        # each test closes its connection at the end, and would take the world along
        patch.setattr(connection, "close", lambda: None)
        yield world
        with blocker.unblock():
            transaction.set_rollback(True)
            around.__exit__(None, None, None)
