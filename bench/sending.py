"""Everybody who sends the same approved payouts, each in a process of its own.

`python -m bench.sending WHAT ...` works on what stands in DATABASE_URL and tells what it did and
how long it took as a line of JSON: `open LINES`, then `turn NAME CHUNKS` and `turn_of_two NAME
CHUNKS` by turns, or `whole WORKERS LINES`, or `price NAME`.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import islice
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from resource import RUSAGE_SELF, getrusage
from typing import Any
from uuid import uuid4

import django

django.setup()  # also in the processes that it starts

from django.db import connection, transaction  # noqa: E402
from django.db.models import Value  # noqa: E402
from django.db.models.functions import Mod  # noqa: E402

from audit.services import record_each  # noqa: E402
from ledger.models import Account  # noqa: E402
from ledger.selectors import books_balance  # noqa: E402
from payouts.domain.lifecycle import PayoutState  # noqa: E402
from payouts.domain.postings import POSTINGS  # noqa: E402
from payouts.domain.runs import LINES, SPREAD, ChunkState, RunState  # noqa: E402
from payouts.management.commands.payrun import shared, worked  # noqa: E402
from payouts.models import BankBatch, Disbursement, Payout, PayRun, PayRunChunk  # noqa: E402
from payouts.selectors.runs import keys_of  # noqa: E402
from payouts.services import open_payrun, work_payrun  # noqa: E402
from payouts.services.books import PayoutBooks  # noqa: E402
from payouts.services.sending import send_keys  # noqa: E402
from payouts.tasks import compute_due_payouts  # noqa: E402
from people.models import User  # noqa: E402
from programs.models import Program  # noqa: E402

AT = datetime(2026, 6, 2, 3, tzinfo=UTC)
VERB = "send"
FEW = 200  # of those that are sent one by one
PATIENCE = 600.0  # seconds that two and their starter wait for one another
Chunks = list[list[int]]
Told = dict[str, Any]

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


def payrun(chunks: int) -> None:
    """The product itself: as `manage.py payrun` does, chunk after chunk."""
    gc.freeze()
    run = PayRun.objects.get(state=RunState.UNDER_WAY)
    for _ in range(chunks):
        work_payrun(run_id=run.pk, at=AT)


def _opened(lines: int) -> int:
    by = User.objects.get(email__startswith="theo")
    return open_payrun(program_id=Program.objects.get().pk, by=by, at=AT, lines=lines).pk


def bare(chunks: Chunks) -> None:
    """The limit: the attempts, for they have to be there first, then all else in one statement."""
    by = User.objects.get(email__startswith="theo")
    for keys in chunks:
        with transaction.atomic(), connection.cursor() as cursor:
            batch = _batch(keys, by)
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
    for keys in chunks:
        with transaction.atomic():
            batch = _batch(keys, by)
            payouts = list(Payout.objects.filter(pk__in=keys).order_by("pk"))
            Disbursement.objects.bulk_create(_attempt(payout, batch) for payout in payouts)
            Payout.objects.filter(pk__in=keys).update(state=PayoutState.SENT, updated_at=AT)
            PayoutBooks(payouts, AT).post(VERB)
            about = [(payout, {"batch": batch.number}) for payout in payouts]
            record_each(action="payout.send", about=about, by=by.email, at=AT)


def a_call_each(chunks: Chunks) -> None:
    """The service of the product, called for one payout at a time in a transaction of its own."""
    by, program = User.objects.get(email__startswith="theo"), Program.objects.get()
    run = PayRun(number=f"PR-{uuid4().hex[:20]}", program=program, opened_by=by)
    for place, key in enumerate(chunks[0][:FEW]):
        with transaction.atomic():
            send_keys(chunk=PayRunChunk(run=run, place=place), keys=[key], at=AT)


def _attempt(payout: Payout, batch: BankBatch) -> Disbursement:
    key = f"{payout.number}-1"
    return Disbursement(payout=payout, batch=batch, attempt=1, key=key, amount=payout.amount)


def _batch(keys: Sequence[int], by: User) -> BankBatch:
    return BankBatch.objects.create(
        number=f"BF-B-{keys[0]}",
        program=Program.objects.get(),
        lines=len(keys),
        total=1,
        content_encrypted=b"-",
        sha256="0" * 64,
        built_by=by,
        built_at=AT,
    )


def priced_one_by_one() -> None:
    """The Celery task's own function."""
    compute_due_payouts()


