"""Chunks of a pay run: begun, given back, and cut up where whoever works on them is killed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime

from django.db import Error, transaction
from django.db.models import Max

from audit.services import SYSTEM, record_each
from core.domain.words import Sentence, say
from outcomes.models import Verification
from payouts.domain.runs import STARTS, ChunkState, Stage, parts_of
from payouts.models import Payout, PayRun, PayRunChunk, PayRunRefusal
from payouts.selectors.runs import held_chunk, next_chunk, pairs_of
from payouts.services.calculations import report_uncomputed

FIELD = {Stage.COMPUTING: "verification", Stage.SENDING: "payout"}
Pairs = Sequence[tuple[int, int]]  # agreement and key


@transaction.atomic
def begin_chunk(*, run: PayRun, at: datetime) -> PayRunChunk | None:
    """The next chunk that nobody works on, counted as begun before anything in it can kill.

    One that was begun too often is cut up first, down to the single row, which is left out.
    """
    while (chunk := next_chunk(run)) is not None and chunk.starts >= STARTS:
        _cut_up(chunk, at)
    if chunk is not None:
        chunk.starts += 1
        chunk.save(update_fields=["starts", "updated_at"])
    return chunk


@contextmanager
def given_back_unless_killed(chunk: PayRunChunk) -> Iterator[None]:
    """Whoever can still say how it ended was not killed, so this start does not count."""
    try:
        yield
    finally:
        with suppress(Error):  # a lost line to the database says enough by itself
            _give_back(chunk)


@transaction.atomic
def _give_back(begun: PayRunChunk) -> None:
    """Nobody waits for whoever works on it by now, and what is finished stays as it is."""
    chunk = held_chunk(begun)
    if chunk is not None and chunk.starts:
        chunk.starts -= 1
        chunk.save(update_fields=["starts", "updated_at"])


def _cut_up(chunk: PayRunChunk, at: datetime) -> None:
    """Ten smaller chunks; a single row goes no further."""
    first, *others = parts_of(pairs_of(chunk)) or [[]]
    if others:
        _shrink(chunk, first)
        _put_behind(chunk, others)
        return
    refuse_rows(chunk=chunk, refused={key: KILLS for _, key in first}, at=at)
    chunk.state = ChunkState.FINISHED
    chunk.save()


def _shrink(chunk: PayRunChunk, pairs: Pairs) -> None:
    for name, value in _ends(pairs).items():
        setattr(chunk, name, value)
    chunk.starts = 0
    chunk.save()


def _put_behind(chunk: PayRunChunk, parts: Sequence[Pairs]) -> None:
    """Places go on behind the last one, so that no two files have the same number."""
    run = PayRun.objects.select_for_update().get(pk=chunk.run_id)
    there = run.chunks.filter(stage=chunk.stage).aggregate(last=Max("place"))
    PayRunChunk.objects.bulk_create(
        PayRunChunk(run=run, stage=chunk.stage, place=place, **_ends(pairs))
        for place, pairs in enumerate(parts, start=there["last"] + 1)
    )


def _ends(pairs: Pairs) -> dict[str, int]:
    (first_agreement, first_key), (last_agreement, last_key) = pairs[0], pairs[-1]
    return {
        "first_agreement": first_agreement,
        "first_key": first_key,
        "last_agreement": last_agreement,
        "last_key": last_key,
    }


def refuse_rows(*, chunk: PayRunChunk, refused: Mapping[int, Sentence], at: datetime) -> None:
    """Kept by row for the run, and in the log about the row."""
    kind = FIELD[Stage(chunk.stage)]
    for key, reason in sorted(refused.items()):
        PayRunRefusal.objects.create(
            run=chunk.run, reason=reason.as_json(), refused_at=at, **{f"{kind}_id": key}
        )
    if kind == "payout":
        rows = Payout.objects.in_bulk(refused)
        run = chunk.run.number
        told = [(rows[k], {"run": run, "reason": why.as_json()}) for k, why in refused.items()]
        record_each(action="payout.leave_out", about=told, by=SYSTEM, at=at)
        return
    results = Verification.objects.in_bulk(refused)
    for key, reason in refused.items():
        report_uncomputed(subject=results[key], reason=reason, at=at)


KILLS = say(
    "Every process that took it along was killed. Look into the log of the machine, then let it "
    "be looked at by itself."
)
