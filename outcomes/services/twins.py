"""Files that were used before: noticed by the machine, explained by a verifier."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from audit.services import SYSTEM, record
from core.domain.errors import RuleBroken
from core.models import said_as
from outcomes.models import Evidence, EvidenceTwin, TwinExplanation
from outcomes.selectors.likeness import likenesses_of
from people.models import User
from people.permissions import require


@transaction.atomic
def notice_twins(*, evidence: Evidence, at: datetime) -> list[EvidenceTwin]:
    """Write down each earlier file of another reading that is this one, or nearly."""
    found = []
    for likeness in likenesses_of(evidence):
        twin = EvidenceTwin.objects.create(
            evidence=evidence,
            other=likeness.evidence,
            alike=likeness.alike,
            bits=likeness.bits,
            noticed_at=at,
        )
        record(
            action="twin.notice",
            subject=twin,
            by=SYSTEM,
            at=at,
            evidence=evidence.pk,
            other=likeness.evidence.pk,
            alike=likeness.alike,
            bits=likeness.bits,
        )
        found.append(twin)
    return found


@transaction.atomic
def explain_twin(*, twin_id: int, words: str, by: User, at: datetime) -> TwinExplanation:
    """Say what it means that a file was used twice; the words stay on record."""
    require(by, "twin.explain")
    twin = EvidenceTwin.objects.get(pk=twin_id)
    if not words.strip():
        raise RuleBroken("Say what you found out about the two files.", field="words")
    known = RuleBroken("Somebody has explained this already. Read it; it stays as it is.")
    with said_as(outcomes_twinexplanation_twin_id_key=known):
        explanation = TwinExplanation.objects.create(
            twin=twin, words=words.strip(), explained_by=by, explained_at=at
        )
    record(
        action="twin.explain",
        subject=explanation,
        by=by.email,
        at=at,
        twin=twin.pk,
        words=explanation.words,
    )
    return explanation
