"""A pay run in processes of its own: killed, taken up again, shared; every payout is sent once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.db import connection

from core.domain.words import sentence_from
from ledger.models import Account, Entry
from ledger.selectors import balance_of, books_balance
from outcomes.models import Verification
from payouts import services
from payouts.domain.runs import STARTS
from payouts.gateways import unsealed
from payouts.models import BankBatch, Disbursement, Payout, PayRun, PayRunChunk
from payouts.selectors.runs import refusals_of
from payouts.services import open_payrun, work_payrun
from payouts.services.chunks import begin_chunk
from programs.models import Agreement, Program
from tests.factories.companies import a_worksite
from tests.factories.outcomes import a_match, a_target, verified
from tests.factories.payouts import NOON, approved, prepared
from tests.factories.people import the
from tests.factories.programs import an_agreement
from tests.journeys.test_worker import until
from tests.owner import as_owner

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parent.parent.parent
PAYOUTS, LINES = 9, 2


def a_command(*options: str) -> subprocess.Popen[bytes]:
    """`manage.py payrun` of the only programme, for theo."""
    command = [sys.executable, "manage.py", "payrun", Program.objects.get().code]
    options = ("--by", the("theo").email, "--lines", str(LINES), *options)
    return subprocess.Popen([*command, *options], cwd=ROOT, start_new_session=True)


# Theo's command again, in a process that dies as soon as it writes the line of one payout.
DEADLY = """
import os, signal, sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
import django
django.setup()
from django.core.management import call_command
from payouts.services import sending
written = sending._line
def deadly(due, *rest):
    if due.number == sys.argv[1]:
        os.kill(os.getpid(), signal.SIGKILL)
    return written(due, *rest)
sending._line = deadly
call_command("payrun", *sys.argv[2:])
"""


def a_deadly_command(payout: Payout) -> subprocess.Popen[bytes]:
    """The same, and one row of it kills whoever takes it along."""
    options = (Program.objects.get().code, "--by", the("theo").email)
    return subprocess.Popen([sys.executable, "-c", DEADLY, payout.number, *options], cwd=ROOT)


def ended(process: subprocess.Popen[bytes]) -> int:
    return process.wait(timeout=60)


def kill(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL: no chance to tidy up."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def approved_ones(agreement: Agreement) -> list[Payout]:
    """Nine payouts of a million won, approved by anna and ben."""
    found = [services.compute_payout(verification_id=r.pk, at=NOON) for r in results(agreement)]
    return [approved(prepared(payout)) for payout in found]


def results(agreement: Agreement) -> list[Verification]:
    first = Verification.objects.count()
    sites = [
        a_worksite(name=f"Site {first + n}", supplier=agreement.supplier) for n in range(PAYOUTS)
    ]
    targets = [a_target(match=a_match(agreement=agreement, worksite=site)) for site in sites]
    return [verified(target, "2", by=the("victor"), at=NOON) for target in targets]


@contextmanager
def books_held(code: str) -> Iterator[None]:
    """Nobody posts to this account meanwhile: whoever wants to waits, a chunk written and open."""
    Account.objects.get_or_create(code=code)
    with as_owner() as cursor:
        cursor.execute("SELECT FROM ledger_account WHERE code = %s FOR UPDATE", [code])
        yield


def waiting() -> int:
    """How many processes wait for what another holds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return int(cursor.fetchone()[0])


def check_each_was_sent_once(payouts: list[Payout], sent: str) -> None:
    assert set(Payout.objects.values_list("state", flat=True)) == {"sent"}
    assert sorted(Disbursement.objects.values_list("payout", flat=True)) == [p.pk for p in payouts]
    assert Entry.objects.filter(reference__endswith=":send").count() == len(payouts)
    assert balance_of(sent).won == len(payouts) * 1_000_000
    assert books_balance()
    keys = [line.split(",")[0] for batch in BankBatch.objects.all() for line in _lines(batch)]
    assert sorted(keys) == sorted(Disbursement.objects.values_list("key", flat=True))
    assert not PayRunChunk.objects.exclude(state="finished").exists()
    assert set(PayRun.objects.values_list("state", flat=True)) == {"finished"}


def _lines(batch: BankBatch) -> list[str]:
    return unsealed(batch.content_encrypted).decode("utf-8-sig").splitlines()[1:]


@contextmanager
def entry_in_doubt(payout: Payout) -> Iterator[None]:
    """Another may or may not post the same: whoever posts it waits in the middle of a chunk."""
    with as_owner() as cursor:
        cursor.execute(
            "INSERT INTO ledger_entry (reference, memo, posted_at) VALUES (%s, '', now())",
            [f"payout:{payout.number}:send"],
        )
        yield


