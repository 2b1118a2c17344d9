"""The role that owns the tables, for tests that try what even it may not do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg2
from django.conf import settings
from django.db import connection


@contextmanager
def as_owner() -> Iterator[Any]:
    """A line of the role that owns the tables; nothing done on it stays."""
    login = {**settings.DATABASES["default"], **(settings.DATABASE_OWNER or {})}
    line = psycopg2.connect(
        dbname=connection.settings_dict["NAME"],
        user=login["USER"],
        password=login["PASSWORD"],
        host=login["HOST"],
        port=login["PORT"] or None,
    )
    try:
        yield line.cursor()
    finally:
        line.rollback()
        line.close()
