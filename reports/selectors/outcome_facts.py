"""What was to be reached, what was claimed and shown for it, and what was accepted."""

from __future__ import annotations

from typing import Any

from outcomes.models import Confirmation, Evidence, Finding, Measurement, Target, Verification
from reports.domain.facts import day, exact, moment

NONE: dict[str, Any] = {
    "target": None,
    "measurements": [],
    "evidence": [],
    "confirmations": [],
    "findings": [],
    "verification": None,
}


def outcome_of(target: Target | None) -> dict[str, Any]:
    """The sections about results; a first tranche rests on none."""
    if target is None:
        return NONE
    measured = Measurement.objects.filter(target=target).select_related(
        "measured_by", "certified_by"
    )
    return {
        "target": _target(target),
        "measurements": [_measurement(m) for m in measured.order_by("first_day", "pk")],
        "evidence": [_evidence(e) for e in evidence_of(target)],
        "confirmations": [_confirmation(c) for c in _confirmations(target)],
        "findings": [_finding(f) for f in target.findings.order_by("pk")],
        "verification": _verification(target.verification),
    }


def evidence_of(target: Target) -> list[Evidence]:
    """Every file that was attached to a reading of this target."""
    found = Evidence.objects.filter(measurement__target=target)
    return list(found.select_related("measurement__target__match__worksite").order_by("pk"))


def _confirmations(target: Target) -> list[Confirmation]:
    found = Confirmation.objects.filter(measurement__target=target)
    return list(found.select_related("match__worksite").order_by("pk"))


def _target(target: Target) -> dict[str, Any]:
    match = target.match
    return {
        "number": target.number,
        "indicator": {
            "code": target.indicator.code,
            "version": target.indicator.version,
            "ko": target.indicator.name_ko,
            "en": target.indicator.name_en,
            "unit_ko": target.indicator.unit_ko,
            "unit_en": target.indicator.unit_en,
        },
        "goal": exact(target.goal),
        "first": day(target.window_first),
        "last": day(target.window_last),
        "design": target.design,
        "evidence_rule": target.evidence_rule,
        "worksite": match.worksite.name if match else None,
        "hazard": {"ko": match.hazard.name_ko, "en": match.hazard.name_en} if match else None,
        "before": match.before_state if match else None,
    }


def _measurement(row: Measurement) -> dict[str, Any]:
    return {
        "id": row.pk,
        "phase": row.phase,
        "first": day(row.first_day),
        "last": day(row.last_day),
        "quantity": exact(row.quantity),
        "events": row.events,
        "hours": exact(row.hours),
        "source": row.source,
        "state": row.state,
    }


def _evidence(row: Evidence) -> dict[str, Any]:
    match = row.measurement.target.match
    return {
        "id": row.pk,
        "measurement": row.measurement_id,
        "name": row.name,
        "kind": row.content_type,
        "size": row.size,
        "sha256": row.sha256,
        "worksite": match.worksite.name if match else None,
        "attached_at": moment(row.attached_at),
    }


def _confirmation(row: Confirmation) -> dict[str, Any]:
    return {
        "id": row.pk,
        "measurement": row.measurement_id,
        "worksite": row.match.worksite.name,
        "state": row.state,
        "comment": row.comment,
        "answered_at": moment(row.answered_at),
    }


def _finding(row: Finding) -> dict[str, Any]:
    return {
        "id": row.pk,
        "severity": row.severity,
        "text": row.text,
        "effect": row.effect,
        "state": row.state,
        "resolution": row.resolution,
        "recorded_at": moment(row.recorded_at),
    }


def _verification(row: Verification) -> dict[str, Any]:
    return {
        "verdict": row.verdict,
        "attained": exact(row.attained),
        "result": row.result,
        "data_digest": row.data_digest,
        "independence": row.independence,
        "by": str(row.verified_by),
        "organization": row.organization.name,
        "at": moment(row.verified_at),
    }
