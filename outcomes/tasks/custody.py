"""The nightly look at everything that is kept, a minute's worth at a time.

A task that ran for an hour would come back to the other worker after a minute, and payments would
wait for both; so each ring of the clock does a little, and the rows say where it stopped.
"""

from __future__ import annotations

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from outcomes.selectors.custody import rehash_is_due
from outcomes.services.rehashes import rehash_evidence
from outcomes.services.scans import rescan_evidence

SCANS_A_MINUTE = 20


@shared_task(name="outcomes.tasks.rehash_due_evidence")
def rehash_due_evidence() -> int:
    """Hash again what is due tonight; how many files are not as they were kept."""
    at = timezone.now()
    if not rehash_is_due(at):
        return 0
    return rehash_evidence(most_bytes=settings.EVIDENCE_BYTES_A_MINUTE, at=at).wrong


@shared_task(name="outcomes.tasks.rescan_due_evidence")
def rescan_due_evidence() -> int:
    """Scan what came while no scanner was there."""
    return rescan_evidence(most=SCANS_A_MINUTE, at=timezone.now())