def test_killed_in_the_middle_of_a_chunk_nothing_of_it_is_there_and_the_next_goes_on() -> None:
    """The file and its attempts are written, states moved, legs not: SIGKILL takes it all back."""
    payouts = approved_ones(an_agreement())
    with entry_in_doubt(payouts[0]):
        process = a_command()
        until(lambda: waiting() == 1)
        kill(process)
    until(lambda: not others_at_work())
    assert not Disbursement.objects.exists()
    assert not BankBatch.objects.exists()
    assert set(Payout.objects.values_list("state", flat=True)) == {"approved"}
    assert PayRun.objects.get().state == "under_way"

    assert ended(a_command()) == 0
    check_each_was_sent_once(payouts, f"agreement:{payouts[0].agreement_id}:success:sent")
    assert PayRun.objects.count() == 1


def test_killed_while_it_commits_a_chunk_is_there_as_a_whole_and_not_again() -> None:
    """The database has been told to commit; nobody is left to hear that it did."""
    agreement = an_agreement()
    payouts = approved_ones(agreement)
    sent = f"agreement:{agreement.pk}:success:sent"
    with books_held(sent):
        process = a_command()
        until(lambda: waiting() == 1)
        kill(process)
    until(lambda: not others_at_work())
    assert Disbursement.objects.count() == LINES
    assert PayRunChunk.objects.filter(state="finished").count() == 1

    assert ended(a_command()) == 0
    check_each_was_sent_once(payouts, sent)


def others_at_work() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"
        )
        return bool(cursor.fetchone()[0])


def test_killed_again_and_again_between_chunks_every_payout_is_sent_once() -> None:
    payouts = approved_ones(an_agreement())
    for done in (1, 2, 3):
        process = a_command()
        until(partial(_has, done), pause=0.001)
        kill(process)
    assert ended(a_command()) == 0
    check_each_was_sent_once(payouts, f"agreement:{payouts[0].agreement_id}:success:sent")


def _has(chunks: int) -> bool:
    return PayRunChunk.objects.filter(state="finished").count() >= chunks


def test_two_processes_share_one_run() -> None:
    """Both are held in the middle of a chunk of their own at the same time, so they do share."""
    agreement = an_agreement()
    payouts = approved_ones(agreement)
    sent = f"agreement:{agreement.pk}:success:sent"
    with books_held(sent):
        both = [a_command(), a_command()]
        until(lambda: waiting() == 2)
    assert [ended(one) for one in both] == [0, 0]
    check_each_was_sent_once(payouts, sent)
    assert PayRun.objects.count() == 1


def test_results_are_priced_once_by_workers_that_share_the_run() -> None:
    agreement = an_agreement()
    waiting = results(agreement)
    assert ended(a_command("--workers", "2")) == 0
    paid = Payout.objects.filter(verification__isnull=False)
    assert sorted(paid.values_list("verification", flat=True)) == [one.pk for one in waiting]
    assert set(paid.values_list("amount", flat=True)) == {1_000_000}
    numbers = sorted(paid.values_list("number", flat=True))
    assert numbers == [f"PO-2026-{n:05d}" for n in range(1, PAYOUTS + 1)]


def test_a_row_that_kills_whoever_takes_it_along_is_found_and_left_out() -> None:
    """Three die on the file of nine, three on the row by itself; then eight are sent."""
    payouts = approved_ones(an_agreement())
    died = 0
    while (code := ended(a_deadly_command(payouts[4]))) == -signal.SIGKILL:
        died += 1
    assert (code, died) == (0, 2 * STARTS)
    run = PayRun.objects.get()
    assert run.state == "finished"
    (refusal,) = refusals_of(run)
    assert refusal.payout == payouts[4]
    assert "was killed" in str(sentence_from(refusal.reason))
    assert Disbursement.objects.count() == PAYOUTS - 1
    assert Payout.objects.get(pk=payouts[4].pk).state == "approved"
    assert books_balance()


def test_whoever_finds_nothing_left_leaves_the_run_open_to_those_who_still_work() -> None:
    approved_ones(an_agreement())
    run = open_payrun(program_id=Program.objects.get().pk, by=the("theo"), at=NOON)
    with as_owner() as cursor:
        cursor.execute("SELECT FROM payouts_payrunchunk FOR UPDATE")
        assert work_payrun(run_id=run.pk, at=NOON) is None
    run.refresh_from_db()
    assert run.state == "under_way"


def test_a_chunk_that_another_began_as_well_is_left_to_whoever_was_quicker() -> None:
    """Between beginning and holding it there is a moment for others; nothing waits or is counted."""
    approved_ones(an_agreement())
    run = open_payrun(program_id=Program.objects.get().pk, by=the("theo"), at=NOON)
    with as_owner() as cursor:

        def another_is_quicker(**asked: Any) -> PayRunChunk | None:
            chunk = begin_chunk(**asked)
            cursor.execute("SELECT FROM payouts_payrunchunk FOR UPDATE")
            return chunk

        with mock.patch("payouts.services.payruns.begin_chunk", another_is_quicker):
            assert work_payrun(run_id=run.pk, at=NOON) is None
    assert not Disbursement.objects.exists()
    assert work_payrun(run_id=run.pk, at=NOON) is not None
