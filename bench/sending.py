"""Everybody who sends the same approved payouts, each in a process and a database of its own.

`python -m bench.sending NAME LINES` sends what stands in DATABASE_URL and tells how long it
took as a line of JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import django

django.setup()  # also in the processes that it starts

from django.db import connection, transaction  # noqa: E402

from audit.services import record_each  # noqa: E402
from bench.imports import watched  # noqa: E402
from ledger.models import Account  # noqa: E402
from ledger.selectors import books_balance  # noqa: E402
from payouts.domain.lifecycle import PayoutState  # noqa: E402
from payouts.domain.postings import POSTINGS  # noqa: E402
from payouts.management.commands.payrun import shared, worked  # noqa: E402
from payouts.models import BankBatch, Disbursement, Payout, PayRun, PayRunChunk  # noqa: E402
from payouts.services import open_payrun  # noqa: E402
from payouts.services.books import PayoutBooks  # noqa: E402
from payouts.services.sending import send_keys  # noqa: E402
from payouts.tasks import compute_due_payouts  # noqa: E402
from people.models import User  # noqa: E402
from programs.models import Program  # noqa: E402

AT = datetime(2026, 6, 2, 3, tzinfo=UTC)
VERB = "send"
FEW = 200  # of those that are sent one by one
Chunks = list[list[int]]

ATTEMPTS = """
INSERT INTO payouts_disbursement
    (created_at, updated_at, payout_id, batch_id, attempt, key, amount, state, reason)
SELECT %(at)s, %(at)s, id, %(batch)s, 1, number || '-1', amount, 'sent', ''
    FROM payouts_payout WHERE id = ANY(%(keys)s) ORDER BY id
"""
BARE = """
WITH due AS (
    SELECT id, number, agreement_id, part, amount FROM payouts_payout WHERE id = ANY(%(keys)s)
), moved AS (
    UPDATE payouts_payout SET state = 'sent', updated_at = %(at)s WHERE id = ANY(%(keys)s)
), entry AS (
    INSERT INTO ledger_entry (reference, memo, posted_at)
        SELECT 'payout:' || number || ':send', number || ': send', %(at)s FROM due
    RETURNING id, reference
), event AS (
    INSERT INTO audit_event (happened_at, actor, action, subject, details)
        SELECT %(at)s, %(by)s, 'payout.send', 'payouts.Payout:' || id, %(told)s::jsonb FROM due
)
INSERT INTO ledger_posting (entry_id, account_id, amount)
    SELECT entry.id, account.id, leg.amount
    FROM due JOIN entry ON entry.reference = 'payout:' || due.number || ':send'
    CROSS JOIN LATERAL (VALUES ('owed', -due.amount), ('sent', due.amount)) AS leg (name, amount)
    JOIN ledger_account account
        ON account.code = 'agreement:' || due.agreement_id || ':' || due.part || ':' || leg.name
