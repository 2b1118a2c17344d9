"""Who agreed to a payment, and how it reached the bank."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from outcomes.models import Measurement, Target
from payouts.models import Approval, Clawback, Payout
from payouts.selectors.clawbacks import taken_for
from people.domain.roles import Role
from people.models import User
from reports.domain.facts import day, moment


def steps_of(payout: Payout, target: Target | None) -> list[dict[str, Any]]:
    """Everybody who brought the payment here before it was approved, in the order of the road."""
    steps = [*_outcome_steps(target), _step("prepared", payout.prepared_by, payout.prepared_at)]
    return [step for step in steps if step["by"]]


def approvals_of(payout: Payout) -> list[dict[str, Any]]:
    """All who approved, the voided included: what was agreed to and when it stopped to count."""
    return [
        {
            "by": str(row.approver),
            **_seat(row),
            "at": moment(row.approved_at),
            "digest": row.digest,
            "comment": row.comment,
            "voided_at": moment(row.voided_at),
        }
        for row in payout.approvals.select_related("approver", "delegation__absent").order_by(
            "approved_at", "pk"
        )
    ]


def _seat(row: Approval) -> dict[str, str]:
    """As what, and in whose place, where that is not plain."""
    role = {"role": row.role} if row.role != Role.APPROVER else {}
    return role | ({"in_place_of": str(row.delegation.absent)} if row.delegation else {})


def bank_of(payout: Payout) -> dict[str, Any]:
    """Every attempt to pay with what the bank said, the account by its last digits, corrections."""
    account = payout.bank_account
    attempts = payout.disbursements.select_related("batch").order_by("attempt")
    return {
        "account": str(account) if account else None,
        "holder": account.holder if account else None,
        "attempts": [
            {
                "key": row.key,
                "file": row.batch.number,
                "file_sha256": row.batch.sha256,
                "amount": row.amount,
                "state": row.state,
                "reason": row.reason,
                "sent_at": moment(row.batch.sent_at),
                "settled_on": day(row.settled_on),
            }
            for row in attempts
        ],
        "adjustments": [
            {"delta": a.delta, "reason": a.reason, "by": str(a.made_by), "at": moment(a.made_at)}
            for a in payout.adjustments.select_related("made_by").order_by("pk")
        ],
        **_owed(payout),
    }


def _owed(payout: Payout) -> dict[str, Any]:
    """What has to come back of it, and what the supplier owed that was taken off it."""
    found: dict[str, Any] = {}
    if back := Clawback.objects.filter(adjustment__payout=payout).order_by("pk"):
        found["clawbacks"] = [{"number": one.number, "amount": one.amount} for one in back]
    if payout.offset:
        found["offsets"] = [
            {"clawback": one.clawback.number, "amount": one.amount} for one in taken_for(payout)
        ]
        found["paid_out"] = payout.net.won
    return found


def _outcome_steps(target: Target | None) -> list[dict[str, Any]]:
    if target is None:
        return []
    verification = target.verification
    return [
        _step("set", target.set_by, target.created_at),
        _step("agreed", target.agreed_by, target.agreed_at),
        *_certified(target),
        _step("verified", verification.verified_by, verification.verified_at),
    ]


def _certified(target: Target) -> list[dict[str, Any]]:
    """The last certification by each person; forty readings are one line on the paper."""
    rows = Measurement.objects.filter(target=target).exclude(certified_by=None)
    last = {
        m.certified_by_id: m for m in rows.select_related("certified_by").order_by("certified_at")
    }
    return [_step("certified", m.certified_by, m.certified_at) for m in last.values()]


def _step(verb: str, by: User | None, at: datetime | None) -> dict[str, Any]:
    return {"step": verb, "by": str(by) if by else None, "at": moment(at)}
