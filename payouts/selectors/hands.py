"""Who has acted on a payout, stage by stage; of many payouts in as few questions as of one."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from outcomes.models import Measurement
from payouts.models import Approval, Payout, Preparation

Acted = dict[str, frozenset[int]]


def before_preparing(payout: Payout) -> Acted:
    """Who may not prepare: also not those who approved it earlier, even if that is void now."""
    _, approvers = _signed([payout])[payout.pk]
    return {**_claimed([payout])[payout.pk], "approved": approvers}


def before_approving(payout: Payout) -> Acted:
    """Who may not approve: also not those who prepared it, now or earlier."""
    makers, _ = _signed([payout])[payout.pk]
    return {**_claimed([payout])[payout.pk], "prepared": makers}


def approved_by(payout: Payout) -> frozenset[int]:
    """Who has approved what is there now, themselves or through somebody who stood in."""
    given = payout.approvals.filter(voided_at=None)
    themselves = set(given.values_list("approver", flat=True))
    away = given.filter(delegation__isnull=False).values_list("delegation__absent", flat=True)
    return frozenset(themselves | set(away))


def before_sending(payouts: Collection[Payout]) -> dict[int, Acted]:
    """Who may not send each of them: nobody who did any of the above."""
    claimed, signed = _claimed(payouts), _signed(payouts)
    return {
        key: {**claimed[key], "prepared": makers, "approved": approvers}
        for key, (makers, approvers) in signed.items()
    }


def _claimed(payouts: Collection[Payout]) -> dict[int, Acted]:
    """Who measured, certified and verified the results that are paid."""
    results = {payout.pk: payout.verification for payout in payouts}
    claims = _claims(result.target_id for result in results.values() if result)
    return {
        key: {**claims[result.target_id], "verified": frozenset({result.verified_by_id})}
        if result
        else {}
        for key, result in results.items()
    }


def _claims(targets: Iterable[int]) -> dict[int, Acted]:
    """By target, who measured and who certified what was claimed about it."""
    measured: dict[int, set[int]] = {target: set() for target in targets}
    certified: dict[int, set[int]] = {target: set() for target in measured}
    rows = Measurement.objects.filter(target__in=measured)
    for target, by, seconded in rows.values_list("target", "measured_by", "certified_by"):
        measured[target].add(by)
        certified[target] |= {seconded} if seconded else set()
    return {
        key: {"measured": frozenset(measured[key]), "certified": frozenset(certified[key])}
        for key in measured
    }


def _signed(payouts: Collection[Payout]) -> dict[int, tuple[frozenset[int], frozenset[int]]]:
    """Makers and approvers of each, now or earlier; who was stood in for counts as well."""
    makers = {p.pk: {p.prepared_by_id} if p.prepared_by_id else set() for p in payouts}
    for payout, maker in Preparation.objects.filter(payout__in=makers).values_list("payout", "by"):
        makers[payout].add(maker)
    approvers: dict[int, set[int]] = {payout.pk: set() for payout in payouts}
    given = Approval.objects.filter(payout__in=approvers)
    for payout, approver in given.values_list("payout", "approver"):
        approvers[payout].add(approver)
    away = given.filter(delegation__isnull=False)
    for payout, absent in away.values_list("payout", "delegation__absent"):
        approvers[payout].add(absent)
    return {key: (frozenset(makers[key]), frozenset(approvers[key])) for key in approvers}
