"""The facts that a payout is priced on, with their hashes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from core.domain.numbers import plain
from outcomes.domain.lifecycle import MeasurementState, TargetState
from outcomes.models import Evidence, Target, Verification
from programs.domain.offers import PLAN, SITE, measures_for
from programs.domain.terms import ROOT, Input, Output, Sheet
from programs.models import Agreement

LIVE = (TargetState.AGREED, TargetState.VERIFIED)


def case_of_advance(sheet: Sheet) -> dict[str, Any]:
    """A signed agreement has an approved plan, and that is all a first tranche needs."""
    return {one.key: True for one in sheet.inputs if one.source == PLAN}


def case_of_verification(
    verification: Verification, sheet: Sheet, output: Output
) -> dict[str, Any]:
    """All results that one amount is worked out from, as the terms ask for them.

    Counted are this result and those that have a payout already, so that each payout carries what
    its own result adds. Worksites that share a measure earn in one sum, unless the terms look at
    each by itself. A result that cannot be evaluated is missing, and never a zero.
    """
    counted = list(counted_with(verification, sheet, output))
    case = case_of_advance(sheet)
    for one in _asked(sheet, output):
        if one.subject == ROOT:
            case[one.key] = _together(verification, one, counted)
    if sheet.levels:
        case[SITE] = _sites(_asked(sheet, output), counted)
    return case


def _asked(sheet: Sheet, output: Output) -> list[Input]:
    """The measures that lead to an amount, and the targets that they are held against."""
    measures = {one.key for one in measures_for(sheet, output)}
    return [one for one in sheet.inputs if (one.goal_of or one.key) in measures]


def _together(verification: Verification, one: Input, counted: list[Verification]) -> str | None:
    """The sum over all worksites; a target without a result yet adds its goal and nothing else."""
    if one.goal_of:
        goals = [target.rule.goal for target in _live(verification, one.goal_of)]
        return plain(sum(goals, start=Decimal(0))) if goals else None
    found = [v.attained for v in counted if v.target.clause_key == one.key]
    known = [value for value in found if value is not None]
    return plain(sum(known, start=Decimal(0))) if known else None


def _sites(asked: list[Input], counted: list[Verification]) -> list[dict[str, Any]]:
    """A worksite for each match that has a result, by the number of its match."""
    sites: dict[str, dict[str, Any]] = {}
    for verification in counted:
        target = verification.target
        site = sites.setdefault(str(target.match_id or target.number), {})
        for one in asked:
            if one.key == target.clause_key and verification.attained is not None:
                site[one.key] = plain(verification.attained)
            elif one.goal_of == target.clause_key:
                site[one.key] = plain(target.rule.goal)
    return [{"id": name, **site} for name, site in sites.items()]


def _live(verification: Verification, measure: str) -> QuerySet[Target]:
    return Target.objects.filter(
        agreement=verification.target.agreement_id, clause_key=measure, state__in=LIVE
    )


def counted_with(
    verification: Verification, sheet: Sheet, output: Output
) -> QuerySet[Verification]:
    """The result itself and the earlier ones behind the same amount that have a payout."""
    return (
        Verification.objects.filter(
            Q(pk=verification.pk) | Q(payout__isnull=False),
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
    return {
        "verification": {"id": verification.pk, "target": target.number, **_fact(verification)},
        "result": verification.result,
        "evidence": sorted(evidence_of(target).values_list("sha256", flat=True)),
        "targets": [
            {"target": other.target.number, **_fact(other)}
            for other in counted_with(verification, sheet, output)
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