"""


def payrun(lines: int) -> None:
    """The product itself: `manage.py payrun`, one process."""
    worked(_opened(lines))


def payrun_by_two(lines: int) -> None:
    """`manage.py payrun --workers 2`, their start included."""
    shared(_opened(lines), 2)


def _opened(lines: int) -> int:
    by = User.objects.get(email__startswith="theo")
    return open_payrun(program_id=Program.objects.get().pk, by=by, at=AT, lines=lines).pk


def bare(chunks: Chunks) -> None:
    """The limit: the attempts, for they have to be there first, then all else in one statement."""
    by = User.objects.get(email__startswith="theo")
    for place, keys in enumerate(chunks):
        with transaction.atomic(), connection.cursor() as cursor:
            batch = _batch(place, keys, by)
            told = json.dumps({"batch": batch.number})
            values: dict[str, Any] = {
                "keys": keys,
                "at": AT,
                "batch": batch.pk,
                "by": by.email,
                "told": told,
            }
            cursor.execute(ATTEMPTS, values)
            cursor.execute(BARE, values)


def bulk_create(chunks: Chunks) -> None:
    """The same rows through the ORM, thousands to a statement, and no question asked either."""
    by = User.objects.get(email__startswith="theo")
    for place, keys in enumerate(chunks):
        with transaction.atomic():
            batch = _batch(place, keys, by)
            payouts = list(Payout.objects.filter(pk__in=keys).order_by("pk"))
            Disbursement.objects.bulk_create(_attempt(payout, batch) for payout in payouts)
            Payout.objects.filter(pk__in=keys).update(state=PayoutState.SENT, updated_at=AT)
            PayoutBooks(payouts, AT).post(VERB)
            about = [(payout, {"batch": batch.number}) for payout in payouts]
            record_each(action="payout.send", about=about, by=by.email, at=AT)


def a_call_each(chunks: Chunks) -> None:
    """The service of the product, called for one payout at a time in a transaction of its own."""
    by, program = User.objects.get(email__startswith="theo"), Program.objects.get()
    run = PayRun.objects.create(number="PR-B", program=program, lines=1, opened_by=by, opened_at=AT)
    for place, key in enumerate(chunks[0][:FEW]):
        with transaction.atomic():
            send_keys(chunk=PayRunChunk(run=run, place=place), keys=[key], at=AT)


def _attempt(payout: Payout, batch: BankBatch) -> Disbursement:
    key = f"{payout.number}-1"
    return Disbursement(payout=payout, batch=batch, attempt=1, key=key, amount=payout.amount)


def _batch(place: int, keys: Sequence[int], by: User) -> BankBatch:
    return BankBatch.objects.create(
        number=f"BF-B-{place:05d}",
        program=Program.objects.get(),
        lines=len(keys),
        total=1,
        content_encrypted=b"-",
        sha256="0" * 64,
        built_by=by,
        built_at=AT,
    )


def _chunks(lines: int) -> Chunks:
    due = Payout.objects.filter(state=PayoutState.APPROVED).order_by("agreement_id", "pk")
    keys = list(due.values_list("pk", flat=True))
    return [keys[start : start + lines] for start in range(0, len(keys), lines)]


def _open_accounts() -> None:
    """Outside the clock: the limit opens none."""
    arrow = POSTINGS[VERB]
    pairs = Payout.objects.values_list("agreement_id", "part").order_by().distinct()
    codes = {
        side.format(agreement=agreement, part=part)
        for agreement, part in pairs
        for side in (arrow.out_of, arrow.into)
    }
    Account.objects.bulk_create((Account(code=code) for code in codes), ignore_conflicts=True)


def priced_one_by_one(_lines: int) -> None:
    """The Celery task's own function."""
    compute_due_payouts()


def _prepared(name: str, lines: int) -> Callable[[], None]:
    """What is timed; everything that the contestant need not do is done before."""
    ours = {
        "payrun": payrun,
        "payrun_by_two": payrun_by_two,
        "priced_one_by_one": priced_one_by_one,
    }
    if name in ours:
        return lambda: ours[name](lines)
    _open_accounts()
    chunks, theirs = (
        _chunks(lines),
        {"bare": bare, "bulk_create": bulk_create, "a_call_each": a_call_each},
    )
    return lambda: theirs[name](chunks)


def _told(name: str, lines: int) -> dict[str, Any]:
    before = _counts()
    work = _prepared(name, lines)
    with watched() as memory:
        start = time.perf_counter()
        work()
        seconds = time.perf_counter() - start
    if not books_balance():
        raise SystemExit("The books do not balance; nothing is written.")
    after = _counts()
    done = {what: after[what] - before[what] for what in after}
    return {**done, "seconds": seconds, "mib": memory.above}


def _counts() -> dict[str, int]:
    priced = Payout.objects.filter(verification__isnull=False)
    return {"sent": priced.filter(state=PayoutState.SENT).count(), "priced": priced.count()}


if __name__ == "__main__":
    print(json.dumps(_told(sys.argv[1], int(sys.argv[2]))))