ALONE: dict[str, Callable[[Chunks], None]] = {
    "bare": bare,
    "bulk_create": bulk_create,
    "a_call_each": a_call_each,
}


def turn(name: str, chunks: int) -> Told:
    """So many chunks of the open run, by one; others than the run take them from its far end."""
    keys = _far_chunks(chunks)
    return _told(lambda: payrun(chunks) if name == "payrun" else ALONE[name](keys))


def turn_of_two(name: str, chunks: int) -> Told:
    """The same shared by two processes, told with their start and without."""
    keys, half = _far_chunks(chunks), chunks // 2
    portions: list[Any] = [half, half] if name == "payrun" else [keys[:half], keys[half:]]
    context = get_context("spawn")
    gate = context.Barrier(3, timeout=PATIENCE)
    pair = [context.Process(target=_one_of_two, args=(gate, name, one)) for one in portions]
    connection.close()
    before, start = _counts(), time.perf_counter()
    for one in pair:
        one.start()
    gate.wait()
    begun = time.perf_counter()
    gate.wait()  # all is committed; how long a process takes to go away is nobody's work
    ended = time.perf_counter()
    for one in pair:
        one.join()
    if any(one.exitcode for one in pair):
        raise SystemExit("One of two broke; nothing is written.")
    return {**_done_since(before), "seconds": ended - begun, "with_start": ended - start}


def _one_of_two(gate: Barrier, name: str, portion: Any) -> None:
    connection.ensure_connection()
    gate.wait()
    payrun(portion) if name == "payrun" else ALONE[name](portion)
    gate.wait()


def whole(workers: int, lines: int) -> Told:
    """Everything that is due, as the command does it from its opening to its end."""
    return _told(lambda: _commanded(workers, lines))


def _commanded(workers: int, lines: int) -> None:
    run = _opened(lines)
    shared(run, workers) if workers > 1 else worked(run)


def opened(lines: int) -> Told:
    """What all turns share: the accounts are open, and the run is planned."""
    _open_accounts()
    start = time.perf_counter()
    run = PayRun.objects.get(pk=_opened(lines))
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "chunks": run.chunks.count()}


def priced(name: str) -> Told:
    """All results, by the pay run or one by one."""
    ways = {"payrun": lambda: _commanded(1, LINES), "priced_one_by_one": priced_one_by_one}
    return _told(ways[name])


def _far_chunks(count: int) -> Chunks:
    run = PayRun.objects.get(state=RunState.UNDER_WAY)
    spread = Mod("place", Value(SPREAD))  # the run's own order, from its end
    waiting = run.chunks.filter(state=ChunkState.WAITING).order_by(spread.desc(), "-place")
    full = (keys for chunk in waiting.iterator() if len(keys := keys_of(chunk)) == run.lines)
    return list(islice(full, count))


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


def _told(work: Callable[[], object]) -> Told:
    before, start = _counts(), time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    return {**_done_since(before), "seconds": seconds, "mib": _most_memory()}


def _most_memory() -> int:
    """The most that this process ever held."""
    return getrusage(RUSAGE_SELF).ru_maxrss // 1024


def _done_since(before: dict[str, int]) -> dict[str, int]:
    after = _counts()
    return {what: after[what] - before[what] for what in after}


def _counts() -> dict[str, int]:
    priced = Payout.objects.filter(verification__isnull=False)
    return {"sent": priced.filter(state=PayoutState.SENT).count(), "priced": priced.count()}


def balanced() -> Told:
    """Whether the books do, after everybody's turns."""
    return {"balanced": books_balance()}


ASKED: dict[str, Callable[..., Told]] = {
    "open": lambda lines: opened(int(lines)),
    "turn": lambda name, chunks: turn(name, int(chunks)),
    "turn_of_two": lambda name, chunks: turn_of_two(name, int(chunks)),
    "whole": lambda workers, lines: whole(int(workers), int(lines)),
    "price": priced,
    "balanced": balanced,
}

if __name__ == "__main__":
    print(json.dumps(ASKED[sys.argv[1]](*sys.argv[2:])))
