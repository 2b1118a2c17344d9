"""The facts that a payout is priced on, with their hashes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from core.domain.numbers import plain
from outcomes.domain.lifecycle import MeasurementState, TargetState
from outcomes.models import Evidence, Target, Verification
from outcomes.selectors.reversals import Standing, standings_of
from payouts.domain.cases import Result
from payouts.models import Payout
from programs.domain.offers import measures_for
from programs.domain.terms import Output, Sheet
from programs.models import Agreement

LIVE = (TargetState.AGREED, TargetState.VERIFIED)


def results_for(verification: Verification, sheet: Sheet, output: Output) -> tuple[Result, ...]:
    """Every live target behind an amount, with its result if that counts yet.

    Counted are this result and those that have a payout already, so that each payout carries what
    its own result adds. A worksite is one, however many hazards it is matched for.
    """
    keys = [one.key for one in measures_for(sheet, output)]
    targets = (
        Target.objects.filter(
            agreement=verification.target.agreement_id, clause_key__in=keys, state__in=LIVE
        )
        .select_related("match__worksite")
        .order_by("number")
    )
    counted = {one.target_id: one for one in counted_with(verification, sheet, output)}
    standings = standings_of(counted.values())
    return tuple(_result(target, counted.get(target.pk), standings) for target in targets)


def _result(
    target: Target, counted: Verification | None, standings: Mapping[int, Standing]
) -> Result:
    """What was reversed counts as it stands now, not as it was signed."""
    site = str(target.match.worksite_id) if target.match else ""
    attained = None if counted is None else standings[counted.pk].attained
    return Result(target.clause_key, site, target.rule.goal, attained)


def counted_with(
    verification: Verification, sheet: Sheet, output: Output
) -> QuerySet[Verification]:
    """The result itself and the earlier ones behind the same amount that have a payout."""
    return (
        Verification.objects.filter(
            Q(pk=verification.pk) | Exists(Payout.objects.filter(verification=OuterRef("pk"))),
            target__agreement=verification.target.agreement_id,
            target__clause_key__in=[one.key for one in measures_for(sheet, output)],
            target__state__in=LIVE,
        )
        .select_related("target")
        .order_by("target__number")
    )


def inputs_of_verification(
    verification: Verification, sheet: Sheet, output: Output
) -> dict[str, Any]:
    """The result itself, its evidence, and the other results behind the same amount."""
    target = verification.target
    counted = list(counted_with(verification, sheet, output))
    standings = standings_of([verification, *counted])
    return {
        "verification": {
            "id": verification.pk,
            "target": target.number,
            **_fact(verification, standings),
        },
        "result": verification.result,
        "evidence": sorted(evidence_of(target).values_list("sha256", flat=True)),
        "targets": [
            {"target": other.target.number, **_fact(other, standings)} for other in counted
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


def _fact(verification: Verification, standings: Mapping[int, Standing]) -> dict[str, Any]:
    """What was signed; where it was reversed since, by which reversal and what counts instead."""
    standing = standings[verification.pk]
    attained = standing.attained
    reversed_by = {} if standing.reversal is None else {"reversal": standing.reversal}
    return {
        **reversed_by,
        "verdict": verification.verdict,
        "goal": plain(verification.target.rule.goal),
        "attained": None if attained is None else plain(attained),
        "data_digest": verification.data_digest,
    }
