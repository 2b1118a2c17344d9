"""A pay run: opened by a treasurer, worked chunk by chunk, taken up again after any crash."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import connection, transaction

from audit.services import SYSTEM, next_number, record, seal_log
from core.domain.errors import RuleBroken
from core.domain.words import Sentence
from payouts.domain.runs import LINES, ChunkState, RunState, Stage, bad_ones, check_lines
from payouts.models import PayRun, PayRunChunk
from payouts.selectors.freezes import check_not_frozen
from payouts.selectors.runs import AGREEMENT, done_by, due_of, held_chunk, keys_of, run_under_way
from payouts.services.chunks import begin_chunk, given_back_unless_killed, refuse_rows
from payouts.services.sending import NotSealedYet
from payouts.services.trials import Trial
from people.models import User
from people.permissions import require_for
from programs.models import Program

SEALED_AT_ONCE = 50_000  # events; what waits for its seal may be more than fits into memory

# Agreements stay together as long as they fit, so that two workers seldom wait for one another.
PLAN = """
INSERT INTO payouts_payrunchunk
    (created_at, updated_at, run_id, stage, place, first_agreement, first_key, last_agreement,
    last_key, state, done, total)
SELECT %s, %s, %s, %s, place, (min(pair))[1], (min(pair))[2], (max(pair))[1], (max(pair))[2],
    'waiting', 0, 0
FROM (
    SELECT ARRAY[agreement, key] AS pair, (row - own) / %s + (own - 1) / %s AS place
    FROM (
        SELECT due.agreement, due.key,
            row_number() OVER (ORDER BY due.agreement, due.key) AS row,
            row_number() OVER (PARTITION BY due.agreement ORDER BY due.key) AS own
        FROM ({due}) AS due (agreement, key)
    ) AS numbered
) AS placed
GROUP BY place
"""


@transaction.atomic
def open_payrun(*, program_id: int, by: User, at: datetime, lines: int = LINES) -> PayRun:
    """Plan everything that is due, or give back the run that is under way already."""
    program = Program.objects.select_for_update(of=("self",)).get(pk=program_id)
    require_for(by, "payrun.open", program.funder)
    check_lines(lines)
    if (there := run_under_way(program)) is not None:
        return there
    run = PayRun.objects.create(
        number=next_number(series="PR", at=at),
        program=program,
        lines=lines,
        opened_by=by,
        opened_at=at,
    )
    chunks = {stage.value: _plan(run, stage) for stage in Stage}
    record(action="payrun.open", subject=run, by=by.email, at=at, number=run.number, **chunks)
    return run


def _plan(run: PayRun, stage: Stage) -> int:
    """The database counts and cuts; no key of the programme travels through this process."""
    due = due_of(run.program, stage).order_by().values_list(AGREEMENT[stage], "pk")
    sql, params = due.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            PLAN.replace("{due}", sql),
            [run.opened_at, run.opened_at, run.pk, stage.value, run.lines, run.lines, *params],
        )
        return int(cursor.rowcount)


def work_payrun(*, run_id: int, at: datetime) -> PayRunChunk | None:
    """Work one chunk that nobody else works on, whole or not at all; None if there is none left.

    A chunk that somebody's unsealed approval stops is sealed and tried again.
    """
    run = PayRun.objects.select_related("program").get(pk=run_id)
    while (chunk := begin_chunk(run=run, at=at)) is not None:
        with given_back_unless_killed(chunk):
            done = _sealed_and_done(chunk, at)
        if done is not None:
            return done
    _finish(run, at)
    return None


def _sealed_and_done(chunk: PayRunChunk, at: datetime) -> PayRunChunk | None:
    try:
        return _done(chunk, at)
    except NotSealedYet:
        _seal(at)
        return _done(chunk, at)


def _seal(at: datetime) -> None:
    while seal_log(at=at, most=SEALED_AT_ONCE) is not None:
        pass


@transaction.atomic
def _done(begun: PayRunChunk, at: datetime) -> PayRunChunk | None:
    chunk = held_chunk(begun)
    if chunk is None:
        return None  # somebody else began it as well and was quicker
    if chunk.stage == Stage.SENDING:
        check_not_frozen(chunk.run.program, at)  # nothing is left out: it waits for the end
    refuse_rows(chunk=chunk, refused=_worked(chunk, at), at=at)
    chunk.state = ChunkState.FINISHED
    chunk.save()
    return chunk


def _worked(chunk: PayRunChunk, at: datetime) -> dict[int, Sentence]:
    """All at once; if something in it cannot be done, all others. Rows left out, with reasons."""
    trial, keys = Trial(chunk, at), keys_of(chunk)
    bad = [] if trial.goes_through(keys) else bad_ones(keys, trial.would_go_through)
    if not bad:
        return trial.refused
    good = sorted(set(keys) - set(bad))
    if not trial.goes_through(good):
        raise RuleBroken(
            "Chunk %(chunk)s of the pay run does not go through without its bad rows either. "
            "Nothing of it was done; the log of the worker says why.",
            chunk=str(chunk),
        )
    return {**trial.refused, **{key: trial.why[key] for key in bad}}


@transaction.atomic
def _finish(run: PayRun, at: datetime) -> None:
    """Whoever finds nothing left closes the run, unless another still works on a chunk of it."""
    held = PayRun.objects.select_for_update().get(pk=run.pk)
    if held.state == RunState.FINISHED or held.chunks.filter(state=ChunkState.WAITING).exists():
        return
    held.state, held.finished_at = RunState.FINISHED, at
    held.save()
    told = asdict(done_by(held))
    record(action="payrun.finish", subject=held, by=SYSTEM, at=at, number=held.number, **told)
