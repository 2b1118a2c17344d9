"""The one way to write to the log, and to seal it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from audit.domain.records import NO_HEAD, seal_of
from audit.models import Event, Leaf, Register, Seal
from audit.selectors import record_of, subject_of, unsealed_events
from core.domain.canonical import canonical_json
from core.models import array_of

SYSTEM = "system"
SEALING = 0x5EA1  # the advisory lock that sealers take
BATCH = 5000


def record(*, action: str, subject: models.Model, by: str, at: datetime, **details: Any) -> Event:
    """Add an event. Call inside the transaction of the change that it describes."""
    canonical_json(details)  # what cannot be sealed later is refused now
    return Event.objects.create(
        action=action,
        subject=subject_of(subject),
        actor=by,
        happened_at=at,
        details=details,
    )


def record_each(
    *, action: str, about: Sequence[tuple[models.Model, Mapping[str, Any]]], by: str, at: datetime
) -> None:
    """The same happened to many things at once: an event about each, in one statement."""
    for _, details in about:
        canonical_json(details)
    Event.objects.bulk_create(
        Event(
            action=action,
            subject=subject_of(thing),
            actor=by,
            happened_at=at,
            details=dict(details),
        )
        for thing, details in about
    )


def record_alike(
    *,
    action: str,
    about: type[models.Model],
    keys: Sequence[int],
    by: str,
    at: datetime,
    **details: Any,
) -> None:
    """The very same happened to many rows of a table: an event about each, made by the database."""
    told = canonical_json(details).decode()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_event (happened_at, actor, action, subject, details)"
            " SELECT %s, %s, %s, %s || ':' || key, %s::jsonb FROM unnest(%s::bigint[]) AS key",
            [at, by, action, about._meta.label, told, array_of(keys)],
        )


def next_number(*, series: str, at: datetime) -> str:
    """The next document number, such as PO-2026-00001; a rolled-back document gives it back."""
    (number,) = next_numbers(series=series, at=at, count=1)
    return number


@transaction.atomic
def next_numbers(*, series: str, at: datetime, count: int) -> list[str]:
    """Numbers for so many documents that are made together, without a gap."""
    year = timezone.localtime(at).year
    Register.objects.get_or_create(series=series, year=year)
    row = Register.objects.select_for_update().get(series=series, year=year)
    row.last += count
    row.save(update_fields=["last"])
    return [f"{series}-{year}-{n:05d}" for n in range(row.last - count + 1, row.last + 1)]


@transaction.atomic
def seal_log(*, at: datetime, most: int | None = None) -> Seal | None:
    """Close all events that wait under one hash, tied to the seal before it, if any waits.

    With `most` only so many of the oldest, for whoever calls again until none is left.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEALING])
    events = unsealed_events()[:most].iterator()
    waiting = [(event.pk, record_of(event).digest()) for event in events]
    if not waiting:
        return None
    last = Seal.objects.order_by("-number").first()
    closed = seal_of(
        [digest for _, digest in waiting],
        number=last.number + 1 if last else 1,
        previous_head=last.head if last else NO_HEAD,
    )
    seal = Seal.objects.create(
        number=closed.number,
        events=closed.events,
        root=closed.root,
        previous_head=closed.previous_head,
        head=closed.head(),
        sealed_at=at,
    )
    Leaf.objects.bulk_create(
        (
            Leaf(seal=seal, event_id=key, position=place, digest=digest)
            for place, (key, digest) in enumerate(waiting)
        ),
        batch_size=BATCH,
    )
    return seal
