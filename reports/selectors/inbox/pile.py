"""One kind of work: who may do it, what lies there, and where it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    Count,
    DateField,
    DateTimeField,
    F,
    Field,
    IntegerField,
    QuerySet,
    TextField,
    Value,
    Window,
)
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from core.domain.words import Sentence
from core.translation import localized
from people.models import User
from reports.domain.inbox import InboxItem, Place

SEPARATOR = " · "


class Found(NamedTuple):
    """One row of a pile, in columns that all piles share, so that one query reads them all."""

    pile: int
    total: int  # how many lie on this pile, listed or not
    key: int | None
    about: str
    since: datetime
    due_at: datetime | None
    due_on: date | None

    @property
    def due(self) -> datetime | None:
        """By when it should be done; a day ends at midnight in Seoul."""
        if self.due_on is None:
            return self.due_at
        return timezone.make_aware(datetime.combine(self.due_on, time.max))


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
    about_en: str = ""  # path to the same name in English, where it is kept in both languages
    also: str = ""  # path to what tells it from its like: whose payment it is
    due_at: str = ""  # path to the moment by which it should be done
    due_on: str = ""  # or to the day
    key: str = "pk"  # path to what the address needs; empty when it needs nothing

    def top(self, number: int, viewer: User, at: datetime, *, most: int) -> QuerySet[Any]:
        """The most urgent rows, each with the size of the whole pile."""
        found = self.rows(viewer, at).values_list(
            Value(number, output_field=IntegerField()),
            Window(Count("pk")),
            _column(self.key, BigIntegerField()),
            self._name(),
            _column(self.since, DateTimeField()),
            _column(self.due_at, DateTimeField()),
            _column(self.due_on, DateField()),
        )
        urgent = [path for path in (self.due_at or self.due_on, self.since) if path]
        return found.order_by(*urgent, "pk")[:most]

    def _name(self) -> Cast | Concat:
        name = _column(localized(ko=self.about, en=self.about_en or self.about), TextField())
        return (
            Concat(name, Value(SEPARATOR, TextField()), _column(self.also, TextField()))
            if self.also
            else name
        )

    def item(self, row: Found, at: datetime) -> InboxItem:
        """One row as the person reads it."""
        return InboxItem(
            stage=self.stage,
            todo=self.todo,
            about=row.about,
            place=Place(self.route, row.key),
            since=row.since,
            due=row.due,
            is_overdue=row.due is not None and row.due < at,
        )


def _column(path: str, kind: Field[Any, Any]) -> Cast:
    return Cast(F(path) if path else Value(None), kind)
