"""Matches, targets, claims and verifications as rows, valid under every constraint."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.db.backends.postgresql.psycopg_any import DateRange

from companies.models import Worksite
from core.domain.periods import Period
from outcomes.domain.lifecycle import MatchState, MeasurementState, Phase, TargetState
from outcomes.models import Match, Measurement, Target, Verification
from outcomes.models.matches import days_of
from people.models import User
from programs.models import Agreement
from tests.factories.companies import a_worksite
from tests.factories.people import the
from tests.factories.programs import SPRING, a_hazard, an_agreement, an_indicator

QUANTITY: dict[str, Any] = {"kind": "quantity", "goal": "50"}


def a_match(
    *,
    agreement: Agreement | None = None,
    worksite: Worksite | None = None,
    state: MatchState = MatchState.RECORDED,
    days: DateRange | None = None,
) -> Match:
    """A worksite matched against the hazard, its before-state on record."""
    agreement = agreement or an_agreement()
    recorded = state == MatchState.RECORDED
    program = agreement.program
    return Match.objects.create(
        agreement=agreement,
        program=program,
        worksite=worksite or a_worksite(supplier=agreement.supplier),
        hazard=a_hazard(),
        days=days or days_of(Period(program.starts_on, program.ends_on)),
        before_state="No guard at the press." if recorded else "",
        before_recorded_at=SPRING if recorded else None,
        state=state,
        proposed_by=the("carla"),
    )


def a_target(
    *,
    match: Match | None = None,
    clause: str = "guards",
    state: TargetState = TargetState.AGREED,
    design: dict[str, Any] | None = None,
) -> Target:
    """Fifty guards in the year 2026, unless told otherwise."""
    match = match or a_match()
    agreed = state in {TargetState.AGREED, TargetState.VERIFIED}
    return Target.objects.create(
        number=f"T-2026-{Target.objects.count() + 1:05d}",
        agreement=match.agreement,
        match=match,
        clause_key=clause,
        indicator=an_indicator(),
        goal=Decimal(50),
        window_first=date(2026, 1, 1),
        window_last=date(2026, 12, 31),
        design=design or QUANTITY,
        evidence_rule="A photograph of each guard.",
        state=state,
        set_by=the("carla"),
        agreed_by=the("agnes") if agreed else None,
        agreed_at=SPRING if agreed else None,
    )


def a_measurement(
    *,
    target: Target | None = None,
    quantity: str | None = "10",
    state: MeasurementState = MeasurementState.CONFIRMED,
    **changes: Any,
) -> Measurement:
    """A reading that carla took and cato certified."""
    reading = {
        "phase": Phase.FOLLOW_UP,
        "first_day": date(2026, 1, 1),
        "last_day": date(2026, 3, 31),
        "quantity": None if quantity is None else Decimal(quantity),
        "measured_by": the("carla"),
        "measured_at": SPRING,
    }
    row = {"target": target or a_target(), "key": uuid4(), "state": state}
    return Measurement.objects.create(**{**row, **reading, **_since(state), **changes})


def closed(
    measurement: Measurement, state: MeasurementState = MeasurementState.CONFIRMED
) -> Measurement:
    """The same reading later, once what was attached to it is certified with it."""
    Measurement.objects.filter(pk=measurement.pk).update(state=state, **_since(state))
    measurement.refresh_from_db()
    return measurement


def _since(state: MeasurementState) -> dict[str, Any]:
    """Who stood for a reading, and who opened it again, on its way to a state."""
    told: dict[str, Any] = {}
    if state not in {MeasurementState.MEASURED, MeasurementState.SUPERSEDED}:
        told |= {"certified_by": the("cato"), "certified_at": SPRING}
    if state == MeasurementState.REOPENED:
        told |= {
            "reopened_by": the("cato"),
            "reopened_at": SPRING,
            "reopened_because": "One guard was counted twice.",
        }
    return told


def verified(
    target: Target, quantity: str | None, *, by: User, at: datetime, verdict: str = "not_met"
) -> Verification:
    """A target that a verifier has accepted; None when it cannot be evaluated."""
    Target.objects.filter(pk=target.pk).update(state=TargetState.VERIFIED)
    target.refresh_from_db()
    return Verification.objects.create(
        target=target,
        verdict="cannot_be_evaluated" if quantity is None else verdict,
        attained=None if quantity is None else Decimal(quantity),
        result={"sentences": []},
        data_digest="0" * 64,
        independence="No tie to the supplier or the worksite.",
        organization=by.memberships.get(role="verifier").organization,
        verified_by=by,
        verified_at=at,
    )
