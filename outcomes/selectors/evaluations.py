"""Questions about what the data say today, and what is still in the way of saying it for good."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch
from django.utils.timezone import localtime

from core.domain.canonical import digest_of
from core.domain.numbers import plain
from core.domain.periods import Period
from core.domain.words import Sentence, say
from outcomes.domain import sampling
from outcomes.domain.claims import added_up
from outcomes.domain.evaluation import Readings, Result
from outcomes.domain.lifecycle import FindingState, MeasurementState, Severity
from outcomes.models import Evidence, Measurement, Target, VerificationPlan
from outcomes.selectors.claims import reading_of
from outcomes.selectors.custody import custody_blocks
from outcomes.selectors.indicators import not_before, rule_of
from outcomes.selectors.panels import Beside, beside_of
from outcomes.selectors.samples import sample_left
from programs.selectors import Agreed


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What the data say today, before anybody signs it."""

    result: Result
    claimed: Decimal | None
    inputs: tuple[dict[str, Any], ...]
    reference: dict[str, str | int] | None
    digest: str
    blocks: tuple[Sentence, ...]


def evaluation_of(target: Target, at: datetime, accepted: Decimal | None = None) -> Evaluation:
    """Evaluate the confirmed measurements by the frozen design; nothing is stored."""
    current = current_measurements(target)
    counted = [m for m in current if m.state in counting_states(target)]
    window = Period(target.window_first, target.window_last)
    read = [reading_of(m) for m in counted]
    beside, agreed = beside_of(target, read), rule_of(target)
    readings = added_up(read, window, target.rule.baseline)
    claimed = readings.of("quantity")
    values = {**readings.values, **({} if accepted is None else {"quantity": accepted})}
    inputs = tuple(input_of(m) for m in counted)
    return Evaluation(
        result=target.rule.evaluate(Readings(values, beside.panel)),
        claimed=claimed,
        inputs=inputs,
        reference=beside.version,
        digest=digest_of(_looked_at(target, inputs, beside, agreed)),
        blocks=(
            *_blocks(target, current, at),
            *not_before(agreed, localtime(at).date()),
            *beside.blocks,
        ),
    )


def _looked_at(
    target: Target,
    inputs: tuple[dict[str, Any], ...],
    beside: Beside,
    agreed: Agreed | None,
) -> dict[str, Any]:
    """Everything that the result depends on, so that whoever signs has seen all of it."""
    seen = {"design": target.design, "measurements": list(inputs)}
    if agreed is not None:
        seen["indicator"] = agreed.digest
    return seen if beside.version is None else {**seen, "reference": beside.version}


def current_measurements(target: Target) -> list[Measurement]:
    """Every measurement that has not been replaced, in the order of time."""
    rows = target.measurements.exclude(state=MeasurementState.SUPERSEDED)
    people = rows.select_related("measured_by", "certified_by", "match__worksite", "match__hazard")
    files = Evidence.objects.select_related("attached_by").order_by("pk")
    shown = people.prefetch_related(Prefetch("evidence", files))
    return list(shown.order_by("phase", "first_day", "pk"))


def counting_states(target: Target) -> frozenset[MeasurementState]:
    """A site's own word counts; a portfolio has no single site, there the certifier's word does."""
    if target.match_id is None:
        return frozenset({MeasurementState.CERTIFIED, MeasurementState.CONFIRMED})
    return frozenset({MeasurementState.CONFIRMED})


def input_of(measurement: Measurement) -> dict[str, Any]:
    """A measurement as it is hashed: its numbers and the hashes of its evidence."""
    return {
        "measurement": measurement.pk,
        "phase": measurement.phase,
        "first_day": measurement.first_day.isoformat(),
        "last_day": measurement.last_day.isoformat(),
        "quantity": _text(measurement.quantity),
        "events": measurement.events,
        "hours": _text(measurement.hours),
        "worksite": measurement.match_id,
        "people": measurement.people,
        "deaths": measurement.deaths,
        "lost_days": measurement.lost_days,
        "near_misses": measurement.near_misses,
        "evidence": sorted(evidence.sha256 for evidence in measurement.evidence.all()),
    }


def name_in_frame(measurement: Measurement) -> str:
    """How a measurement stands in a frame: its number, and a hash of what it said then."""
    return sampling.name_in_frame(measurement.pk, digest_of(input_of(measurement)))


def _blocks(target: Target, current: list[Measurement], at: datetime) -> Iterator[Sentence]:
    yield from unconfirmed(target, current)
    yield from custody_blocks(target)
    if target.findings.filter(state=FindingState.OPEN, severity=Severity.MAJOR).exists():
        yield say("A major finding is open. Resolve it first.")
    if localtime(at).date() <= target.window_last:
        yield from _too_early(target, current)
    if target.match_id is None and not VerificationPlan.objects.filter(target=target).exists():
        yield say("A portfolio is verified by a sample. Draw the sample first.")
    elif target.match_id is None:
        yield from _unseen(target)


def _unseen(target: Target) -> Iterator[Sentence]:
    """What was drawn is looked at before anything is said of the whole."""
    plan = VerificationPlan.objects.get(target=target)
    left = sample_left(plan)
    if plan.commitment_id is not None and left:
        yield say("%(left)s items of the sample are not looked at yet.", left=len(left))


def unconfirmed(target: Target, current: list[Measurement]) -> Iterator[Sentence]:
    """Readings that do not count yet, each with its days."""
    for measurement in current:
        if measurement.state not in counting_states(target):
            yield say(
                "The measurement of %(period)s is “%(state)s”. It has to be confirmed, or replaced "
                "and confirmed, before anything is verified.",
                period=Period(measurement.first_day, measurement.last_day),
                state=measurement.state,
            )


def _too_early(target: Target, current: list[Measurement]) -> Iterator[Sentence]:
    if not current:
        yield say(
            "Nothing has been measured yet, and there is time until %(last)s.",
            last=target.window_last,
        )
    elif "quantity" not in target.rule.NEEDS:
        yield say(
            "Injuries are judged once, after the whole window; it ends on %(last)s.",
            last=target.window_last,
        )


def _text(number: Decimal | None) -> str | None:
    return None if number is None else plain(number)
