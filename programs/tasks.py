"""Alarm clocks of programmes. The tables hold the queue; a task only asks them what is due."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial

from celery import shared_task
from django.utils import timezone

from audit.services import SYSTEM
from core.domain.errors import RuleBroken
from programs.selectors import amendments_due, commitments_to_release
from programs.services import apply_amendment, release_commitment

log = logging.getLogger(__name__)


@shared_task(name="programs.tasks.move_due_commitments")
def move_due_commitments() -> int:
    """Changes whose day has come take effect; what closed programmes did not use goes back.

    Each row is a transaction of its own; after an outage all that was missed is done, and twice
    or in parallel is as once.
    """
    at = timezone.now()
    applied = [
        _done(partial(apply_amendment, amendment_id=due.pk, at=at)) for due in amendments_due(at)
    ]
    released = [
        _done(partial(release_commitment, commitment_id=rest.pk, by=SYSTEM, at=at))
        for rest in commitments_to_release()
    ]
    return sum(applied + released)


def _done(move: Callable[[], object]) -> bool:
    """A row that another worker has done meanwhile, or that cannot be done, stops no other."""
    try:
        move()
    except RuleBroken as refusal:
        log.warning("a commitment did not move: %s", refusal)
        return False
    return True
