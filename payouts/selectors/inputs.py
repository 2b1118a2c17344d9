"""The facts that a payout is priced on, with their hashes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from core.domain.numbers import plain
from outcomes.domain.lifecycle import MeasurementState, TargetState
from outcomes.models import Evidence, Target, Verification
from programs.domain.terms import Attainment
from programs.models import Agreement

LIVE = (TargetState.AGREED, TargetState.VERIFIED)


def attainment_of(verification: Verification) -> Attainment:
    """All results of a clause together: worksites that share a clause earn in one sum.

    Counted are this result and those that have a payout already, so that each payout carries
    what its own result adds. A target without a result, or one that cannot be evaluated, adds
    its goal and nothing else.
    """
    target = verification.target
    goals = [
        other.rule.goal
        for other in Target.objects.filter(
            agreement=target.agreement_id, clause_key=target.clause_key, state__in=LIVE
        )
    ]
    found = [one.attained for one in counted_with(verification) if one.attained is not None]
    return Attainment(sum(goals, start=Decimal(0)), sum(found, start=Decimal(0)) if found else None)


def counted_with(verification: Verification) -> QuerySet[Verification]:
    """The result itself and the earlier ones of its clause that have a payout."""
    target = verification.target
    return (
        Verification.objects.filter(
            Q(pk=verification.pk) | Q(payout__isnull=False),
            target__agreement=target.agreement_id,
            target__clause_key=target.clause_key,
            target__state__in=LIVE,
        )
        .select_related("target")
        .order_by("target__number")
    )


def inputs_of_verification(verification: Verification) -> dict[str, Any]:
    """The result itself, its evidence, and the other results that share its clause."""
    target = verification.target
    return {
        "verification": {"id": verification.pk, "target": target.number, **_fact(verification)},
        "result": verification.result,
        "evidence": sorted(evidence_of(target).values_list("sha256", flat=True)),
        "targets": [
            {"target": other.target.number, **_fact(other)} for other in counted_with(verification)
        ],
    }


def inputs_of_advance(agreement: Agreement) -> dict[str, Any]:
    """What an approved plan is: a signed agreement and the signatures under it."""
    return {
        "agreement": agreement.number,
        "signed_at": agreement.signed_at and agreement.signed_at.isoformat(),
        "signatures": list(agreement.signatures.order_by("party").values_list("party", "digest")),
    }


def evidence_of(target: Target) -> QuerySet[Evidence]:
    """Files that support the claims about a target; superseded claims aside."""
    return (
        Evidence.objects.filter(measurement__target=target)
        .exclude(measurement__state=MeasurementState.SUPERSEDED)
        .order_by("pk")
    )


def _fact(verification: Verification) -> dict[str, Any]:
    attained = verification.attained
    return {
        "verdict": verification.verdict,
        "goal": plain(verification.target.rule.goal),
        "attained": None if attained is None else plain(attained),
        "data_digest": verification.data_digest,
    }
