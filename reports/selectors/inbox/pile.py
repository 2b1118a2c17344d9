"""One kind of work: who may do it, what lies there, and where it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import reduce
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone

from core.domain.words import Sentence
from people.models import User
from reports.domain.inbox import InboxItem, Place


@dataclass(frozen=True, slots=True)
class Pile:
    """Rows of one table that wait for one verb."""

    action: str
    stage: Sentence
    todo: Sentence
    rows: Callable[[User, datetime], QuerySet[Any]]
    route: str
    about: str  # path to what is shown as the name of the thing
    since: str  # path to the moment from which it waits
    due: str = ""  # path to the day or moment by which it should be done
    key: str = "pk"  # path to what the address needs; empty when it needs nothing

    def place_of(self, row: Model) -> Place:
        """Where the work on one row is done."""
        return Place(self.route, _at(row, self.key) if self.key else None)

    def item(self, row: Model, at: datetime) -> InboxItem:
        """One row as the person reads it."""
        due = _end_of(_at(row, self.due)) if self.due else None
        return InboxItem(
            stage=self.stage,
            todo=self.todo,
            about=str(_at(row, self.about) if self.about else row),
            place=self.place_of(row),
            since=_at(row, self.since),
            due=due,
            is_overdue=due is not None and due < at,
        )


def _at(row: object, path: str) -> Any:
    """Follow a dotted path."""
    return reduce(getattr, path.split("."), row)


def _end_of(due: date | datetime) -> datetime:
    """A day ends at midnight in Seoul."""
    if isinstance(due, datetime):
        return due
    return timezone.make_aware(datetime.combine(due, time.max))
