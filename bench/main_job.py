"""The main job, step by step, each under the clock."""

from __future__ import annotations

import celery
import django
import weasyprint
from django.db import connection

from audit.services import seal_log
from bench.clock import Measured, measure, table_of
from bench.page import section_of
from bench.world import AT, World, build, verify
from config.demo.bank import the_bank_says
from config.demo.money import answered, approved, prepared, sent
from ledger.selectors import books_balance
from payouts.domain.lifecycle import PayoutState
from payouts.models import BankBatch, Payout
from payouts.tasks import compute_due_payouts
from reports.services import render_statement

PAPERS = 10
TOLD = (
    "The targets are brought to verification by the real services, on a durable embedded "
    "PostgreSQL (fsync), one process, one row at a time, a transaction each."
)


def section(*, targets: int) -> str:
    """Measure, and tell it as a section of the page; stop loudly if the books do not balance."""
    print(f"Preparing {targets} confirmed targets …", flush=True)
    world = build(targets)
    lines = _measured(world)
    if not books_balance():
        raise SystemExit("The books do not balance; nothing is written.")
    return section_of("The main job", told=TOLD, versions=_versions(), table=table_of(lines))


def _measured(world: World) -> list[Measured]:
    lines = [_verify(world), _compute(world)]
    payouts = list(Payout.objects.filter(state=PayoutState.COMPUTED).order_by("pk"))
    lines += [_prepare(world, payouts), _approve(world, payouts)]
    batch, sending = _send(world, len(payouts))
    lines += [sending, _answer(world, batch, len(payouts)), _papers(world), _seal()]
    return lines


def _verify(world: World) -> Measured:
    with measure("verify a target (evaluate, record)", len(world.targets)) as line:
        verify(world)
    return line


def _compute(world: World) -> Measured:
    with measure("compute a payout (the Celery task's own function)", 0) as line:
        compute_due_payouts()
    line.rows = Payout.objects.filter(agreement__program=world.program).count()
    return line


def _prepare(world: World, payouts: list[Payout]) -> Measured:
    with measure("prepare a payout (freeze account, hash)", len(payouts)) as line:
        for payout in payouts:
            prepared(cast=world.cast, payout=payout, at=AT)
    return line


def _approve(world: World, payouts: list[Payout]) -> Measured:
    with measure("approve (two officers each, books)", 2 * len(payouts)) as line:
        for payout in payouts:
            approved(cast=world.cast, payout=payout, by=("anna", "ben"), at=AT)
    return line


def _send(world: World, rows: int) -> tuple[BankBatch, Measured]:
    with measure("build and send the bank file, per payout in it", rows) as line:
        batch = sent(cast=world.cast, program=world.program, at=AT)
    return batch, line


def _answer(world: World, batch: BankBatch, rows: int) -> Measured:
    content = the_bank_says(batch=batch, by=world.cast["theo"], at=AT)
    with measure("read and apply the bank's answer, per row", rows) as line:
        answered(cast=world.cast, batch=batch, content=content, at=AT)
    return line


def _papers(world: World) -> Measured:
    paid = list(Payout.objects.filter(state=PayoutState.PAID).order_by("pk")[:PAPERS])
    with measure("render a statement (PDF)", len(paid)) as line:
        for payout in paid:
            render_statement(payout_id=payout.pk, by=world.cast["audrey"], at=AT)
    return line


def _seal() -> Measured:
    with measure("seal the log, per event", 0) as line:
        seal = seal_log(at=AT)
    line.rows = seal.events if seal else 0
    return line


def _versions() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        (server,) = cursor.fetchone()
    return {
        "Django": django.__version__,
        "Celery": celery.__version__,
        "PostgreSQL": server,
        "WeasyPrint": weasyprint.__version__,
    }
