"""One payment at a time, walked by the services themselves: what crash points are tried on."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from audit.services import seal_log
from chaos.bank import Bank
from chaos.checks import Truth
from chaos.world import World
from config.demo.money import signed
from core.domain.errors import RuleBroken
from payouts.domain.lifecycle import BatchState, PayoutState
from payouts.models import BankBatch, Payout
from payouts.selectors import payouts_to_approve
from payouts.selectors.handouts import why_not_handed_out
from payouts.services import (
    apply_answer,
    build_batch,
    compute_payout,
    download_batch,
    open_payrun,
    prepare_payout,
    release_batch,
    retry_payout,
    send_batch,
    work_payrun,
)
from payouts.tasks import compute_due_payouts
from people.models import User

MOST_ROUNDS = 10


@dataclass(slots=True)
class Scene:
    """A world whose results are brought, one by one, to where something is about to happen."""

    world: World
    bank: Bank
    folder: Path
    _next: int = 0
    _answers: dict[int, bytes] = field(default_factory=dict)

    def truth(self) -> Truth:
        """What has to come out; there is no broker here."""
        return Truth(self.bank, self.world.rate, self.world.agreements, lambda: 0)

    def who(self, name: str) -> User:
        """Somebody of the cast."""
        return self.world.cast[name]

    # --- how far it has come -----------------------------------------------------------

    def verified(self) -> int:
        """One more result is signed."""
        result = self.world.verify(self._next, at=_now())
        self._next += 1
        return result.pk

    def prepared(self) -> None:
        """Computed, and with the approvers."""
        self.verified()
        compute_due_payouts()
        self._prepare_all()

    def approved(self) -> None:
        """Approved by two, and their signatures sealed."""
        self.prepared()
        self._approve_all()
        seal_log(at=_now())

    def built(self) -> int:
        """In a sealed file."""
        self.approved()
        return self.build(key=uuid.uuid4())().pk

    def sent(self) -> int:
        """Marked as sent, not handed out."""
        batch = self.built()
        self.send(batch, key=uuid.uuid4())()
        return batch

    def told(self) -> int:
        """With the bank, and its answer is here."""
        batch = self.sent()
        self.hand_out(batch)()
        self._to_the_bank()
        return batch

    # --- what is done, to be done in a process of its own ------------------------------

    def compute(self) -> Callable[[], object]:
        """The clock strikes."""
        return compute_due_payouts

    def compute_one(self, result: int) -> Callable[[], object]:
        """One worker comes to this result, and to no other."""
        return lambda: compute_payout(verification_id=result, at=_now())

    def approve(self, name: str) -> Callable[[], object]:
        """Everything that waits for one approver."""
        return lambda: self._approve_all(name)

    def payrun(self) -> Callable[[], object]:
        """`manage.py payrun`, one process."""
        return self._payrun

    def build(self, *, key: uuid.UUID) -> Callable[[], BankBatch]:
        """Theo's page, sent with this key."""
        program = self.world.program.pk
        return lambda: build_batch(program_id=program, by=self.who("theo"), at=_now(), key=key)

    def send(self, batch: int, *, key: uuid.UUID) -> Callable[[], BankBatch]:
        """Theo's page, sent with this key."""
        return lambda: send_batch(batch_id=batch, by=self.who("theo"), at=_now(), key=key)

    def hand_out(self, batch: int) -> Callable[[], object]:
        """Theo downloads; what arrives lies in a folder of his."""
        return lambda: self._download(batch)

    def answer(self, batch: int) -> Callable[[], object]:
        """Theo hands in what the bank has said."""
        content, name = self._answers[batch], f"{batch}.csv"
        return lambda: apply_answer(
            batch_id=batch, content=content, name=name, by=self.who("theo"), at=_now()
        )

    # --- and how everything comes to its end -------------------------------------------

    def finish(self) -> None:
        """Everybody goes on with what they find, until nothing is left to do."""
        for _ in range(MOST_ROUNDS):
            compute_due_payouts()
            self._retry_all()
            self._prepare_all()
            self._approve_all()
            seal_log(at=_now())
            if _in_state(PayoutState.APPROVED):
                _unless_refused(self.build(key=uuid.uuid4()))
            for batch in BankBatch.objects.filter(state=BatchState.BUILT).order_by("pk"):
                self.send(batch.pk, key=uuid.uuid4())()
            self._fetch_all()
            for batch in BankBatch.objects.filter(state=BatchState.SENT).order_by("pk"):
                self.answer(batch.pk)()
            if not _in_state(*set(PayoutState) - {PayoutState.PAID, PayoutState.NOTHING_DUE}):
                break

    def _prepare_all(self) -> None:
        for payout in _in_state(PayoutState.COMPUTED):
            prepare_payout(payout_id=payout.pk, by=self.who("olivia"), at=_now())

    def _approve_all(self, *names: str) -> None:
        """Whoever has not signed yet, by the list of what waits for them."""
        for name in names or ("anna", "ben"):
            by = self.who(name)
            for payout in payouts_to_approve(by).order_by("pk"):
                signed(payout=payout, key=uuid.uuid4(), by=by, at=_now())

    def _retry_all(self) -> None:
        for payout in _in_state(PayoutState.FAILED):
            retry_payout(payout_id=payout.pk, by=self.who("olivia"), at=_now())

    def _fetch_all(self) -> None:
        self._to_the_bank()
        for batch in BankBatch.objects.filter(state=BatchState.SENT).order_by("pk"):
            if batch.pk in self._answers:
                continue
            if why_not_handed_out(batch):
                release_batch(
                    batch_id=batch.pk, reason="It did not arrive.", by=self.who("sena"), at=_now()
                )
            self._download(batch.pk)
        self._to_the_bank()

    def _to_the_bank(self) -> None:
        """Every file that has arrived, once for each time it has arrived."""
        for path in sorted(self.folder.glob("*.csv")):
            batch = BankBatch.objects.get(pk=int(path.name.partition("-")[0]))
            self._answers[batch.pk] = self.bank.given(batch.number, path.read_bytes())
            path.unlink()

    def _download(self, batch: int) -> None:
        handed = download_batch(batch_id=batch, by=self.who("theo"), at=_now())
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / f"{batch}-{uuid.uuid4().hex}.csv").write_bytes(handed.content)

    def _payrun(self) -> None:
        program = self.world.program.pk
        run = open_payrun(program_id=program, by=self.who("theo"), at=_now(), lines=5)
        while work_payrun(run_id=run.pk, at=_now()) is not None:
            pass


def _in_state(*states: PayoutState) -> list[Payout]:
    return list(Payout.objects.filter(state__in=states).order_by("pk"))


def _unless_refused(do: Callable[[], object]) -> None:
    with suppress(RuleBroken):
        do()


def _now() -> datetime:
    return timezone.now()
