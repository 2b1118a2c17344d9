"""A real Celery worker on the embedded broker: the table is the queue, a message only wakes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import redis
from django.conf import settings

from config.middleware import wake
from ledger.selectors import books_balance
from outcomes.models import Verification
from payouts.models import Payout
from payouts.selectors import verifications_without_payout
from programs.models import Agreement
from tests.factories.companies import a_worksite
from tests.factories.outcomes import a_match, a_target, verified
from tests.factories.payouts import NOON, a_verification
from tests.factories.people import the
from tests.factories.programs import an_agreement
from tests.factories.terms import promise

pytestmark = pytest.mark.django_db(transaction=True)
TASK = "payouts.tasks.compute_due_payouts"
PATIENCE = 60.0
COMMAND = [sys.executable, "-m", "celery", "-A", "config.worker", "worker"]
OPTIONS = ["--concurrency=1", "--loglevel=WARNING", "--without-gossip", "--without-mingle"]


@contextmanager
def a_worker() -> Iterator[subprocess.Popen[bytes]]:
    """A worker process of its own, gone at the end whatever happens."""
    process = subprocess.Popen([*COMMAND, *OPTIONS], start_new_session=True)
    try:
        yield process
    finally:
        kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL for the worker and its children: no chance to tidy up."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def until(met: Callable[[], bool], *, pause: float = 0.05) -> None:
    deadline = time.monotonic() + PATIENCE
    while not met():
        assert time.monotonic() < deadline, "the worker did not get there in time"
        time.sleep(pause)


def test_verified_then_woken_then_paid_and_the_sweep_finds_what_a_lost_message_left() -> None:
    forget_all_messages()
    a_verification("10")
    with a_worker():
        wake(TASK)
        until(lambda: Payout.objects.count() == 2)

    a_verification("7", agreement=Agreement.objects.get())
    wake(TASK)
    forget_all_messages()
    assert verifications_without_payout().count() == 1
    with a_worker():
        wake(TASK)  # what the sweep does every half minute
        until(lambda: not verifications_without_payout().exists())
    assert sorted(Payout.objects.values_list("amount", flat=True)) == [
        3_500_000,
        5_000_000,
        40_000_000,
    ]


def test_a_worker_killed_in_the_middle_ends_the_same() -> None:
    forget_all_messages()
    waiting = _many(30)
    with a_worker() as worker:
        wake(TASK)
        until(lambda: Payout.objects.count() >= 3, pause=0.002)
        kill(worker)
    left = verifications_without_payout().count()
    assert left, "it was killed after the work, not in the middle of it"

    with a_worker():
        wake(TASK)
        until(lambda: not verifications_without_payout().exists())

    paid = Payout.objects.filter(verification__isnull=False)
    assert sorted(paid.values_list("verification", flat=True)) == sorted(v.pk for v in waiting)
    assert {payout.amount for payout in paid} == {500_000}
    assert books_balance()


def forget_all_messages() -> None:
    """A broker that was killed without its data."""
    redis.from_url(settings.REDIS_URL).flushdb()


def _many(count: int) -> list[Verification]:
    """Worksites of one agreement, one guard each."""
    agreement = an_agreement(terms=promise(advance=40_000_000, guards=(500_000, 1000)))
    return [
        verified(
            a_target(match=a_match(agreement=agreement, worksite=a_worksite(name=f"Site {n}"))),
            "1",
            by=the("victor"),
            at=NOON,
        )
        for n in range(count)
    ]
