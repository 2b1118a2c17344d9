"""What has to be so once everything has come to rest; each answers with what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from django.db import connection

from audit.selectors import chain_intact
from chaos.bank import Bank
from core.translation import in_words
from ledger.selectors import balance_of
from outcomes.models import Verification
from payouts.domain.lifecycle import BatchState, DisbursementState, PayoutState
from payouts.models import BankBatch, Disbursement, Payout, PayRun
from payouts.selectors.inspection import CHECKS
from programs.domain.lifecycle import Part
from programs.models import Agreement

LOST, DOUBLE, STUCK, WRONG = "lost", "double", "stuck", "wrong"
RESTING = (PayoutState.PAID, PayoutState.NOTHING_DUE, PayoutState.REJECTED)


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something that must not be, and whether it is a loss, a double, stuck or otherwise wrong."""

    kind: str
    words: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.words}"


@dataclass(frozen=True, slots=True)
class Seen:
    """What one check was about and what it found."""

    sentence: str
    looked_at: int
    wrong: tuple[Wrong, ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """What should have come out: these agreements' results, and what the bank did."""

    bank: Bank
    rate: int
    agreements: Collection[int]
    messages: Callable[[], int | None]

    def payouts(self) -> list[Payout]:
        """Every payout of these agreements."""
        found = Payout.objects.filter(agreement__in=self.agreements)
        return list(found.select_related("agreement", "verification").order_by("pk"))

    def results(self) -> list[Verification]:
        """Every result that was signed."""
        found = Verification.objects.filter(target__agreement__in=self.agreements)
        return list(found.select_related("target").order_by("pk"))


def looked(truth: Truth) -> list[Seen]:
    """All checks, one after the other."""
    return [
        _seen("Every verified outcome has one payout of its amount, and it is paid.",
              truth.results(), lambda: paid_once(truth)),
        _seen("The bank paid every payout once, and nothing else.",
              truth.payouts(), lambda: paid_at_the_bank(truth)),
        _seen("The rows of the files that the bank got are the disbursements.",
              list(Disbursement.objects.all()), lambda: rows_of_files(truth)),
        _seen("Each agreement has in the books what the bank paid for it.",
              truth.agreements, lambda: paid_in_the_books(truth)),
        _seen("The books and everything that has to agree with them (`manage.py books`).",
              CHECKS, books),
        _seen("The log is intact (`manage.py verify_log`).", [1], chain),
        _seen("Nothing waits that nobody will move on.",
              truth.payouts(), lambda: stuck(truth)),
    ]  # fmt: skip


def _seen(sentence: str, subjects: Collection[object], ask: Callable[[], Iterable[Wrong]]) -> Seen:
    return Seen(sentence, len(subjects), tuple(ask()))


def paid_once(truth: Truth) -> Iterator[Wrong]:
    """One live payout for each result, of the amount of its result; the first tranches as well."""
    live = [one for one in truth.payouts() if one.state != PayoutState.REJECTED]
    for result in truth.results():
        own = [one for one in live if one.verification_id == result.pk]
        yield from _one_of(own, f"result {result.pk}", truth.rate)
    for agreement in Agreement.objects.filter(pk__in=truth.agreements).order_by("pk"):
        own = [one for one in live if one.agreement_id == agreement.pk and not one.verification_id]
        yield from _one_of(own, f"first tranche of {agreement.number}", truth.rate)


def _one_of(payouts: list[Payout], what: str, rate: int) -> Iterator[Wrong]:
    won = sum(one.amount for one in payouts if one.state == PayoutState.PAID)
    if len(payouts) > 1 or won > rate:
        yield Wrong(DOUBLE, f"{what}: {', '.join(map(str, payouts))}")
    elif won < rate:
        states = ", ".join(f"{one} {one.state}" for one in payouts) or "no payout"
        yield Wrong(LOST, f"{what}: {states}")


def paid_at_the_bank(truth: Truth) -> Iterator[Wrong]:
    """What left for a payout is its amount, once."""
    left = truth.bank.by_payout()
    for payout in truth.payouts():
        made = left.pop(payout.number, [])
        expected = [payout.amount] if payout.state == PayoutState.PAID else []
        if len(made) > len(expected):
            yield Wrong(DOUBLE, f"{payout.number} {payout.state}: the bank paid {made}")
        elif made != expected:
            yield Wrong(LOST, f"{payout.number} {payout.state}: the bank paid {made}")
    for number, made in left.items():
        yield Wrong(WRONG, f"{number}: the bank paid {made}, and no such payout is known")


def rows_of_files(truth: Truth) -> Iterator[Wrong]:
    """Row for row, and no file taken there twice."""
    for number, times in truth.bank.files.items():
        if times > 1:
            yield Wrong(DOUBLE, f"file {number} was taken to the bank {times} times")
    gone = Disbursement.objects.exclude(batch__state__in=[BatchState.BUILT, BatchState.WITHDRAWN])
    ours = set(gone.filter(payout__agreement__in=truth.agreements).values_list("key", flat=True))
    for key in sorted(ours ^ set(truth.bank.rows)):
        yield Wrong(LOST if key in ours else WRONG, f"{key} is on one side only")


def paid_in_the_books(truth: Truth) -> Iterator[Wrong]:
    """Base and success together are what the bank transferred for an agreement."""
    made = truth.bank.by_payout()
    for agreement in truth.agreements:
        own = [one for one in truth.payouts() if one.agreement_id == agreement]
        left = sum(sum(made.get(one.number, [])) for one in own)
        booked = sum(balance_of(f"agreement:{agreement}:{part}:paid").won for part in Part)
        if left != booked:
            kind = DOUBLE if left > booked else LOST
            yield Wrong(kind, f"agreement {agreement}: bank {left}, books {booked}")


def books() -> Iterator[Wrong]:
    """Every check of the nightly list, without keeping what it finds."""
    for check in CHECKS:
        yield from (Wrong(WRONG, f"{check.name}: {place}") for place in check.wrong())


def chain() -> Iterator[Wrong]:
    """Every hash of the log, recomputed."""
    yield from (Wrong(WRONG, in_words(problem)) for problem in chain_intact().problems)


def stuck(truth: Truth) -> Iterator[Wrong]:
    """No row, message or lock is left in the middle of something."""
    yield from unfinished(truth)
    if left := truth.messages():
        yield Wrong(STUCK, f"{left} messages wait at the broker")
    yield from (Wrong(STUCK, said) for said in forgotten_locks())


def unfinished(truth: Truth) -> Iterator[Wrong]:
    """Payouts, payments, files and runs that have not come to their end."""
    for payout in truth.payouts():
        if payout.state not in RESTING:
            yield Wrong(STUCK, f"{payout.number} is {payout.state}")
    own = Disbursement.objects.filter(payout__agreement__in=truth.agreements)
    waiting = own.filter(state=DisbursementState.SENT).values_list("key", flat=True)
    yield from (Wrong(STUCK, f"payment {key} has no answer") for key in waiting)
    open_files = BankBatch.objects.filter(state__in=[BatchState.BUILT, BatchState.SENT])
    yield from (Wrong(STUCK, f"file {one.number} is {one.state}") for one in open_files)
    runs = PayRun.objects.exclude(state="finished")
    yield from (Wrong(STUCK, f"pay run {one} is under way") for one in runs)


def forgotten_locks() -> list[str]:
    """Transactions that somebody opened and nobody goes on with."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE state = 'idle in transaction'"
            " AND datname = current_database() AND pid <> pg_backend_pid()"
            " AND state_change < clock_timestamp() - interval '10 seconds'"
        )
        return [f"session {pid} is idle in a transaction" for (pid,) in cursor.fetchall()]


def is_settled(truth: Truth, *, results: int) -> bool:
    """Everything that was signed has come to an end, good or bad, and nothing is under way."""
    resting = Payout.objects.filter(agreement__in=truth.agreements, state__in=RESTING)
    wanted = results + len(truth.agreements)
    return resting.count() >= wanted and not any(unfinished(truth))
