"""Alarm clocks. The tables hold the queue; a task only asks them what is due."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial

from celery import shared_task
from django.utils import timezone

from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from ledger.selectors import inspection_is_due
from ledger.services import inspect_books
from outcomes.models import Verification
from payouts.domain.deadlines import Circle
from payouts.models import Payout
from payouts.selectors import (
    Advance,
    advances_without_payout,
    payouts_to_recompute,
    verifications_without_payout,
)
from payouts.selectors.deadlines import letters_to_send, payouts_overdue
from payouts.selectors.inspection import CHECKS
from payouts.selectors.overdue import batches_overdue
from payouts.selectors.reserves import agreements_with_a_rest
from payouts.selectors.runs import runs_under_way
from payouts.services import (
    alarm_batch,
    compute_advance,
    compute_payout,
    recompute_payout,
    remind_circle,
    report_uncomputed,
    send_reminder,
    work_payrun,
)
from programs.models import Agreement
from programs.services import release_rest

log = logging.getLogger(__name__)
CHUNKS = 20  # of a pay run in one message: a message stays shorter than the broker's patience


@shared_task(name="payouts.tasks.compute_due_payouts")
def compute_due_payouts() -> int:
    """Price what is signed or verified and not priced yet, or was reversed since and not sent.

    Each row is a transaction of its own, so a worker killed in the middle has lost nothing and
    one bad row stops no other; twice, late or in parallel gives the same payouts.
    """
    return sum(
        (
            *(_price_advance(advance) for advance in advances_without_payout()),
            *(_price(verification) for verification in verifications_without_payout()),
            *(_price_again(payout) for payout in payouts_to_recompute()),
        )
    )


@shared_task(name="payouts.tasks.remind_about_due_payouts")
def remind_about_due_payouts() -> int:
    """Tell who should hear of payouts that wait too long, and send what was not sent yet.

    Due by now and not told: however long the clock was stopped, each is told exactly once.
    """
    for circle in Circle:
        for payout in payouts_overdue(circle, timezone.now()).values_list("pk", flat=True):
            _alone(payout, partial(remind_circle, payout_id=payout, circle=circle))
    letters = letters_to_send().values_list("pk", flat=True)
    return sum(_alone(letter, partial(send_reminder, letter_id=letter)) for letter in letters)


def _alone(key: int, do: Callable[..., object]) -> bool:
    try:
        return bool(do(at=timezone.now()))
    except Exception:  # a mail server that is away, or a row that breaks: the others go on
        log.exception("could not work on %s; the next sweep tries again", key)
        return False


@shared_task(name="payouts.tasks.release_due_rests")
def release_due_rests() -> int:
    """Money that came back to a closed agreement, and that nobody is paid from, becomes free."""
    rests = agreements_with_a_rest().values_list("pk", flat=True)
    return sum(_alone(rest, partial(release_rest, agreement_id=rest)) for rest in rests)


@shared_task(name="payouts.tasks.alarm_overdue_answers")
def alarm_overdue_answers() -> int:
    """Ring once for each file that the bank should have answered; how many rang now.

    Due by now and not rung: a clock that stood still for days misses none and rings none twice.
    """
    due = [batch.pk for batch in batches_overdue(timezone.now())]
    return sum(_alone(batch, partial(alarm_batch, batch_id=batch)) for batch in due)


@shared_task
def work_open_payruns() -> int:
    """Go on with pay runs that a crash has stopped; every process that wakes shares the work."""
    runs = runs_under_way().values_list("pk", flat=True)
    chunks = 0
    for run_id in runs:
        try:
            while chunks < CHUNKS and work_payrun(run_id=run_id, at=timezone.now()) is not None:
                chunks += 1
        except RuleBroken as refusal:  # such as a freeze: what is left waits, other runs go on
            log.info("pay run %s waits: %s", run_id, refusal)
    return chunks


def _price(verification: Verification) -> bool:
    return _isolated(
        verification, lambda: compute_payout(verification_id=verification.pk, at=timezone.now())
    )


def _price_again(payout: Payout) -> bool:
    assert payout.verification is not None  # noqa: S101 - only a result is ever reversed
    return _isolated(
        payout.verification, lambda: recompute_payout(payout_id=payout.pk, at=timezone.now())
    )


def _price_advance(advance: Advance) -> bool:
    agreement = Agreement.objects.get(pk=advance.agreement_id)
    return _isolated(
        agreement,
        lambda: compute_advance(
            agreement_id=agreement.pk, clause_key=advance.clause_key, at=timezone.now()
        ),
    )


def _isolated(subject: Verification | Agreement, compute: Callable[[], Payout]) -> bool:
    try:
        compute()
    except RuleBroken as refusal:
        _report(subject, refusal.sentence)
    except Exception as error:  # a row that breaks the program must not stop the rows behind it
        log.exception("could not price %s", subject)
        kind = type(error).__name__
        _report(subject, say("It could not be computed (%(kind)s). The log has more.", kind=kind))
    else:
        return True
    return False


def _report(subject: Verification | Agreement, reason: Sentence) -> None:
    report_uncomputed(subject=subject, reason=reason, at=timezone.now())


@shared_task(name="payouts.tasks.check_due_books")
def check_due_books() -> int:
    """Check all of the money once a night; how many checks found something wrong."""
    at = timezone.now()
    if not inspection_is_due(at):
        return 0
    return sum(1 for seen in inspect_books(checks=CHECKS, at=at) if seen.wrong)
