"""What an independent verifier puts on record, what it does to the money, how it is settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from audit.services import record
from core.domain.errors import RuleBroken
from core.domain.numbers import plain
from outcomes.domain.lifecycle import FINDING, Effect, FindingState, Severity, TargetState
from outcomes.models import Finding, Target
from outcomes.selectors.independence import check_independent, target_to_find_at
from outcomes.selectors.reversals import standing_of
from outcomes.services.holds import hold_for_finding
from outcomes.services.reversals import Instead, propose_reversal
from people.models import User
from people.permissions import require


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, how much it weighs, and what it does to the money."""

    severity: Severity
    text: str
    effect: str = ""
    kind: Effect = Effect.NONE
    less: Decimal | None = None


@transaction.atomic
def record_finding(
    *, target_id: int, found: Found, independence: str, by: User, at: datetime
) -> Finding:
    """Put on record what is not as it should be; a major one stops the verification.

    Found late, what counts less is proposed as a reversal of the result; a second person decides.
    """
    require(by, "finding.record")
    target = target_to_find_at(target_id, by, at, independence)
    if not found.text.strip():
        raise RuleBroken("Say what was found.", field="text")
    _check_effect(target, found)
    finding = Finding.objects.create(
        target=target,
        severity=found.severity,
        text=found.text.strip(),
        effect=found.effect.strip(),
        effect_kind=found.kind,
        less=found.less if found.kind == Effect.LESS else None,
        independence=independence.strip(),
        recorded_by=by,
        recorded_at=at,
    )
    record(
        action="finding.record",
        subject=finding,
        by=by.email,
        at=at,
        target=target.number,
        severity=found.severity,
        text=finding.text,
        effect=finding.effect,
        kind=finding.effect_kind,
        less=None if finding.less is None else plain(finding.less),
    )
    if found.kind == Effect.HOLD:
        hold_for_finding(finding, by=by, at=at)
    if found.kind == Effect.LESS and target.state == TargetState.VERIFIED:
        _take_back(finding, at)
    return finding


def _take_back(finding: Finding, at: datetime) -> None:
    """The result is signed already, and perhaps paid: it is not changed but reversed."""
    verification, by = finding.target.verification, finding.recorded_by
    now = standing_of(verification).attained
    if now is None or finding.less is None or by is None or finding.less > now:
        raise RuleBroken(
            "Of this result %(now)s counts. Less than that can be taken off it.",
            field="less",
            now="–" if now is None else plain(now),
        )
    propose_reversal(
        verification_id=verification.pk,
        instead=Instead(finding.text, now - finding.less, finding),
        independence=finding.independence,
        by=by,
        at=at,
    )


@transaction.atomic
def resolve_finding(
    *,
    finding_id: int,
    resolution: str,
    stands: bool = True,
    independence: str,
    by: User,
    at: datetime,
) -> Finding:
    """Say how a finding was settled, and whether its effect on the quantity stands; it is kept."""
    require(by, "finding.record")
    finding = Finding.objects.select_for_update().get(pk=finding_id)
    check_independent(finding.target, by, at, independence)
    finding.state = FINDING.after("resolve", FindingState(finding.state))
    if not resolution.strip():
        raise RuleBroken("Say how it was resolved.", field="resolution")
    finding.resolution, finding.effect_stands = resolution.strip(), stands
    finding.save()
    record(
        action="finding.resolve",
        subject=finding,
        by=by.email,
        at=at,
        resolution=finding.resolution,
        effect_stands=stands,
    )
    return finding


def _check_effect(target: Target, found: Found) -> None:
    if found.kind != Effect.LESS:
        return
    if "quantity" not in target.rule.NEEDS:
        raise RuleBroken(
            "Injuries are not counted in part. Choose another effect, and have the readings sent "
            "again where they are wrong.",
            field="kind",
        )
    if found.less is None or found.less <= 0:
        raise RuleBroken("Enter by how much less counts, more than 0.", field="less")
