"""The facts that a payout is priced on, with their hashes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from core.domain.numbers import plain
from outcomes.domain.lifecycle import MeasurementState, TargetState
from outcomes.models import Evidence, Target, Verification
from outcomes.selectors.reversals import Standing, standings_of
from payouts.domain.cases import Result
from programs.models import Agreement

LIVE = (TargetState.AGREED, TargetState.VERIFIED)


def targets_behind(agreements: Collection[int]) -> dict[int, list[Target]]:
    """By agreement every live target with its result, in the order of their numbers."""
    rows = Target.objects.filter(agreement__in=agreements, state__in=LIVE)
    found: dict[int, list[Target]] = {key: [] for key in agreements}
    for target in rows.select_related("match", "verification").order_by("number"):
        found[target.agreement_id].append(target)
    return found


def priced_behind(agreements: Collection[int]) -> set[int]:
    """Results that have a payout: they count towards the next one."""
    rows = Verification.objects.filter(payout__agreement__in=agreements)
    return set(rows.values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind one amount: the targets of its measures, and which results count."""

    targets: tuple[Target, ...]
    counted: AbstractSet[int]
    standings: Mapping[int, Standing]

    def results(self) -> tuple[Result, ...]:
        """Every live target behind an amount, with its result if that counts yet.

        A worksite is one, however many hazards it is matched for. What was reversed counts as it
        stands now, not as it was signed.
        """
        return tuple(self._result(target) for target in self.targets)

    def facts(self) -> list[dict[str, Any]]:
        """The results that count, target by target."""
        return [
            {"target": target.number, **_fact(found, target, self.standings)}
            for target in self.targets
            if (found := self._found(target)) is not None
        ]

    def _result(self, target: Target) -> Result:
        site = str(target.match.worksite_id) if target.match else ""
        found = self._found(target)
        attained = None if found is None else self.standings[found.pk].attained
        return Result(target.clause_key, site, target.rule.goal, attained)

    def _found(self, target: Target) -> Verification | None:
        found: Verification | None = getattr(target, "verification", None)
        return found if found is not None and found.pk in self.counted else None


def standings_behind(
    targets: Iterable[Target], results: Iterable[Verification]
) -> dict[int, Standing]:
    """What counts now of every result of these targets, and of these results."""
    there = [found for one in targets if (found := getattr(one, "verification", None)) is not None]
    return standings_of([*there, *results])


def inputs_of_verification(
    verification: Verification, target: Target, evidence: Sequence[str], found: Behind
) -> dict[str, Any]:
    """The result itself, its evidence, and the other results behind the same amount."""
    return {
        "verification": {
            "id": verification.pk,
            "target": target.number,
            **_fact(verification, target, found.standings),
        },
        "result": verification.result,
        "evidence": sorted(evidence),
        "targets": found.facts(),
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
    return _supporting(Evidence.objects.filter(measurement__target=target))


def hashes_behind(targets: Collection[int]) -> dict[int, list[str]]:
    """By target the hashes of the evidence that supports the claims about it."""
    rows = _supporting(Evidence.objects.filter(measurement__target__in=targets))
    found: dict[int, list[str]] = {key: [] for key in targets}
    for target, sha256 in rows.values_list("measurement__target", "sha256"):
        found[target].append(sha256)
    return found


def _supporting(evidence: QuerySet[Evidence]) -> QuerySet[Evidence]:
    return evidence.exclude(measurement__state=MeasurementState.SUPERSEDED).order_by("pk")


def _fact(
    verification: Verification, target: Target, standings: Mapping[int, Standing]
) -> dict[str, Any]:
    """What was signed; where it was reversed since, by which reversal and what counts instead."""
    standing = standings[verification.pk]
    attained = standing.attained
    reversed_by = {} if standing.reversal is None else {"reversal": standing.reversal}
    return {
        **reversed_by,
        "verdict": verification.verdict,
        "goal": plain(target.rule.goal),
        "attained": None if attained is None else plain(attained),
        "data_digest": verification.data_digest,
    }
