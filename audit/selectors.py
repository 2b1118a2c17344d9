"""Questions to the log: what happened, and whether anybody has touched it since."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db import models
from django.db.models import QuerySet

from audit.domain.records import NO_HEAD, EventRecord, SealRecord, seal_of
from audit.models import Event, Leaf, Seal
from core.domain.words import Sentence, say
from core.models import among

PAGE = 50
CHUNK = 5000
MOST_PROBLEMS = 100


@dataclass(frozen=True, slots=True)
class ChainCheck:
    """What was recomputed, and every place where it does not come out."""

    intact: bool
    seals: int
    events: int
    unsealed: int
    head: str
    problems: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class LogPage:
    """A screenful of the log, newest first, and where the next screens begin, if there are any."""

    events: tuple[Event, ...]
    newer: int | None
    older: int | None


def log_head() -> str:
    """What documents print so that the log is anchored outside; empty before the first seal."""
    return Seal.objects.order_by("-number").values_list("head", flat=True).first() or ""


def is_head_of_log(head: str) -> bool:
    """Whether a head that some document printed is that of a seal of this log."""
    return Seal.objects.filter(head=head).exists()


def unsealed_events() -> QuerySet[Event]:
    """Events that wait for the next seal, in their order."""
    return Event.objects.filter(leaf=None).order_by("pk")


def is_unsealed(action: str, subjects: Collection[str]) -> bool:
    """Whether what happened so to any of these things waits for its seal."""
    asked = among("subject", list(subjects))
    return Event.objects.filter(asked, action=action, leaf=None).exists()


def events_about(*subjects: models.Model) -> QuerySet[Event]:
    """Everything that was recorded about these things, oldest first, in one question."""
    return Event.objects.filter(subject__in=map(subject_of, subjects)).order_by("pk")


def subject_of(thing: models.Model) -> str:
    """How the log names a thing."""
    return f"{thing._meta.label}:{thing.pk}"


def record_of(event: Event) -> EventRecord:
    """An event as it is hashed."""
    return EventRecord(
        number=event.pk,
        happened_at=event.happened_at,
        actor=event.actor,
        action=event.action,
        subject=event.subject,
        details=event.details,
    )


def events_found(*, subject: str = "", actor: str = "", action: str = "") -> QuerySet[Event]:
    """Every event that begins with what is looked for, newest first."""
    return Event.objects.filter(
        subject__istartswith=subject, actor__istartswith=actor, action__istartswith=action
    ).order_by("-pk")


def log_page(
    *,
    subject: str = "",
    actor: str = "",
    action: str = "",
    before: int | None = None,
    after: int | None = None,
) -> LogPage:
    """Events that begin with what is looked for, from one event on, older or newer."""
    rows = events_found(subject=subject, actor=actor, action=action)
    if after is not None:
        found = list(rows.filter(pk__gt=after).order_by("pk")[: PAGE + 1])
        return _page(found[:PAGE][::-1], newer=len(found) > PAGE, older=True)
    part = rows.filter(pk__lt=before) if before is not None else rows
    found = list(part.order_by("-pk")[: PAGE + 1])
    return _page(found[:PAGE], newer=before is not None, older=len(found) > PAGE)


def _page(events: list[Event], *, newer: bool, older: bool) -> LogPage:
    return LogPage(
        tuple(events),
        events[0].pk if events and newer else None,
        events[-1].pk if events and older else None,
    )


def chain_intact(*, anchor: str = "") -> ChainCheck:
    """Recompute every hash from the events on. `anchor` is a head that some document printed."""
    seals = list(Seal.objects.order_by("number"))
    problems, events = list(_links(seals)), 0
    batches = dict(_batches())
    for seal in seals:
        found, wrong = batches.pop(seal.pk, ([], []))
        events += len(found)
        problems += [*wrong, *_contents(seal, found)]
    problems += _unanchored(seals, anchor)
    return ChainCheck(
        intact=not problems,
        seals=len(seals),
        events=events,
        unsealed=unsealed_events().count(),
        head=seals[-1].head if seals else "",
        problems=tuple(problems[:MOST_PROBLEMS]),
    )


def _batches() -> Iterator[tuple[int, tuple[list[str], list[Sentence]]]]:
    """For each seal the hashes of its events, recomputed, and the events that were changed."""
    leaves = Leaf.objects.select_related("event").order_by("seal_id", "position")
    for seal_id, batch in groupby(leaves.iterator(chunk_size=CHUNK), lambda leaf: leaf.seal_id):
        digests: list[str] = []
        wrong: list[Sentence] = []
        for place, leaf in enumerate(batch):
            digests.append(record_of(leaf.event).digest())
            wrong += _leaf(leaf, place, digests[-1])
        yield seal_id, (digests, wrong)


def _leaf(leaf: Leaf, place: int, digest: str) -> Iterator[Sentence]:
    if leaf.digest != digest:
        yield say(
            "Event %(event)s is not what was sealed: it was changed or swapped.",
            event=leaf.event_id,
        )
    if leaf.position != place:
        yield say("An event is missing or was put in before event %(event)s.", event=leaf.event_id)


def _contents(seal: Seal, digests: list[str]) -> Iterator[Sentence]:
    if len(digests) != seal.events:
        yield say(
            "Seal %(seal)s closed %(expected)s events, but %(found)s are there.",
            seal=seal.number,
            expected=seal.events,
            found=len(digests),
        )
    elif seal_of(digests, number=seal.number, previous_head=seal.previous_head).root != seal.root:
        yield say("The events of seal %(seal)s do not give its root.", seal=seal.number)


def _links(seals: list[Seal]) -> Iterator[Sentence]:
    heads = [NO_HEAD, *(seal.head for seal in seals)]
    for place, (seal, before) in enumerate(zip(seals, heads[:-1], strict=True), start=1):
        own = SealRecord(seal.number, seal.events, seal.root, seal.previous_head)
        if seal.number != place:
            yield say("A seal is missing before seal %(seal)s.", seal=seal.number)
        if seal.previous_head != before:
            yield say("Seal %(seal)s does not follow from the seal before it.", seal=seal.number)
        if own.head() != seal.head:
            yield say("Seal %(seal)s is broken: its head does not fit.", seal=seal.number)


def _unanchored(seals: list[Seal], anchor: str) -> list[Sentence]:
    if not anchor or anchor in {seal.head for seal in seals}:
        return []
    return [say("The head %(head)s is printed on a document but is not in this log.", head=anchor)]
