"""The nightly look at what is kept: everything is hashed again, and what changed is reported."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from audit.services import SYSTEM, record
from outcomes.domain.evidence.states import Alarm
from outcomes.gateways.store import Look, looked_at
from outcomes.models import EvidenceAlarm, Rehash
from outcomes.selectors.custody import hashes_after, hold_hash
from outcomes.services.sweeps import swept

OUT_OF_REACH = 3  # so many unreadable files in a row are a store that is away, not bad files
DEEDS = {True: "alarm.end", False: "alarm.raise"}


def rehash_evidence(*, most_bytes: int, at: datetime) -> Rehash:
    """Go on where the last night stopped, until all is looked at or `most_bytes` are read.

    One file is in work at a time, in pieces, and each alarm is a transaction of its own: whoever
    is killed in the middle has lost nothing, and two at once report everything once.
    """
    night = _Night(after=_where_it_stopped())
    for sha256 in _hashes(night.up_to):
        night.take(sha256, looked_at(sha256), at)
        if night.is_over(most_bytes):
            break
    else:
        night.finish(at)
    return _written(night, at)


@transaction.atomic
def note_look(*, sha256: str, look: Look, at: datetime) -> EvidenceAlarm | None:
    """Raise an alarm, or end one, where the look differs from the last word about this hash."""
    hold_hash(sha256)
    last = EvidenceAlarm.objects.filter(sha256=sha256).order_by("-number").first()
    now = look.wrong or Alarm.RESTORED
    if now == (last.alarm if last else Alarm.RESTORED):
        return None
    alarm = EvidenceAlarm.objects.create(
        sha256=sha256,
        number=last.number + 1 if last else 1,
        alarm=now,
        found=look.found if now == Alarm.CHANGED else "",
        noticed_at=at,
    )
    record(
        action=DEEDS[now == Alarm.RESTORED],
        subject=alarm,
        by=SYSTEM,
        at=at,
        sha256=sha256,
        alarm=now,
        found=alarm.found,
    )
    return alarm


class _Night:
    """How far it came, and what it found."""

    def __init__(self, *, after: str) -> None:
        self.up_to, self.files, self.size, self.wrong = after, 0, 0, 0
        self.swept, self.unsure = 0, list[str]()

    def take(self, sha256: str, look: Look, at: datetime) -> None:
        """Unreadable files wait until another one shows that the store itself is there."""
        if look.wrong == Alarm.UNREADABLE:
            self.unsure.append(sha256)
            return
        self._settle(at)
        self._note(sha256, look, at)

    def is_over(self, most_bytes: int) -> bool:
        """Enough for tonight, or the store is out of reach; the next night begins after `up_to`."""
        return self.size >= most_bytes or len(self.unsure) >= OUT_OF_REACH

    def finish(self, at: datetime) -> None:
        """All was looked at: what nobody names goes, and the next night begins anew."""
        self._settle(at)
        self.up_to, self.swept = "", swept(at=at)

    def _settle(self, at: datetime) -> None:
        for sha256 in self.unsure:
            self._note(sha256, Look(Alarm.UNREADABLE), at)
        self.unsure = []

    def _note(self, sha256: str, look: Look, at: datetime) -> None:
        note_look(sha256=sha256, look=look, at=at)
        self.up_to, self.files, self.size = sha256, self.files + 1, self.size + look.size
        self.wrong += look.wrong is not None


def _where_it_stopped() -> str:
    last = Rehash.objects.order_by("-pk").first()
    return last.up_to if last else ""


def _hashes(after: str) -> Iterator[str]:
    while batch := hashes_after(after):
        yield from batch
        after = batch[-1]


@transaction.atomic
def _written(night: _Night, at: datetime) -> Rehash:
    row = Rehash.objects.create(
        begun_at=at,
        up_to=night.up_to,
        files=night.files,
        size=night.size,
        wrong=night.wrong,
        swept=night.swept,
    )
    record(
        action="evidence.rehash",
        subject=row,
        by=SYSTEM,
        at=at,
        files=night.files,
        bytes=night.size,
        wrong=night.wrong,
        swept=night.swept,
        whole=not night.up_to,
    )
    return row
