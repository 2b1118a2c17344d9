"""The driver's own line to the database breaks as everybody's does: it asks again."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from django.db import DatabaseError, InterfaceError, connection
from django.db.utils import DataError, IntegrityError, NotSupportedError, ProgrammingError

Found = TypeVar("Found")
# A line that breaks is told as any kind of database error but these.
OURS = (DataError, IntegrityError, NotSupportedError, ProgrammingError)
PATIENCE = 120.0
PAUSE = 0.3


def patiently(ask: Callable[[], Found]) -> Found:
    """Ask until the database answers; what is asked here may be asked twice."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return ask()
        except (InterfaceError, DatabaseError) as error:
            connection.close()
            if isinstance(error, OURS) or time.monotonic() > deadline:
                raise
        time.sleep(PAUSE)
