"""What an independent verifier accepts. Nothing here pays anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from audit.services import record
from core.domain.errors import RuleBroken, Stale
from core.domain.numbers import plain
from outcomes.domain.lifecycle import TARGET, TargetState
from outcomes.models import Target, Verification
from outcomes.selectors import (
    Evaluation,
    evaluation_of,
    verifiers_of,
)
from outcomes.selectors.independence import check_independent
from outcomes.selectors.locks import locked_agreement, locked_target
from outcomes.selectors.proposals import Proposal, proposal_of
from people.models import User
from people.permissions import require
from programs.domain.lifecycle import AgreementState


@dataclass(frozen=True, slots=True)
class Accepted:
    """How much of a quantity a verifier accepts, and why where that is less than counts."""

    quantity: Decimal
    because: str = ""


@transaction.atomic
def verify_target(
    *,
    target_id: int,
    independence: str,
    accepted: Accepted | None,
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
    check_independent(target, by, at, independence)
    evaluation = evaluation_of(target, at, accepted.quantity if accepted else None)
    _check_ready(evaluation)
    _check_seen(digest, evaluation)
    _check_accepted(target, evaluation, accepted)
    proposal = proposal_of(target, evaluation.claimed)
    _check_proposed(proposal, evaluation.claimed, accepted)
    verification = Verification.objects.create(
        target=target,
        verdict=evaluation.result.verdict,
        attained=evaluation.result.attained,
        result=_stored(evaluation, accepted, proposal),
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


def _check_seen(seen: str, evaluation: Evaluation) -> None:
    if not seen:
        raise RuleBroken("The page had lost what it showed. Look at the result again, then sign.")
    if seen != evaluation.digest:
        raise Stale("The measurements changed since they were shown. Look again, then sign.")


def _check_ready(evaluation: Evaluation) -> None:
    for block in evaluation.blocks:
        raise RuleBroken.saying(block)


def _check_accepted(target: Target, evaluation: Evaluation, accepted: Accepted | None) -> None:
    if accepted is None:
        return
    if "quantity" not in target.rule.NEEDS:
        raise RuleBroken(
            "Injuries are not accepted in part: the test decides. Leave this empty.",
            field="accepted",
        )
    if evaluation.claimed is None or not 0 <= accepted.quantity <= evaluation.claimed:
        raise RuleBroken(
            "Accept at least 0 and at most what was confirmed, %(claimed)s.",
            field="accepted",
            claimed="–" if evaluation.claimed is None else plain(evaluation.claimed),
        )


def _check_proposed(
    proposal: Proposal | None, claimed: Decimal | None, accepted: Accepted | None
) -> None:
    """The rule agreed beforehand says how much counts at most; who accepts less says why."""
    if proposal is None or claimed is None:
        return
    if proposal.widen:
        raise RuleBroken.saying(proposal.sentences[-1])
    taken = accepted or Accepted(claimed)
    if taken.quantity > proposal.most:
        raise RuleBroken(
            "By the rule that was agreed and the findings at most %(most)s count. Accept so much, "
            "or less.",
            field="accepted",
            most=plain(proposal.most),
        )
    if taken.quantity < proposal.most and not taken.because.strip():
        raise RuleBroken(
            "%(most)s count by the rule that was agreed. Say why you accept less.",
            field="because",
            most=plain(proposal.most),
        )


def _stored(
    evaluation: Evaluation, accepted: Accepted | None, proposal: Proposal | None
) -> dict[str, Any]:
    return {
        **evaluation.result.as_json(),
        "claimed": None if evaluation.claimed is None else plain(evaluation.claimed),
        "accepted": None if accepted is None else plain(accepted.quantity),
        "counts_at_most": None if proposal is None else plain(proposal.most),
        "because": "" if accepted is None else accepted.because.strip(),
        "sample": [] if proposal is None else [one.as_json() for one in proposal.sentences],
        "inputs": list(evaluation.inputs),
        "reference": evaluation.reference,
    }
