"""A sample, bound before and drawn after."""

from __future__ import annotations

from datetime import datetime, timedelta

from outcomes.models import Target, VerificationPlan
from outcomes.services import Draw, commit_seed, draw_plan
from people.models import User

EARLIER = timedelta(days=1)
FREE = "No tie to the supplier or the worksite."


def a_plan(target: Target, *, by: User, at: datetime, draw: Draw | None = None) -> VerificationPlan:
    """Committed to the day before, drawn now."""
    commit_seed(target_id=target.pk, independence=FREE, by=by, at=at - EARLIER)
    return draw_plan(target_id=target.pk, draw=draw, independence=FREE, by=by, at=at)
