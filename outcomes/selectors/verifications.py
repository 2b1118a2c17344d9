"""Questions about what a verifier finds: what the data say, what is in the way, who may say so."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from outcomes.domain import sampling
from outcomes.domain.lifecycle import FindingState
from outcomes.models import Finding, Measurement, Target, VerificationPlan
from outcomes.selectors.samples import sample_now
from outcomes.selectors.scope import seen_by
from people.domain.roles import Role
from people.models import Membership, Organization, User


@dataclass(frozen=True, slots=True)
class SampledMeasurement:
    """A measurement in the frame of a plan, and whether the draw chose it."""

    name: str
    measurement: Measurement | None
    is_sampled: bool


def plan_of(target: Target) -> tuple[SampledMeasurement, ...]:
    """The frame of a target's plan, sampled ones first; empty while nothing is drawn."""
    plan = VerificationPlan.objects.filter(target=target).first()
    if plan is None:
        return ()
    rows = target.measurements.prefetch_related("evidence").in_bulk()
    sample = sample_now(plan)
    drawn = [*sample, *sorted(set(plan.frame) - set(sample))]
    chosen = set(sample)
    return tuple(
        SampledMeasurement(
            name=name,
            measurement=rows.get(sampling.number_in_frame(name)),
            is_sampled=name in chosen,
        )
        for name in drawn
    )


def findings_seen(viewer: User) -> QuerySet[Finding]:
    """Every finding this person may look at, newest first."""
    return (
        Finding.objects.filter(seen_by(viewer, "target__agreement"))
        .select_related("target", "recorded_by")
        .order_by("-pk")
    )


def findings_to_resolve(viewer: User) -> QuerySet[Finding]:
    """Open findings, for verifiers."""
    if not verifiers_of(viewer).exists():
        return Finding.objects.none()
    return findings_seen(viewer).filter(state=FindingState.OPEN)


def verifiers_of(viewer: User) -> QuerySet[Organization]:
    """The verifying firms this person acts for."""
    acting = Membership.objects.filter(user=viewer, ended_at=None, role=Role.VERIFIER)
    return Organization.objects.filter(pk__in=acting.values("organization")).order_by("pk")
