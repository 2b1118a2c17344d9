"""Questions about kept files: who knows of them, what was found wrong, what was scanned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from core.domain.words import Sentence, say
from outcomes.domain.evidence.kinds import KINDS, PHOTOS
from outcomes.domain.evidence.states import Alarm, ScanState
from outcomes.domain.lifecycle import MeasurementState
from outcomes.gateways.store import unchanged
from outcomes.models import (
    Evidence,
    EvidenceAlarm,
    EvidenceScan,
    Measurement,
    MeasurementFile,
    Rehash,
    Target,
)
from outcomes.selectors.measurements import evidence_seen
from people.models import User

KNOWN = (Evidence, MeasurementFile)  # every table that names bytes in the store
BATCH = 1000
A_NIGHT = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file as pages list it: whether it is what was sent, and whether it was scanned."""

    file: Evidence
    same: bool
    scan: str
    kind: str
    is_photo: bool


def hold_hash(sha256: str) -> None:
    """Until the transaction ends, nobody else adds, sweeps or raises an alarm under this hash."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 7))", [sha256])


def hashes_after(sha256: str) -> list[str]:
    """The next hashes that rows name, in order; empty when there are no more."""
    found: set[str] = set()
    for table in KNOWN:
        rows = table.objects.filter(sha256__gt=sha256).order_by("sha256")
        found |= set(rows.values_list("sha256", flat=True).distinct()[:BATCH])
    return sorted(found)[:BATCH]


def known_among(hashes: Iterable[str]) -> set[str]:
    """Those of these hashes that some row names."""
    asked = [*hashes]
    return {
        sha256
        for table in KNOWN
        for sha256 in table.objects.filter(sha256__in=asked).values_list("sha256", flat=True)
    }


def rehash_is_due(at: datetime) -> bool:
    """Whether a round is open, or the last one began so long ago that it is the next night."""
    last = Rehash.objects.order_by("-pk").first()
    return last is None or bool(last.up_to) or last.begun_at < at - A_NIGHT


def alarms_standing() -> QuerySet[EvidenceAlarm]:
    """The newest word about each hash, where it is not good."""
    later = EvidenceAlarm.objects.filter(sha256=OuterRef("sha256"), number__gt=OuterRef("number"))
    return EvidenceAlarm.objects.exclude(alarm=Alarm.RESTORED).filter(~Exists(later))


def evidence_alarmed(viewer: User) -> QuerySet[Evidence]:
    """Files this person may see that are not what was sent, the oldest alarm first."""
    standing = alarms_standing().filter(sha256=OuterRef("sha256"))
    return (
        evidence_seen(viewer)
        .exclude(measurement__state=MeasurementState.SUPERSEDED)
        .annotate(noticed_at=Subquery(standing.values("noticed_at")[:1]))
        .filter(noticed_at__isnull=False)
        .order_by("noticed_at", "pk")
    )


def custody_blocks(target: Target) -> Iterator[Sentence]:
    """Why nothing is verified or paid over this evidence: it changed, or is not safe to open."""
    for file in evidence_in_doubt(target):
        if file.alarm is not None:
            yield say(
                "“%(name)s”: %(alarm)s. Nothing is verified or paid over it. The agency looks for "
                "the original and puts it back; the next nightly look ends the alarm.",
                name=file.name,
                alarm=file.alarm,
            )
        if file.virus is not None:
            yield say(
                "“%(name)s”: the virus scan found %(what)s. Do not open it; the supplier sends "
                "the measurement again with another file.",
                name=file.name,
                what=file.virus,
            )


def evidence_in_doubt(target: Target) -> QuerySet[Evidence, Any]:
    """Files of readings that stand, with the alarm about them or the virus found in them."""
    standing = alarms_standing().filter(sha256=OuterRef("sha256")).values("alarm")
    infected = EvidenceScan.objects.filter(evidence=OuterRef("pk"), state=ScanState.INFECTED)
    return (
        Evidence.objects.filter(measurement__target=target)
        .exclude(measurement__state=MeasurementState.SUPERSEDED)
        .annotate(alarm=Subquery(standing[:1]), virus=Subquery(infected.values("detail")[:1]))
        .filter(Q(alarm__isnull=False) | Q(virus__isnull=False))
        .order_by("pk")
    )


def scans_of(files: Iterable[int]) -> dict[int, str]:
    """The newest word of the scanner about each file; of one that came earlier it said nothing."""
    keys = [*files]
    rows = EvidenceScan.objects.filter(evidence__in=keys)
    found = dict(rows.order_by("pk").values_list("evidence", "state"))
    return {key: found.get(key, ScanState.NOT_SCANNED) for key in keys}


def evidence_to_scan() -> QuerySet[Evidence]:
    """Files about which no scanner has said anything yet, the newest first."""
    said = EvidenceScan.objects.filter(
        evidence=OuterRef("pk"), state__in=[ScanState.CLEAN, ScanState.INFECTED]
    )
    return Evidence.objects.filter(~Exists(said)).order_by("-pk")


def files_by_reading(measurements: Iterable[Measurement]) -> dict[int, list[ShownFile]]:
    """The files of several readings at once, whose evidence was fetched with them."""
    found: dict[int, list[ShownFile]] = {one.pk: [] for one in measurements}
    for shown in shown_files(file for one in measurements for file in one.evidence.all()):
        found[shown.file.measurement_id].append(shown)
    return found


def shown_files(files: Iterable[Evidence]) -> list[ShownFile]:
    """Files for a page, each hashed again."""
    listed = [*files]
    scans = scans_of(file.pk for file in listed)
    return [
        ShownFile(
            file=file,
            same=unchanged(file.sha256),
            scan=scans[file.pk],
            kind=KINDS[file.content_type].name if file.content_type in KINDS else "",
            is_photo=file.content_type in PHOTOS,
        )
        for file in listed
    ]
