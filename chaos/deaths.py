"""A child process that dies at a chosen point of its work, or hesitates before every statement."""

from __future__ import annotations

import os
import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection, connections

from core.domain.errors import RuleBroken

DIED, REFUSED, BROKE = 9, 3, 4
HESITATION = 0.03
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
        text = f'{self.verb} "?{self.table}"?[ (]'
        return re.search(text, sql) is not None


def died(work: Work, point: Point) -> bool:
    """Do the work in a process of its own that dies there; whether it has come that far."""
    return _ended(_forked(work, lambda: _dies_at(point))) == DIED


def delivered_twice(work: Work, *, prepare: Work = lambda: None) -> list[int]:
    """The same work by two processes at the same time; how each has ended."""
    return [_ended(one) for one in [_forked(work, prepare), _forked(work, prepare)]]


def hesitate() -> None:
    """Wait a little before every statement, never twice as long: what can meet will meet."""
    dice = random.Random(os.getpid())

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        time.sleep(dice.uniform(0, HESITATION))
        return execute(sql, params, many, context)

    connection.execute_wrappers.append(wrapper)


def _forked(work: Work, prepare: Work) -> int:
    connections.close_all()
    child = os.fork()
    if child:
        return child
    code = BROKE
    try:
        prepare()
        work()
        code = 0
    except RuleBroken:
        code = REFUSED
    except Exception as error:  # noqa: BLE001 - told by the exit code, and by its own words
        os.write(2, f"{type(error).__name__}: {error}\n".encode())
    finally:
        os._exit(code)


def _ended(child: int) -> int:
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


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
