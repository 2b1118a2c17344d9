"""Questions about plans: can anybody draw the same list again?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from outcomes.domain.sampling import (
    allocated,
    commitment_of,
    frame_digest,
    size_from,
    sizes_at,
    stratified,
)
from outcomes.models import VerificationPlan

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
        "widened": [
            {"stage": one.stage, "at": one.widened_at.isoformat(), "sample": one.sample}
            for one in plan.widenings.order_by("stage")
        ],
    }


def redrawn(document: Mapping[str, Any]) -> Redrawn:
    """Draw again: the seed fits the commitment, the list its hash, the sample both."""
    frame = list(document["frame"])
    strata: defaultdict[str, list[str]] = defaultdict(list)
    for name in frame:
        strata[document["strata"].get(name, "all")].append(name)
    stages = [document["sample"], *(one["sample"] for one in document.get("widened", ()))]
    drawn = [
        stratified(strata, seed=document["seed"], sizes=_sizes(document, strata, stage))
        for stage in range(len(stages))
    ]
    return Redrawn(
        commitment_fits=commitment_of(document["seed"], document["salt"]) == document["commitment"],
        frame_fits=frame_digest(frame) == document["frame_digest"],
        sample_fits=[list(one) for one in drawn] == [list(one) for one in stages],
        sample=drawn[-1],
    )


def _sizes(
    document: Mapping[str, Any], strata: Mapping[str, Sequence[str]], stage: int
) -> dict[str, int]:
    lengths = {name: len(rows) for name, rows in strata.items()}
    if not document["size_rule"]:  # drawn before rules were kept: as many as there are
        return allocated(lengths, len(document["sample"]))
    return sizes_at(lengths, size_from(document["size_rule"]), stage=stage)
