"""Which measurements a verifier looks at: bound to a seed, closed, drawn."""

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
from outcomes.domain.sampling import (
    CERTAIN,
    Discovery,
    Size,
    commitment_of,
    frame_digest,
    sizes_at,
    stratified,
)
from outcomes.gateways.seeds import new_seed, seed_behind
from outcomes.models import Measurement, SeedCommitment, Target, VerificationPlan
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
    """How many, by what the list is cut, and from which quantity on nothing is left to a draw."""

    size: Size = field(default_factory=Discovery)
    strata: Strata = Strata.NOTHING
    certain_from: Decimal | None = None


@transaction.atomic
def commit_seed(*, target_id: int, independence: str, by: User, at: datetime) -> SeedCommitment:
    """Bind the later draw now, so that nobody can wait for a seed that suits them."""
    require(by, "plan.commit")
    target = target_to_look_at(target_id, by, at, independence)
    _not_drawn(target)
    salt = secrets.token_hex(32)
    commitment = SeedCommitment.objects.create(
        target=target,
        salt=salt,
        commitment=commitment_of(new_seed(salt), salt),
        independence=independence.strip(),
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
    *, target_id: int, draw: Draw | None = None, independence: str, by: User, at: datetime
) -> VerificationPlan:
    """Close the list of measurements and draw from it by the first seed that was committed to."""
    require(by, "plan.draw")
    target, draw = target_to_look_at(target_id, by, at, independence), draw or Draw()
    _not_drawn(target)
    promise = target.commitments.order_by("pk").first()
    if promise is None or promise.committed_at >= at:
        raise RuleBroken(
            "No seed was committed to before. Commit to one first, then close the list and draw.",
            field="kind",
        )
    current = _frame_of(target)
    seed = _promised(promise)
    strata = _strata(current, draw)
    lengths = {name: len(rows) for name, rows in strata.items()}
    frame = sorted(name for rows in strata.values() for name in rows)
    plan = VerificationPlan.objects.create(
        target=target,
        commitment=promise,
        seed=seed,
        size_rule=draw.size.document(),
        strata={name: stratum for stratum, rows in strata.items() for name in rows},
        frame=frame,
        frame_digest=frame_digest(frame),
        sample=list(stratified(strata, seed=seed, sizes=sizes_at(lengths, draw.size))),
        independence=independence.strip(),
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


def _promised(promise: SeedCommitment) -> str:
    salt, word = promise.salt, promise.commitment
    return seed_behind(salt, lambda seed: commitment_of(seed, salt) == word)


def _strata(current: Sequence[Measurement], draw: Draw) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one in current:
        found[_stratum(one, draw)].append(name_in_frame(one))
    return dict(found)


def _stratum(one: Measurement, draw: Draw) -> str:
    least = draw.certain_from
    if least is not None and one.quantity is not None and one.quantity >= least:
        return CERTAIN
    if draw.strata == Strata.PHASE:
        return str(one.phase)
    return f"match {one.match_id or 0}" if draw.strata == Strata.WORKSITE else ALL
