"""A child process that dies at a chosen point of its work, or hesitates before every statement."""

from __future__ import annotations

import json
import logging
import os
import random
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import Error, connection, connections

from core.domain.errors import RuleBroken

DIED, REFUSED, BROKE = 9, 3, 4
HESITATION, DOZE = 0.02, 0.25  # seconds; nobody knows when somebody dozes off
DOZING = 0.08  # of all statements
Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Point:
    """Where a process dies: at a statement, or around the commit of what that statement wrote."""

    name: str
    when: str  # before or after the statement; before_commit or after_commit
    verb: str
    table: str

    def is_at(self, sql: str) -> bool:
        """Whether this is the statement."""
        return re.search(f'{self.verb} "?{self.table}"?[ (]', sql) is not None


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child has ended, and what has stopped it: constraints by name, or a rule in words."""

    code: int
    stopped_by: tuple[str, ...]


def died(work: Work, point: Point) -> bool:
    """Do the work in a process of its own that dies there; whether it has come that far."""
    return _ended(_forked(work, lambda: _dies_at(point))).code == DIED


def delivered_twice(work: Work) -> list[Ended]:
    """The same work by two processes at the same time."""
    return together([work, work], prepare=lambda: None)


def together(works: Sequence[Work], *, prepare: Work) -> list[Ended]:
    """Each in a process of its own, at the same time, none of them in a hurry."""

    def prepared() -> None:
        prepare()
        connection.execute_wrappers.append(_hesitates)

    return [_ended(one) for one in [_forked(work, prepared) for work in works]]


def _hesitates(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    """Never twice as long, and now and then much longer, so that what can meet will meet."""
    dice = random.Random(os.urandom(8))
    time.sleep(DOZE if dice.random() < DOZING else dice.uniform(0, HESITATION))
    return execute(sql, params, many, context)


def _forked(work: Work, prepare: Work) -> tuple[int, int]:
    """The child and the end of a pipe through which it says what has stopped it."""
    connections.close_all()
    ear, mouth = os.pipe()
    child = os.fork()
    if child:
        os.close(mouth)
        return child, ear
    logging.disable()
    told: list[str] = []
    code = BROKE
    try:
        connection.execute_wrappers.append(_listens(told))
        prepare()
        work()
        code = 0
    except RuleBroken as refusal:
        told.append(str(refusal))
        code = REFUSED
    except Exception as error:  # noqa: BLE001 - told through the pipe
        told.append(_name(error))
    finally:
        os.write(mouth, json.dumps(told).encode())
        os._exit(code)


def _listens(told: list[str]) -> Any:
    """Remember what the database has refused, whoever deals with it afterwards."""

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        try:
            return execute(sql, params, many, context)
        except Error as error:
            told.append(_name(error))
            raise

    return wrapper


def _name(error: BaseException) -> str:
    """The constraint, if the database has named one."""
    diagnosis = getattr(error.__cause__, "diag", None)
    named = getattr(diagnosis, "constraint_name", None)
    return str(named or f"{type(error).__name__}: {error}"[:120])


def _ended(child: tuple[int, int]) -> Ended:
    number, ear = child
    with os.fdopen(ear, "rb") as pipe:
        told = pipe.read()
    _, status = os.waitpid(number, 0)
    stopped = tuple(sorted(set(json.loads(told or b"[]"))))
    return Ended(os.waitstatus_to_exitcode(status), stopped)


def _dies_at(point: Point) -> None:
    """No tidying up, no rollback told to the database: the line just breaks."""
    is_written = False

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal is_written
        if not point.is_at(sql):
            return execute(sql, params, many, context)
        _die_if(point.when == "before")
        found = execute(sql, params, many, context)
        _die_if(point.when == "after")
        is_written = True
        return found

    commit = connection._commit  # type: ignore[attr-defined]

    def committed() -> None:
        _die_if(is_written and point.when == "before_commit")
        commit()
        _die_if(is_written and point.when == "after_commit")

    connection.execute_wrappers.append(wrapper)
    connection._commit = committed  # type: ignore[attr-defined]


def _die_if(told: bool) -> None:
    if told:
        os._exit(DIED)
