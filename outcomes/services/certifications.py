"""Every reading of a target certified at once by a second person; what does not fit is left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from audit.services import record
from core.domain.canonical import digest_of
from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from outcomes.domain.lifecycle import MEASUREMENT, MeasurementState
from outcomes.models import Measurement
from outcomes.selectors import CrossCheck, crosschecks_of, current_measurements, input_of
from outcomes.selectors.locks import locked_target
from outcomes.services.holds import hold_where_tripped
from people.models import User
from people.permissions import require_for

OWN = say("You took this measurement yourself. Another person of your firm certifies it.")


@dataclass(frozen=True, slots=True)
class Left:
    """A reading that could not be certified, and why."""

    measurement: Measurement
    reason: Sentence


@dataclass(frozen=True, slots=True)
class Certified:
    """How many were certified, and what was left."""

    done: int
    left: tuple[Left, ...]


@transaction.atomic
def certify_measurements(*, target_id: int, by: User, at: datetime) -> Certified:
    """Certify what waits under a target; the log keeps the hash of all that was certified."""
    target = locked_target(target_id)
    require_for(by, "measurement.certify", target.agreement.supplier.organization)
    list(target.measurements.select_for_update().order_by("pk").values_list("pk"))
    current = current_measurements(target)
    waiting = [one for one in current if one.state == MeasurementState.MEASURED]
    if not waiting:
        raise RuleBroken("Nothing waits to be certified under this target.")
    checks = crosschecks_of(waiting, current)
    left = tuple(
        Left(one, reason) for one in waiting for reason in _reasons(one, checks[one.pk], by)[:1]
    )
    kept = {one.measurement.pk for one in left}
    done = [one for one in waiting if one.pk not in kept]
    target.measurements.filter(pk__in=[one.pk for one in done]).update(
        state=MEASUREMENT.after("certify", MeasurementState.MEASURED),
        certified_by=by,
        certified_at=at,
    )
    for one in done:
        hold_where_tripped(target=target, tripped=checks[one.pk].tripped, at=at)
    record(
        action="measurement.certify",
        subject=target,
        by=by.email,
        at=at,
        target=target.number,
        certified=len(done),
        left=len(left),
        digest=digest_of([input_of(one) for one in done]),
    )
    return Certified(len(done), left)


def _reasons(one: Measurement, check: CrossCheck, by: User) -> tuple[Sentence, ...]:
    own = (OWN,) if one.measured_by_id == by.pk else ()
    return (*own, *check.blocks)
