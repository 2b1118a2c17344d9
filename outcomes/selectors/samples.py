"""Questions about a sample: what is in it now, and what nobody has looked at yet?"""

from __future__ import annotations

from outcomes.models import VerificationPlan


def sample_now(plan: VerificationPlan) -> list[str]:
    """The sample as drawn, or as widened the last time."""
    wider = plan.widenings.order_by("-stage").first()
    return list(plan.sample if wider is None else wider.sample)


def sample_left(plan: VerificationPlan) -> tuple[str, ...]:
    """Items of the sample that nobody has looked at yet."""
    seen = set(plan.results.values_list("name", flat=True))
    return tuple(name for name in sample_now(plan) if name not in seen)
