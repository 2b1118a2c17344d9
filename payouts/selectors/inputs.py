"""The facts that a payout is priced on, with their hashes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from core.domain.numbers import plain
from outcomes.domain.lifecycle import MeasurementState, TargetState
from outcomes.models import Evidence, Target, Verification
from programs.domain.terms import Attainment
from programs.models import Agreement

LIVE = (TargetState.AGREED, TargetState.VERIFIED)


def attainment_of(agreement: Agreement, clause_key: str) -> Attainment:
    """All targets of a clause together: worksites that share a clause earn in one sum.

    A target that is not verified yet, or cannot be evaluated, adds its goal and no result.
    """
    targets = agreement.targets.filter(clause_key=clause_key, state__in=LIVE)
    attained = [
        verification.attained
        for verification in Verification.objects.filter(target__in=targets)
        if verification.attained is not None
    ]
    goal = sum((target.rule.goal for target in targets), start=Decimal(0))
    return Attainment(goal, sum(attained, start=Decimal(0)) if attained else None)


def inputs_of_verification(verification: Verification) -> dict[str, Any]:
    """The result itself, its evidence, and the other results that share its clause."""
    target = verification.target
    return {
        "verification": {"id": verification.pk, "target": target.number, **_fact(verification)},
        "result": verification.result,
        "evidence": sorted(evidence_of(target).values_list("sha256", flat=True)),
        "targets": [
            {"target": other.target.number, **_fact(other)} for other in _of_the_same_clause(target)
        ],
    }


def inputs_of_advance(agreement: Agreement) -> dict[str, Any]:
    """What an approved plan is: a signed agreement and the signatures under it."""
    return {
        "agreement": agreement.number,
        "signed_at": agreement.signed_at and agreement.signed_at.isoformat(),
        "signatures": list(agreement.signatures.order_by("party").values_list("party", "digest")),
    }


def evidence_of(target: Target) -> Any:
    """Files that support the claims about a target; superseded claims aside."""
    return (
        Evidence.objects.filter(measurement__target=target)
        .exclude(measurement__state=MeasurementState.SUPERSEDED)
        .order_by("pk")
    )


def _of_the_same_clause(target: Target) -> Any:
    return (
        Verification.objects.filter(
            target__agreement=target.agreement_id,
            target__clause_key=target.clause_key,
            target__state__in=LIVE,
        )
        .select_related("target")
        .order_by("target__number")
    )


def _fact(verification: Verification) -> dict[str, Any]:
    attained = verification.attained
    return {
        "verdict": verification.verdict,
        "goal": plain(verification.target.rule.goal),
        "attained": None if attained is None else plain(attained),
        "data_digest": verification.data_digest,
    }
