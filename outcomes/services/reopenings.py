"""What is certified is closed; who may certify opens it again, with a reason, to be corrected."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from audit.services import record
from core.domain.errors import RuleBroken
from outcomes.domain.lifecycle import (
    CONFIRMATION,
    MEASUREMENT,
    TARGET,
    ConfirmationState,
    MeasurementState,
    TargetState,
)
from outcomes.models import Measurement
from outcomes.selectors.locks import locked_measurement, locked_target
from people.models import User
from people.permissions import require_for


@transaction.atomic
def reopen_measurement(*, measurement_id: int, reason: str, by: User, at: datetime) -> Measurement:
    """Its numbers stay and count no more; the correction is a new reading."""
    target = locked_target(Measurement.objects.get(pk=measurement_id).target_id)
    measurement = locked_measurement(measurement_id)
    require_for(by, "measurement.reopen", target.agreement.supplier.organization)
    TARGET.after("verify", TargetState(target.state))  # what is verified is not opened again
    measurement.state = MEASUREMENT.after("reopen", MeasurementState(measurement.state))
    if not reason.strip():
        raise RuleBroken("Say why it has to be corrected.", field="reason")
    measurement.reopened_by, measurement.reopened_at = by, at
    measurement.reopened_because = reason.strip()
    measurement.save()
    withdrawn = CONFIRMATION.after("withdraw", ConfirmationState.ASKED)
    measurement.confirmations.filter(state=ConfirmationState.ASKED).update(state=withdrawn)
    record(
        action="measurement.reopen",
        subject=measurement,
        by=by.email,
        at=at,
        target=target.number,
        reason=measurement.reopened_because,
    )
    return measurement
