"""Alarm clocks of the books."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from ledger.services import mark_end, take_snapshots


@shared_task(name="ledger.tasks.take_due_snapshots")
def take_due_snapshots() -> int:
    """Keep what busy accounts hold; twice or in parallel keeps nothing twice.

    What somebody was still writing when the end was marked waits for the next ring.
    """
    mark_end(at=timezone.now())
    taken = 0
    while (of_a_chunk := take_snapshots(at=timezone.now())) is not None:
        taken += of_a_chunk
    return taken
