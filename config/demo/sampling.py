"""A sample of the demo: bound the day before, drawn, and one item looked at."""

from __future__ import annotations

from datetime import datetime, timedelta

from config.demo.cast import Cast
from config.demo.site import STRANGER
from outcomes.models import Target
from outcomes.services import Draw, Seen, commit_seed, draw_plan, record_sample

EARLIER = timedelta(hours=20)


def looked_at(
    *, cast: Cast, target: Target, words: str, at: datetime, draw: Draw | None = None
) -> None:
    """Victor looks at what was drawn; what he saw stays beside what was claimed."""
    victor = cast["victor"]
    commit_seed(target_id=target.pk, independence=STRANGER, by=victor, at=at - EARLIER)
    plan = draw_plan(target_id=target.pk, draw=draw, independence=STRANGER, by=victor, at=at)
    for name in plan.sample:
        seen = Seen(name, is_right=True, verified=None, words=words)
        record_sample(plan_id=plan.pk, seen=seen, independence=STRANGER, by=victor, at=at)
