"""Which measurements a verifier looks at: bound to a seed, closed, drawn, looked at."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from django.db import transaction

from audit.services import record
from core.domain.errors import RuleBroken
from core.domain.numbers import plain
from core.models import said_as
from outcomes.domain.sampling import (
    Discovery,
    Size,
    allocated,
    commitment_of,
    frame_digest,
    number_in_frame,
    stratified,
)
from outcomes.gateways.seeds import seed_behind
from outcomes.models import (
    Measurement,
    SampleResult,
    SeedCommitment,
    Target,
    VerificationPlan,
)
from outcomes.selectors import current_measurements, name_in_frame, unconfirmed
from outcomes.selectors.independence import target_to_look_at
from outcomes.selectors.locks import locked_target
from people.models import User
from people.permissions import require

ALL = "all"


class Strata(StrEnum):
    """By what the list is cut before it is drawn from."""

    NOTHING = "nothing"
    PHASE = "phase"
    WORKSITE = "worksite"


@dataclass(frozen=True, slots=True)
class Draw:
    """How many, and by what the list is cut."""

    size: Size = field(default_factory=Discovery)
    strata: Strata = Strata.NOTHING


@dataclass(frozen=True, slots=True)
class Seen:
    """What a verifier saw at one item of the sample."""

    name: str
    is_right: bool
    verified: Decimal | None
    words: str


@transaction.atomic
def commit_seed(*, target_id: int, by: User, at: datetime) -> SeedCommitment:
    """Bind the later draw now, so that nobody can wait for a seed that suits them."""
    require(by, "plan.commit")
    target = target_to_look_at(target_id, by)
    _not_drawn(target)
    salt = secrets.token_hex(32)
    commitment = SeedCommitment.objects.create(
        target=target,
        salt=salt,
        commitment=commitment_of(seed_behind(salt), salt),
        committed_by=by,
        committed_at=at,
    )
    record(
        action="plan.commit",
        subject=commitment,
        by=by.email,
        at=at,
        target=target.number,
        salt=salt,
        commitment=commitment.commitment,
    )
    return commitment


@transaction.atomic
def draw_plan(
    *, target_id: int, draw: Draw | None = None, by: User, at: datetime
) -> VerificationPlan:
    """Close the list of measurements and draw from it by the first seed that was committed to."""
    require(by, "plan.draw")
    target, draw = target_to_look_at(target_id, by), draw or Draw()
    _not_drawn(target)
    promise = target.commitments.order_by("pk").first()
    if promise is None or promise.committed_at >= at:
        raise RuleBroken(
            "No seed was committed to before. Commit to one first, then close the list and draw.",
            field="kind",
        )
    current = _frame_of(target)
    seed = seed_behind(promise.salt)
    strata = _strata(current, draw.strata)
    lengths = {name: len(rows) for name, rows in strata.items()}
    size = draw.size.of(len(current))
    frame = sorted(name for rows in strata.values() for name in rows)
    plan = VerificationPlan.objects.create(
        target=target,
        commitment=promise,
        seed=seed,
        size_rule=draw.size.document(),
        strata={name: stratum for stratum, rows in strata.items() for name in rows},
        frame=frame,
        frame_digest=frame_digest(frame),
        sample=list(stratified(strata, seed=seed, sizes=allocated(lengths, size))),
        drawn_by=by,
        drawn_at=at,
    )
    record(
        action="plan.draw",
        subject=plan,
        by=by.email,
        at=at,
        target=target.number,
        seed=plan.seed,
        salt=promise.salt,
        commitment=promise.commitment,
        frame_digest=plan.frame_digest,
        sample=plan.sample,
    )
    return plan


@transaction.atomic
def record_sample(*, plan_id: int, seen: Seen, by: User, at: datetime) -> SampleResult:
    """Say what was found at one item; it is looked at once, and the words stay."""
    require(by, "sample.record")
    plan = VerificationPlan.objects.select_related("target").get(pk=plan_id)
    target = target_to_look_at(plan.target_id, by)
    if seen.name not in plan.sample:
        raise RuleBroken(
            "This item is not in the sample. Look at one that was drawn.", field="name"
        )
    if not seen.words.strip():
        raise RuleBroken("Say what was seen there.", field="words")
    _check_verified(target, seen)
    twice = RuleBroken("A result is recorded for this item already. It stays.", field="name")
    with said_as(sample_result_once=twice):
        result = SampleResult.objects.create(
            plan=plan,
            name=seen.name,
            is_right=seen.is_right,
            verified=seen.verified,
            words=seen.words.strip(),
            seen_by=by,
            seen_at=at,
        )
    record(
        action="sample.record",
        subject=result,
        by=by.email,
        at=at,
        target=target.number,
        name=seen.name,
        is_right=seen.is_right,
        verified=None if seen.verified is None else str(seen.verified),
    )
    return result


def _check_verified(target: Target, seen: Seen) -> None:
    """Where less is found than was claimed, how much; never more than was claimed."""
    claimed = Measurement.objects.get(pk=number_in_frame(seen.name)).quantity
    if "quantity" not in target.rule.NEEDS or claimed is None or seen.is_right:
        return
    if seen.verified is None or not 0 <= seen.verified < claimed:
        raise RuleBroken(
            "Enter how much was found: at least 0 and less than %(claimed)s, which was claimed.",
            field="verified",
            claimed=plain(claimed),
        )


def _not_drawn(target: Target) -> None:
    if VerificationPlan.objects.filter(target=target).exists():
        raise RuleBroken(
            "The sample of %(number)s is drawn already. It stays as it is.",
            field="kind",
            number=target.number,
        )


def _frame_of(target: Target) -> list[Measurement]:
    """Only what stands can be drawn from: nobody mends what they know will be looked at."""
    locked_target(target.pk)
    current = current_measurements(target)
    if not current:
        raise RuleBroken("There is no measurement to draw from yet.", field="kind")
    for block in unconfirmed(target, current):
        raise RuleBroken(block.text, field="kind", **block.values)
    return current


def _strata(current: Sequence[Measurement], by: Strata) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one in current:
        found[_stratum(one, by)].append(name_in_frame(one))
    return dict(found)


def _stratum(one: Measurement, by: Strata) -> str:
    if by == Strata.PHASE:
        return str(one.phase)
    return f"match {one.match_id or 0}" if by == Strata.WORKSITE else ALL
