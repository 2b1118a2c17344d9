"""How much of a claimed quantity may be accepted: by the sample, and less what findings take."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.domain.numbers import grouped
from core.domain.periods import Period
from core.domain.words import Sentence, say
from outcomes.domain.claims import added_up
from outcomes.domain.lifecycle import Effect, MeasurementState, Phase
from outcomes.domain.sampling import (
    Counted,
    Counting,
    Looked,
    Stratum,
    counted_by,
    number_in_frame,
)
from outcomes.models import Measurement, Target, VerificationPlan
from outcomes.selectors.claims import reading_of
from outcomes.selectors.samples import sample_left

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Proposal:
    """The most that may be accepted, in words why, and whether more is looked at first."""

    most: Decimal
    sentences: tuple[Sentence, ...] = ()
    widen: bool = False


def proposal_of(target: Target, claimed: Decimal | None) -> Proposal | None:
    """What the rule agreed beforehand and the findings give; nothing where nothing is counted."""
    if claimed is None or "quantity" not in target.rule.NEEDS:
        return None
    plan, less = VerificationPlan.objects.filter(target=target).first(), less_by_findings(target)
    counted = None if plan is None else counted_in(plan)
    said = tuple(_findings_said(less))
    if plan is None or counted is None:
        return Proposal(max(NOTHING, claimed - less), said)
    most = min(claimed, counted.quantity + _after_the_draw(plan))
    return Proposal(max(NOTHING, most - less), (*said, *counted.sentences), counted.widen)


def less_by_findings(target: Target) -> Decimal:
    """How much less counts by findings whose effect stands."""
    found = target.findings.filter(effect_kind=Effect.LESS, effect_stands=True)
    return sum((one or NOTHING for one in found.values_list("less", flat=True)), NOTHING)


def counted_in(plan: VerificationPlan) -> Counted | None:
    """What the sample says of the list as it was frozen; nothing before all was looked at.

    The list counts as it was claimed when it was closed: mending only what was drawn changes
    nothing of what the sample says about the rest.
    """
    target = plan.target
    if "quantity" not in target.rule.NEEDS or sample_left(plan):
        return None
    rows = Measurement.objects.in_bulk([number_in_frame(name) for name in plan.frame])
    strata = _strata(plan, rows)
    if not strata:
        return None
    window = Period(target.window_first, target.window_last)
    claimed = added_up([reading_of(row) for row in rows.values()], window).of("quantity")
    return counted_by(Counting(target.counting), claimed=claimed or NOTHING, strata=strata)


def _strata(plan: VerificationPlan, rows: dict[int, Measurement]) -> list[Stratum]:
    seen = {one.name: one for one in plan.results.all()}
    frames: defaultdict[str, int] = defaultdict(int)
    looked: defaultdict[str, list[Looked]] = defaultdict(list)
    for name in plan.frame:
        row, stratum = rows[number_in_frame(name)], plan.strata.get(name, "all")
        if row.phase != Phase.FOLLOW_UP or row.quantity is None:
            continue
        frames[stratum] += 1
        if one := seen.get(name):
            found = row.quantity if one.is_right or one.verified is None else one.verified
            looked[stratum].append(Looked(row.quantity, found))
    parts = [Stratum(frames[name], tuple(looked[name])) for name in sorted(frames)]
    return parts if all(one.seen for one in parts) else _as_one(parts)


def _as_one(parts: Sequence[Stratum]) -> list[Stratum]:
    """A part of which nothing that counts was drawn says nothing by itself."""
    looked = tuple(row for one in parts for row in one.looked)
    return [Stratum(sum(one.frame for one in parts), looked)] if looked else []


def _after_the_draw(plan: VerificationPlan) -> Decimal:
    """At a single worksite readings still come in; each of them was confirmed by itself."""
    frozen = Measurement.objects.filter(pk__in=[number_in_frame(name) for name in plan.frame])
    slots = set(frozen.values_list("phase", "first_day", "last_day", "match_id"))
    now = plan.target.measurements.exclude(state=MeasurementState.SUPERSEDED).filter(
        phase=Phase.FOLLOW_UP
    )
    return sum(
        (
            one.quantity or NOTHING
            for one in now
            if (one.phase, one.first_day, one.last_day, one.match_id) not in slots
        ),
        NOTHING,
    )


def _findings_said(less: Decimal) -> Iterator[Sentence]:
    if less:
        yield say("Findings take %(less)s off what counts.", less=grouped(less))
