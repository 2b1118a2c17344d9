"""What an independent verifier checks, finds and accepts. Nothing here pays anybody."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from audit.services import record
from core.domain.errors import RuleBroken, Stale
from core.domain.numbers import plain
from outcomes.domain.lifecycle import FINDING, TARGET, FindingState, Severity, TargetState
from outcomes.models import Finding, Target, Verification
from outcomes.selectors import (
    Evaluation,
    evaluation_of,
    verifiers_of,
)
from outcomes.selectors.independence import check_independent, target_to_look_at
from outcomes.selectors.locks import locked_agreement, locked_target
from outcomes.selectors.plans import counted_of
from people.models import User
from people.permissions import require
from programs.domain.lifecycle import AgreementState


@transaction.atomic
def record_finding(
    *, target_id: int, severity: Severity, text: str, effect: str, by: User, at: datetime
) -> Finding:
    """Put on record what is not as it should be; a major one stops the verification."""
    require(by, "finding.record")
    target = target_to_look_at(target_id, by)
    if not text.strip():
        raise RuleBroken("Say what was found.", field="text")
    finding = Finding.objects.create(
        target=target,
        severity=severity,
        text=text.strip(),
        effect=effect.strip(),
        recorded_by=by,
        recorded_at=at,
    )
    record(
        action="finding.record",
        subject=finding,
        by=by.email,
        at=at,
        target=target.number,
        severity=severity,
        text=finding.text,
        effect=finding.effect,
    )
    return finding


@transaction.atomic
def resolve_finding(*, finding_id: int, resolution: str, by: User, at: datetime) -> Finding:
    """Say how a finding was settled; it stays on record."""
    require(by, "finding.record")
    finding = Finding.objects.select_for_update().get(pk=finding_id)
    check_independent(finding.target, by)
    finding.state = FINDING.after("resolve", FindingState(finding.state))
    if not resolution.strip():
        raise RuleBroken("Say how it was resolved.", field="resolution")
    finding.resolution = resolution.strip()
    finding.save()
    record(
        action="finding.resolve",
        subject=finding,
        by=by.email,
        at=at,
        resolution=finding.resolution,
    )
    return finding


@transaction.atomic
def verify_target(
    *,
    target_id: int,
    independence: str,
    accepted: Decimal | None,
    digest: str,
    by: User,
    at: datetime,
) -> Verification:
    """Evaluate the confirmed measurements by the frozen design and sign the result. It is final.

    `digest` is the hash of the data that the verifier was shown: nobody signs what is not seen.
    """
    require(by, "target.verify")
    _hold_open_agreement(target_id)
    target = locked_target(target_id)
    target.state = TARGET.after("verify", TargetState(target.state))
    check_independent(target, by)
    _check_declared(independence)
    evaluation = evaluation_of(target, at, accepted)
    _check_ready(evaluation)
    _check_seen(digest, evaluation)
    _check_accepted(target, evaluation, accepted)
    _check_counted(target, evaluation, accepted)
    verification = Verification.objects.create(
        target=target,
        verdict=evaluation.result.verdict,
        attained=evaluation.result.attained,
        result=_stored(evaluation, accepted),
        data_digest=evaluation.digest,
        independence=independence.strip(),
        organization=verifiers_of(by).earliest("pk"),
        verified_by=by,
        verified_at=at,
    )
    target.save()
    record(
        action="target.verify",
        subject=verification,
        by=by.email,
        at=at,
        target=target.number,
        verdict=verification.verdict,
        attained=None if verification.attained is None else plain(verification.attained),
        data_digest=verification.data_digest,
    )
    return verification


def _hold_open_agreement(target_id: int) -> None:
    """Before the target, as every service locks; nothing is earned under a closed agreement."""
    agreement = locked_agreement(Target.objects.values_list("agreement_id").get(pk=target_id)[0])
    if agreement.state != AgreementState.SIGNED:
        raise RuleBroken(
            "Agreement %(number)s is not in force any more, so nothing is verified under it.",
            number=agreement.number,
        )


def _check_declared(independence: str) -> None:
    if not independence.strip():
        raise RuleBroken(
            "Declare first that you have no tie to the supplier or the worksite.",
            field="independence",
        )


def _check_seen(seen: str, evaluation: Evaluation) -> None:
    if not seen:
        raise RuleBroken("The page had lost what it showed. Look at the result again, then sign.")
    if seen != evaluation.digest:
        raise Stale("The measurements changed since they were shown. Look again, then sign.")


def _check_ready(evaluation: Evaluation) -> None:
    for block in evaluation.blocks:
        raise RuleBroken.saying(block)


def _check_accepted(target: Target, evaluation: Evaluation, accepted: Decimal | None) -> None:
    if accepted is None:
        return
    if "quantity" not in target.rule.NEEDS:
        raise RuleBroken(
            "Injuries are not accepted in part: the test decides. Leave this empty.",
            field="accepted",
        )
    if evaluation.claimed is None or not 0 <= accepted <= evaluation.claimed:
        raise RuleBroken(
            "Accept at least 0 and at most what was confirmed, %(claimed)s.",
            field="accepted",
            claimed="–" if evaluation.claimed is None else plain(evaluation.claimed),
        )


def _check_counted(target: Target, evaluation: Evaluation, accepted: Decimal | None) -> None:
    """Where a sample was drawn for a quantity, the rule agreed beforehand says what counts."""
    counted = counted_of(target, evaluation.claimed)
    if counted is None:
        return
    if counted.widen:
        raise RuleBroken.saying(counted.sentences[-1])
    taken = evaluation.claimed if accepted is None else accepted
    if taken is not None and taken > counted.quantity:
        raise RuleBroken(
            "By the rule that was agreed at most %(most)s count after the sample. Accept so much, "
            "or less.",
            field="accepted",
            most=plain(counted.quantity),
        )


def _stored(evaluation: Evaluation, accepted: Decimal | None) -> dict[str, Any]:
    return {
        **evaluation.result.as_json(),
        "claimed": None if evaluation.claimed is None else plain(evaluation.claimed),
        "accepted": None if accepted is None else plain(accepted),
        "inputs": list(evaluation.inputs),
        "reference": evaluation.reference,
    }
