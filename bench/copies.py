"""Databases for contestants: each finds the very same rows, and nothing of the one before."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
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
    """Its room on the disk is needed. A vacuum of the server itself is ended without force only."""
    try:
        _do(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    except psycopg2.errors.InsufficientPrivilege:
        _do(f'DROP DATABASE IF EXISTS "{name}"')


def size_of(name: str) -> int:
    """Bytes on the disk."""
    with closing(psycopg2.connect(os.environ["MAINTENANCE_URL"])) as line, line.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(%s)", [name])
        ((size,),) = cursor.fetchall()
        return int(size)


Run = Callable[..., dict[str, Any]]


@contextmanager
def a_copy(template: str) -> Iterator[Run]:
    """A fresh copy, and what runs a module of ours on it in a process of its own."""
    with _new(f"{template}_copy", f'TEMPLATE "{template}" STRATEGY FILE_COPY') as run:
        yield run


@contextmanager
def an_empty_one(name: str) -> Iterator[Run]:
    """A database in which nothing is yet."""
    with _new(name, "") as run:
        yield run


@contextmanager
def _new(name: str, how: str) -> Iterator[Run]:
    _do(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}" {how}')
    try:
        yield partial(_run, name)
    finally:
        drop(name)


def _run(name: str, module: str, *arguments: object) -> dict[str, Any]:
    there = {key: _at(os.environ[key], name) for key in ("DATABASE_URL", "DATABASE_OWNER_URL")}
    ended = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", module, *map(str, arguments)],
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
