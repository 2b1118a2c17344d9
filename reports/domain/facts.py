"""What a report states, as a document that anybody can hash again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from core.domain.canonical import canonical_json, digest_of
from core.domain.numbers import plain

Facts = Mapping[str, Any]
SCHEMA = "boram.statement/1"


@dataclass(frozen=True, slots=True)
class Recomputed:
    """One part of a paper, and whether it came out again just now."""

    part: str
    comes_out: bool


@dataclass(frozen=True, slots=True)
class Check:
    """What the page behind the QR code says about a paper that somebody holds."""

    number: str
    is_same_paper: bool | None  # None: nothing was handed in yet
    recomputed: tuple[Recomputed, ...]  # what was issued, worked out again from what is kept
    changed: tuple[str, ...]  # sections whose facts are not what was printed

    @property
    def is_sound(self) -> bool:
        """Whether everything that was issued comes out again."""
        return all(one.comes_out for one in self.recomputed)

    @property
    def facts_still_hold(self) -> bool:
        """Whether the database says today what the paper says."""
        return not self.changed


def facts_digest(facts: Facts) -> str:
    """The hash on the cover: of every section, whatever the language of the paper."""
    return digest_of(facts)


def trace(facts: Facts) -> bytes:
    """The file inside the PDF: its SHA-256 is the hash on the cover."""
    return canonical_json(facts)


def changed_sections(printed: Facts, today: Facts) -> tuple[str, ...]:
    """Names of the sections that differ, in the order of the paper."""
    return tuple(
        name
        for name in dict.fromkeys((*printed, *today))
        if digest_of(printed.get(name)) != digest_of(today.get(name))
    )


def moment(at: datetime | None) -> str | None:
    """A moment as text: UTC, to the second, whatever the clock of the reader."""
    return at.astimezone(UTC).isoformat(timespec="seconds") if at else None


def day(on: date | None) -> str | None:
    """A day as text."""
    return on.isoformat() if on else None


def exact(number: Decimal | None) -> str | None:
    """A number as text, so that no reader makes a binary fraction of it; missing stays missing."""
    return None if number is None else plain(number)
