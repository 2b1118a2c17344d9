"""Questions about plans: can anybody draw the same list again, and what does the sample say?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from outcomes.domain.sampling import (
    Counted,
    Counting,
    Looked,
    allocated,
    commitment_of,
    counted_by,
    frame_digest,
    number_in_frame,
    size_from,
    stratified,
)
from outcomes.models import Measurement, Target, VerificationPlan

SCHEMA = "boram.plan/1"


@dataclass(frozen=True, slots=True)
class Redrawn:
    """A plan drawn again from what is on record, and whether everything fits."""

    commitment_fits: bool
    frame_fits: bool
    sample_fits: bool
    sample: tuple[str, ...]

    @property
    def fits(self) -> bool:
        """Whether an auditor gets the very same list."""
        return self.commitment_fits and self.frame_fits and self.sample_fits


def plan_document(plan: VerificationPlan) -> dict[str, Any]:
    """Everything that a draw needs, for whoever has no access to the database."""
    promise = plan.commitment
    return {
        "schema": SCHEMA,
        "plan": plan.pk,
        "target": plan.target.number,
        "salt": promise.salt if promise else "",
        "commitment": promise.commitment if promise else "",
        "committed_at": promise.committed_at.isoformat() if promise else "",
        "drawn_at": plan.drawn_at.isoformat(),
        "seed": plan.seed,
        "size_rule": plan.size_rule,
        "strata": plan.strata,
        "frame": plan.frame,
        "frame_digest": plan.frame_digest,
        "sample": plan.sample,
    }


def redrawn(document: Mapping[str, Any]) -> Redrawn:
    """Draw again: the seed fits the commitment, the list its hash, the sample both."""
    frame = list(document["frame"])
    strata: defaultdict[str, list[str]] = defaultdict(list)
    for name in frame:
        strata[document["strata"].get(name, "all")].append(name)
    size = (
        size_from(document["size_rule"]).of(len(frame))
        if document["size_rule"]
        else len(document["sample"])
    )
    lengths = {name: len(rows) for name, rows in strata.items()}
    sample = stratified(strata, seed=document["seed"], sizes=allocated(lengths, size))
    return Redrawn(
        commitment_fits=commitment_of(document["seed"], document["salt"]) == document["commitment"],
        frame_fits=frame_digest(frame) == document["frame_digest"],
        sample_fits=list(sample) == list(document["sample"]),
        sample=sample,
    )


def sample_left(plan: VerificationPlan) -> tuple[str, ...]:
    """Items of the sample that nobody has looked at yet."""
    seen = set(plan.results.values_list("name", flat=True))
    return tuple(name for name in plan.sample if name not in seen)


def counted_of(target: Target, claimed: Decimal | None) -> Counted | None:
    """What counts of a quantity by the rule agreed beforehand; nothing before all was looked at."""
    plan = VerificationPlan.objects.filter(target=target).first()
    if plan is None or claimed is None or "quantity" not in target.rule.NEEDS or sample_left(plan):
        return None
    rows = Measurement.objects.in_bulk([number_in_frame(name) for name in plan.sample])
    looked = [
        Looked(found, found if one.is_right or one.verified is None else one.verified)
        for one in plan.results.order_by("pk")
        if (found := rows[number_in_frame(one.name)].quantity) is not None
    ]
    if not looked:
        return None
    return counted_by(
        Counting(target.counting), claimed=claimed, frame=len(plan.frame), looked=looked
    )
