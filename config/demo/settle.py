"""The second half of the walk: from verified targets to money on accounts, and what it came to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db.models import Q, QuerySet, Sum

from audit.selectors import chain_intact
from audit.services import seal_log
from config.demo.bank import the_bank_says
from config.demo.money import answered, approved, prepared, sent
from config.demo.walk import Walked
from ledger.selectors import books_balance
from outcomes.domain.evaluation import Verdict
from outcomes.models import Verification
from payouts.domain.lifecycle import BatchState, PayoutState
from payouts.models import BankBatch, Payout
from payouts.tasks import compute_due_payouts
from programs.models import Commitment
from reports.models import Report
from reports.selectors.scope import reports_about
from reports.services import render_statement


@dataclass(frozen=True, slots=True)
class Told:
    """What happened at each stage, counted from the tables themselves."""

    program: str
    units: int
    evaluated: int
    cannot_be_evaluated: int
    units_with_a_baseline_case: int
    bare_rule_would_pay: int
    test_pays: int
    payouts_paid: int
    amount_paid: int
    committed: int
    reserve_left: int
    free: int
    books_balanced: bool
    chain_intact: bool
    events_sealed: int
    pdf: str
    pdf_sha256: str


def settle(*, walked: Walked, pdf: Path | None, at: datetime) -> Told:
    """Compute, prepare, approve twice, send, read the answer, render; then count."""
    compute_due_payouts()
    _approve_all(walked, at=at)
    _pay_all(walked, at=at)
    report = _paper(walked, at=at)
    if report is not None and pdf is not None:
        pdf.write_bytes(bytes(report.content))
    seal_log(at=at)
    return _count(walked, report)


def _payouts(walked: Walked) -> QuerySet[Payout]:
    return Payout.objects.filter(agreement__program=walked.program).order_by("pk")


def _approve_all(walked: Walked, *, at: datetime) -> None:
    for payout in _payouts(walked).filter(state=PayoutState.COMPUTED):
        prepared(cast=walked.cast, payout=payout, at=at)
    for payout in _payouts(walked).filter(state=PayoutState.PREPARED):
        said = set(payout.approvals.filter(voided_at=None).values_list("approver_id", flat=True))
        left = tuple(name for name in ("anna", "ben") if walked.cast[name].pk not in said)
        approved(cast=walked.cast, payout=payout, by=left, at=at)


def _pay_all(walked: Walked, *, at: datetime) -> None:
    if _payouts(walked).filter(state=PayoutState.APPROVED).exists():
        sent(cast=walked.cast, program=walked.program, at=at)
    for batch in BankBatch.objects.filter(program=walked.program, state=BatchState.SENT):
        content = the_bank_says(batch=batch, by=walked.cast["theo"], at=at)
        answered(cast=walked.cast, batch=batch, content=content, at=at)


def _paper(walked: Walked, *, at: datetime) -> Report | None:
    paid = _payouts(walked).filter(state=PayoutState.PAID, verification__isnull=False).first()
    if paid is None:
        return None
    known = reports_about(paid).first()
    return known or render_statement(payout_id=paid.pk, by=walked.cast["audrey"], at=at)


def _count(walked: Walked, report: Report | None) -> Told:
    verified = Verification.objects.filter(target__agreement__program=walked.program)
    paid = _payouts(walked).filter(state=PayoutState.PAID)
    commitment = Commitment.objects.get(program=walked.program)
    chain = chain_intact()
    return Told(
        program=walked.program.code,
        units=verified.count(),
        evaluated=verified.exclude(verdict=Verdict.CANNOT).count(),
        cannot_be_evaluated=verified.filter(verdict=Verdict.CANNOT).count(),
        units_with_a_baseline_case=verified.filter(_had_a_case()).distinct().count(),
        bare_rule_would_pay=verified.filter(result__bare_met=True).count(),
        test_pays=verified.filter(verdict=Verdict.MET).count(),
        payouts_paid=paid.count(),
        amount_paid=int(paid.aggregate(won=Sum("amount"))["won"] or 0),
        committed=commitment.committed.won,
        reserve_left=commitment.reserved.won,
        free=commitment.free.won,
        books_balanced=books_balance(),
        chain_intact=chain.intact,
        events_sealed=chain.events,
        pdf=report.number if report else "",
        pdf_sha256=report.sha256 if report else "",
    )


def _had_a_case() -> Q:
    return Q(target__measurements__phase="baseline", target__measurements__events__gt=0)
