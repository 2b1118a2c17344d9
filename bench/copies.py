"""Databases for contestants: each finds the very same rows, and nothing of the one before."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import closing
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from django.db import connections

from tests import database


def keep_as(template: str) -> None:
    """What stands in the database of the bench now, to be copied later."""
    connections.close_all()
    _do(
        f'DROP DATABASE IF EXISTS "{template}" WITH (FORCE)',
        f'CREATE DATABASE "{template}" TEMPLATE "{database.NAME}" STRATEGY FILE_COPY',
    )


def drop(name: str) -> None:
    """Its room on the disk is needed."""
    _do(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def run_on_a_copy(template: str, module: str, *words: str) -> list[dict[str, Any]]:
    """Processes of their own, one after the other, on one fresh copy; what each tells at its end.

    `words` are the arguments of each process.
    """
    copy = f"{template}_copy"
    _do(
        f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)',
        f'CREATE DATABASE "{copy}" TEMPLATE "{template}" STRATEGY FILE_COPY',
    )
    try:
        return [_run(copy, module, *word.split()) for word in words]
    finally:
        drop(copy)


def _run(name: str, module: str, *arguments: str) -> dict[str, Any]:
    there = {key: _at(os.environ[key], name) for key in ("DATABASE_URL", "DATABASE_OWNER_URL")}
    ended = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", module, *arguments],
        env={**os.environ, **there},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    told: dict[str, Any] = json.loads(ended.stdout.strip().splitlines()[-1])
    return told


def _at(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def _do(*statements: str) -> None:
    with closing(psycopg2.connect(os.environ["MAINTENANCE_URL"])) as line:
        line.autocommit = True
        with line.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
