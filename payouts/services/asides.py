"""What became of a row that was set aside: applied after all, overtaken, or not ours."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from audit.services import record
from core.domain.errors import IllegalMove, RuleBroken
from payouts.domain.answer_file import answer_in
from payouts.domain.asides import Remedy
from payouts.gateways import unsealed
from payouts.models import AsideRow, RowResolution
from payouts.selectors.answers import matched_with
from payouts.selectors.asides import said_against, why_not_resolved
from payouts.selectors.locks import locked_batch
from payouts.services.answers import apply_lines
from people.models import User
from people.permissions import require_for


@transaction.atomic
def resolve_row(
    *, aside_id: int, remedy: Remedy, reason: str, by: User, at: datetime
) -> RowResolution:
    """Say what became of a row; one that is understood by now may be applied after all.

    Of two people at once the second waits, and then reads that it is done.
    """
    aside = AsideRow.objects.select_related("answer", "disbursement").get(pk=aside_id)
    batch = locked_batch(aside.answer.batch_id)
    aside.answer.batch = batch
    require_for(by, "row.resolve", batch.program.funder)
    there = RowResolution.objects.filter(aside=aside).select_related("by").first()
    if there is not None:
        return _same(there, remedy, by)
    if not reason.strip():
        raise RuleBroken("Say what the bank told you, or how you know.", field="reason")
    if sentence := why_not_resolved(remedy, aside):
        raise RuleBroken.saying(sentence, field="remedy")
    if remedy == Remedy.TAKEN_UP:
        _take_up(aside, by, at)
    resolution = RowResolution.objects.create(
        aside=aside, remedy=remedy, reason=reason.strip(), by=by, at=at
    )
    record(
        action="row.resolve",
        subject=batch,
        by=by.email,
        at=at,
        row=aside.row,
        key=aside.key,
        answer=aside.answer.sha256,
        remedy=remedy,
        reason=resolution.reason,
    )
    return resolution


def _same(there: RowResolution, remedy: Remedy, by: User) -> RowResolution:
    if (there.remedy, there.by_id) != (remedy, by.pk):
        raise IllegalMove(
            "%(by)s resolved this row on %(day)s. Look at the file to see how.",
            by=there.by,
            day=f"{there.at:%Y-%m-%d}",
        )
    return there


def _take_up(aside: AsideRow, by: User, at: datetime) -> None:
    """The kept bytes are read once more: the row is applied only if it is understood by now."""
    answer = aside.answer
    found = matched_with(answer.batch, answer_in(unsealed(answer.content_encrypted)))
    line = next((line for line in found.lines if line.row == aside.row), None)
    if line is None:
        raise RuleBroken.saying(said_against(found, aside.row), field="remedy")
    unanswered = set(found.open) - {line.key}
    apply_lines(lines=[line], answer=answer, unanswered=unanswered, by=by, at=at)
