"""A sample of the demo: bound the day before, drawn, and one item looked at."""

from __future__ import annotations

from datetime import datetime, timedelta

from config.demo.cast import Cast
from config.demo.site import STRANGER
from outcomes.models import Target
from outcomes.services import Seen, commit_seed, draw_plan, record_sample

EARLIER = timedelta(hours=20)


def looked_at(*, cast: Cast, target: Target, at: datetime) -> None:
    """Victor counts at the press; what he saw stays beside what was claimed."""
    victor = cast["victor"]
    commit_seed(target_id=target.pk, independence=STRANGER, by=victor, at=at - EARLIER)
    plan = draw_plan(target_id=target.pk, independence=STRANGER, by=victor, at=at)
    for name in plan.sample:
        seen = Seen(name, is_right=True, verified=None, words="서른여덟 대를 모두 세었습니다.")
        record_sample(plan_id=plan.pk, seen=seen, independence=STRANGER, by=victor, at=at)
