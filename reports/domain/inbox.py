"""What waits for a person: the first page after signing in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.domain.words import Sentence


@dataclass(frozen=True, slots=True)
class Place:
    """Where to go: the name of a route and the key in it."""

    route: str
    key: int | str | None = None


@dataclass(frozen=True, slots=True)
class InboxItem:
    """One thing that this person, and perhaps only this person, can move on."""

    stage: Sentence
    todo: Sentence
    about: str
    place: Place
    since: datetime
    due: datetime | None = None
    is_overdue: bool = False


@dataclass(frozen=True, slots=True)
class StageCount:
    """How much waits at one stage of the road."""

    stage: Sentence
    waiting: int


@dataclass(frozen=True, slots=True)
class Inbox:
    """Everything that waits, counted by stage; the list itself is capped per stage."""

    items: tuple[InboxItem, ...]
    stages: tuple[StageCount, ...]
    next_words: tuple[Sentence, ...]  # what will come, said to somebody who has nothing to do

    @property
    def waiting(self) -> int:
        """All of it."""
        return sum(stage.waiting for stage in self.stages)

    @property
    def is_cut(self) -> bool:
        """Whether more waits than is listed."""
        return self.waiting > len(self.items)

    @property
    def overdue(self) -> int:
        """How many of the listed have missed their day."""
        return sum(item.is_overdue for item in self.items)


def in_order(items: list[InboxItem]) -> tuple[InboxItem, ...]:
    """Overdue first, then what is due soonest, then what has waited longest."""
    return tuple(sorted(items, key=_urgency))


def _urgency(item: InboxItem) -> tuple[bool, bool, datetime]:
    return (not item.is_overdue, item.due is None, item.due or item.since)
