"""Bugs that are put in from outside, into processes of our own: the harness has to see them.

`python -m chaos.planted BUG worker` keeps a process of the platform running with the bug in it. The
product has no switch for that: names in its modules are replaced after they were loaded.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from config.supervise import Supervisor, command

Patch = Callable[[], None]
THOUGHT = 0.4  # seconds between two questions, where nobody else is held off meanwhile


@dataclass(frozen=True, slots=True)
class Bug:
    """What is taken away, and how."""

    sentence: str
    work: str
    patch: Patch
    shows: str = ""  # in the words of the checks, where the database alone does not refuse it


def _put(module: str, **names: Any) -> None:
    """Replace names in a module of the product, in this process."""
    loaded = __import__(module, fromlist=["*"])
    for name, value in names.items():
        assert hasattr(loaded, name), f"{module} has no {name}"
        setattr(loaded, name, value)


def lock_of_computing() -> None:
    """Two results of one agreement are priced as if each were alone, and not in a hurry.

    Whoever sweeps begins somewhere else; in the same order all would come to the same result.
    """
    from payouts.selectors import verifications_without_payout  # noqa: PLC0415 - Django is set up
    from payouts.selectors.reserves import carried_by  # noqa: PLC0415
    from programs.models import Agreement  # noqa: PLC0415

    def slowly(*claimed: Any) -> Any:
        time.sleep(random.Random(os.urandom(8)).uniform(0, THOUGHT))
        return carried_by(*claimed)

    _put(
        "payouts.services.calculations",
        _locked=lambda key: Agreement.objects.get(pk=key),
        carried_by=slowly,
    )
    _put(
        "payouts.tasks",
        verifications_without_payout=lambda: verifications_without_payout().order_by("?"),
    )


def once_of_computing() -> None:
    """A result is priced whether it has a payout or not."""
    from django.db import transaction  # noqa: PLC0415

    from outcomes.models import Verification  # noqa: PLC0415
    from payouts.services import calculations as theirs  # noqa: PLC0415

    @transaction.atomic
    def compute(*, verification_id: int, at: Any) -> Any:
        result = Verification.objects.select_related("target").get(pk=verification_id)
        agreement = theirs._locked(result.target.agreement_id)
        return theirs._computed(*theirs._claim_of(result, agreement), at)

    _put("payouts.tasks", compute_payout=compute)


def lock_of_approving() -> None:
    """Two approvers do not wait for one another."""
    from payouts.models import Payout  # noqa: PLC0415

    _put("payouts.services.approvals", locked_payout=lambda key: Payout.objects.get(pk=key))


def keys_of_pages() -> None:
    """A page that is sent again is a page like any other."""
    from payouts.services.receipts import Page  # noqa: PLC0415

    def nothing(*_: Any, **__: Any) -> None:
        """As if the page had no key."""

    Page.receipt = nothing  # type: ignore[method-assign]
    Page.keep = nothing  # type: ignore[method-assign]


def keys_and_locks_of_files() -> None:
    """The same, and nobody waits for whoever builds or sends a file."""
    from django.db.models import QuerySet  # noqa: PLC0415

    keys_of_pages()
    QuerySet.select_for_update = lambda rows, **_: rows  # type: ignore[method-assign]


def lock_of_answers() -> None:
    """Two who read the same answer do not wait for one another."""
    from payouts.models import BankBatch, Payout  # noqa: PLC0415

    _put(
        "payouts.services.answers",
        locked_batch=lambda key: BankBatch.objects.get(pk=key),
        locked_payouts=lambda keys: list(Payout.objects.filter(pk__in=keys).order_by("pk")),
        locked_disbursements=lambda batch: {one.key: one for one in batch.disbursements.all()},
    )


def once_of_handing_out() -> None:
    """A file is handed out as often as anybody asks."""
    _put(
        "payouts.services.handouts",
        why_not_handed_out=lambda _batch: None,
        open_release=lambda _batch: None,
    )


def lock_of_chunks() -> None:
    """Two processes of a pay run may take the same chunk."""
    from payouts.models import PayRunChunk  # noqa: PLC0415

    def following(run: Any) -> Any:
        return (
            PayRunChunk.objects.filter(run=run, state="waiting").order_by("stage", "place").first()
        )

    _put("payouts.services.payruns", next_chunk=following)


BUGS: dict[str, Bug] = {
    "lock-of-computing": Bug(
        "the lock on the agreement while a payout is computed",
        "compute two results",
        lock_of_computing,
        shows="₩0 nothing_due",
    ),
    "once-of-computing": Bug(
        "the look whether the result has a payout already", "compute", once_of_computing
    ),
    "lock-of-approving": Bug(
        "the lock on the payout while it is approved", "approve", lock_of_approving
    ),
    "keys-of-pages": Bug("the key of the form", "build a file", keys_of_pages),
    "keys-and-locks": Bug(
        "the key of the form and every row lock", "build a file", keys_and_locks_of_files
    ),
    "keys-and-locks-of-sending": Bug(
        "the key of the form and every row lock", "send a file", keys_and_locks_of_files
    ),
    "once-of-handing-out": Bug(
        "the look whether the file was handed out already", "hand out a file", once_of_handing_out
    ),
    "lock-of-answers": Bug(
        "the locks on file, payments and payouts while an answer is applied",
        "apply an answer",
        lock_of_answers,
    ),
    "lock-of-chunks": Bug("the lock on the chunk of a pay run", "pay run", lock_of_chunks),
}


def main() -> int:
    """Keep the process running, or be it."""
    bug, name, *be_it = sys.argv[1:]
    if be_it:
        return _be(bug, command(name))
    runner = int(os.environ["RUNNER"])
    line = [sys.executable, "-m", "chaos.planted", bug, name, "now"]
    supervisor = Supervisor(line, runner=runner)
    signal.signal(signal.SIGTERM, supervisor.ask_to_stop)
    return supervisor.run()


def _be(bug: str, line: list[str]) -> int:
    """The product's own program with the bug in it."""
    import config.worker  # noqa: F401, PLC0415 - servers and Django

    BUGS[bug].patch()
    sys.argv = line[2:]
    if sys.argv[0] == "gunicorn":
        from gunicorn.app.wsgiapp import run  # noqa: PLC0415

        run()
        return 0
    from celery.__main__ import main as celery  # noqa: PLC0415

    celery()
    return 0


if __name__ == "__main__":
    sys.exit(main())
