"""What a verifier sees at the items of a sample, and when the sample has to grow."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from audit.services import record
from core.domain.errors import RuleBroken
from core.domain.numbers import plain
from core.models import said_as
from outcomes.domain.lifecycle import Severity
from outcomes.domain.sampling import number_in_frame, size_from, sizes_at, stratified
from outcomes.models import Finding, Measurement, SampleResult, VerificationPlan, WidenedSample
from outcomes.selectors.independence import target_to_look_at
from outcomes.selectors.proposals import counted_in
from outcomes.selectors.samples import sample_left, sample_now
from people.models import User
from people.permissions import require


@dataclass(frozen=True, slots=True)
class Seen:
    """What a verifier saw at one item of the sample."""

    name: str
    is_right: bool
    verified: Decimal | None
    words: str


@transaction.atomic
def record_sample(
    *, plan_id: int, seen: Seen, independence: str, by: User, at: datetime
) -> SampleResult:
    """Say what was found at one item; it is looked at once, and the words stay."""
    require(by, "sample.record")
    plan = _plan_to_look_at(plan_id, by, at, independence)
    if seen.name not in sample_now(plan):
        raise RuleBroken(
            "This item is not in the sample. Look at one that was drawn.", field="name"
        )
    if not seen.words.strip():
        raise RuleBroken("Say what was seen there.", field="words")
    claimed = Measurement.objects.get(pk=number_in_frame(seen.name))
    _check_verified(claimed, seen)
    twice = RuleBroken("A result is recorded for this item already. It stays.", field="name")
    with said_as(sample_result_once=twice):
        result = SampleResult.objects.create(
            plan=plan,
            name=seen.name,
            is_right=seen.is_right,
            verified=seen.verified,
            words=seen.words.strip(),
            independence=independence.strip(),
            seen_by=by,
            seen_at=at,
        )
    _find_where_not_counted(result, claimed)
    record(
        action="sample.record",
        subject=result,
        by=by.email,
        at=at,
        target=plan.target.number,
        name=seen.name,
        is_right=seen.is_right,
        verified=None if seen.verified is None else str(seen.verified),
    )
    return result


@transaction.atomic
def widen_sample(*, plan_id: int, independence: str, by: User, at: datetime) -> WidenedSample:
    """Draw twice as many by the same seed, where more were wrong than the rule lets pass."""
    require(by, "sample.widen")
    plan = _plan_to_look_at(plan_id, by, at, independence)
    counted = counted_in(plan)
    if counted is None or not counted.widen:
        raise RuleBroken(
            "The sample of %(number)s need not be larger: look at what was drawn, and go on with "
            "what it says.",
            number=plan.target.number,
        )
    stage = plan.widenings.count() + 1
    wider = WidenedSample.objects.create(
        plan=plan,
        stage=stage,
        sample=_drawn(plan, stage),
        independence=independence.strip(),
        widened_by=by,
        widened_at=at,
    )
    record(
        action="sample.widen",
        subject=wider,
        by=by.email,
        at=at,
        target=plan.target.number,
        stage=stage,
        left=len(sample_left(plan)),
        sample=wider.sample,
    )
    return wider


def _plan_to_look_at(plan_id: int, by: User, at: datetime, declared: str) -> VerificationPlan:
    plan = VerificationPlan.objects.get(pk=plan_id)
    plan.target = target_to_look_at(plan.target_id, by, at, declared)
    return plan


def _drawn(plan: VerificationPlan, stage: int) -> list[str]:
    strata: defaultdict[str, list[str]] = defaultdict(list)
    for name in plan.frame:
        strata[plan.strata[name]].append(name)
    lengths = {name: len(rows) for name, rows in strata.items()}
    sizes = sizes_at(lengths, size_from(plan.size_rule), stage=stage)
    return list(stratified(strata, seed=plan.seed, sizes=sizes))


def _check_verified(claimed: Measurement, seen: Seen) -> None:
    """Where less is found than was claimed, how much; never more than was claimed."""
    if not _is_counted(claimed) or claimed.quantity is None or seen.is_right:
        return
    if seen.verified is None or not 0 <= seen.verified < claimed.quantity:
        raise RuleBroken(
            "Enter how much was found: at least 0 and less than %(claimed)s, which was claimed.",
            field="verified",
            claimed=plain(claimed.quantity),
        )


def _find_where_not_counted(result: SampleResult, claimed: Measurement) -> None:
    """A wrong reading of a rate is not extrapolated: it stops the verification until mended."""
    if result.is_right or _is_counted(claimed):
        return
    Finding.objects.create(
        target=claimed.target,
        severity=Severity.MAJOR,
        text=f"{claimed.first_day} – {claimed.last_day}: {result.words}",
        independence=result.independence,
        recorded_by=result.seen_by,
        recorded_at=result.seen_at,
    )


def _is_counted(claimed: Measurement) -> bool:
    return "quantity" in claimed.target.rule.NEEDS
