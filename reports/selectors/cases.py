"""Everything about one payment on one page, for somebody who trusts nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model

from audit.selectors import events_about, subject_of
from core.domain.words import Sentence
from ledger.selectors import EntryRow, entries_about
from outcomes.gateways.store import unchanged
from outcomes.models import Confirmation, Evidence, Measurement, Verification
from outcomes.selectors.custody import scans_of
from payouts.models import Payout
from payouts.selectors.lists import payouts_for
from people.models import User
from reports.domain.facts import Facts, facts_digest
from reports.models import Report
from reports.selectors.facts import statement_facts
from reports.selectors.scope import reports_about


@dataclass(frozen=True, slots=True)
class LogLine:
    """One thing that happened, as the timeline shows it."""

    words: Sentence
    at: datetime
    who: str
    note: str


@dataclass(frozen=True, slots=True)
class Case:
    """One payment with all it rests on and all that happened to it."""

    payout: Payout
    facts: Facts
    digest: str
    intact: dict[str, bool]
    scans: dict[int, str]
    entries: tuple[EntryRow, ...]
    log: tuple[LogLine, ...]
    reports: tuple[Report, ...]


def case_of(viewer: User, number: str) -> Case:
    """The whole trace of a payment within the viewer's scope."""
    payout = payouts_for(viewer).get(number=number)
    facts = statement_facts(payout)
    return Case(
        payout=payout,
        facts=facts,
        digest=facts_digest(facts),
        intact={file["sha256"]: unchanged(file["sha256"]) for file in facts["evidence"]},
        scans=scans_of(file["id"] for file in facts["evidence"]),
        entries=entries_about(f"payout:{payout.number}:"),
        log=_log(payout),
        reports=tuple(reports_about(payout)),
    )


def _log(payout: Payout) -> tuple[LogLine, ...]:
    """The story of everything behind the payment, in the order in which it happened."""
    known = {subject_of(thing): thing for thing in _things(payout)}
    return tuple(
        LogLine(event.words, event.happened_at, event.actor, _named(known[event.subject]))
        for event in events_about(*known.values())
    )


def _named(thing: Model) -> str:
    return f"{thing._meta.verbose_name} · {thing}"


def _things(payout: Payout) -> Iterator[Model]:
    """Every row whose story belongs to this payment, in the order of the road."""
    yield payout.agreement
    if payout.verification:
        yield from _results(payout.verification)
    yield payout
    yield from (attempt.batch for attempt in payout.disbursements.select_related("batch"))


def _results(verification: Verification) -> Iterator[Model]:
    target = verification.target
    readings = Measurement.objects.filter(target=target).select_related("target")
    if target.match:
        yield target.match
    yield target
    yield from readings
    yield from Evidence.objects.filter(measurement__in=readings)
    yield from Confirmation.objects.filter(measurement__in=readings).select_related(
        "match__worksite", "match__hazard"
    )
    yield from target.findings.select_related("target")
    yield verification
