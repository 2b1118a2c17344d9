"""What a pay run has before it: ranges of keys, and the rows of one of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Mod

from companies.domain.lifecycle import AccountState
from companies.models import BankAccount
from core.domain.words import Sentence, say
from core.models import among, array_of
from outcomes.models import Verification
from payouts.domain.lifecycle import PayoutState
from payouts.domain.runs import SPREAD, ChunkState, RunState, Stage
from payouts.models import Disbursement, Payout, PayRun, PayRunChunk, PayRunRefusal
from payouts.selectors.asides import paid_in_part
from payouts.selectors.due import verifications_without_payout
from payouts.selectors.holds import is_on_hold
from payouts.selectors.lists import in_an_open_file, payouts_approved
from payouts.selectors.reversals import reversed_since
from people.models import User
from programs.models import Program


@dataclass(frozen=True, slots=True)
class Due:
    """An approved payout that is held until it is sent, as the bank file and the books need it."""

    pk: int
    number: str
    agreement: int
    part: str
    amount: int
    preparations: int
    account: int
    attempt: int

    @property
    def key(self) -> str:
        """What the bank recognises a repeat by."""
        return f"{self.number}-{self.attempt}"

    @property
    def turn(self) -> str:
        """Which preparation is paid, as the references of the books count it."""
        return f":{self.preparations}" if self.preparations > 1 else ""


def run_under_way(program: Program) -> PayRun | None:
    """The one run of a programme that is not finished, if there is one."""
    return PayRun.objects.filter(program=program, state=RunState.UNDER_WAY).first()


def runs_under_way() -> QuerySet[PayRun]:
    """Every run that somebody may go on with."""
    return PayRun.objects.filter(state=RunState.UNDER_WAY).order_by("pk")


NET = F("amount") - F("offset_taken") - F("offset_settled")  # what the bank pays out
AGREEMENT = {Stage.COMPUTING: "target__agreement_id", Stage.SENDING: "agreement_id"}


def due_of(program: Program, stage: Stage) -> QuerySet[Verification] | QuerySet[Payout]:
    """Results to be priced, or every approved payout in no file; what stops one is told by row."""
    if stage == Stage.COMPUTING:
        return verifications_without_payout().filter(target__agreement__program=program)
    return payouts_approved(program)


def keys_of(chunk: PayRunChunk) -> list[int]:
    """What is still due in the range of a chunk: a repeated chunk finds nothing."""
    return [key for _, key in pairs_of(chunk)]


def pairs_of(chunk: PayRunChunk) -> list[tuple[int, int]]:
    """The same with the agreement of each, in the order in which chunks are cut."""
    of = AGREEMENT[Stage(chunk.stage)]
    first, last = chunk.first_agreement, chunk.last_agreement
    after = Q(**{f"{of}__gt": first}) | Q(**{of: first}, pk__gte=chunk.first_key)
    before = Q(**{f"{of}__lt": last}) | Q(**{of: last}, pk__lte=chunk.last_key)
    due = due_of(chunk.run.program, Stage(chunk.stage))
    inside = due.filter(after, before, **{f"{of}__gte": first, f"{of}__lte": last})
    return list(inside.order_by(of, "pk").values_list(of, "pk"))


def locked_due(keys: Sequence[int]) -> list[Due]:
    """Those that are still approved and in no file, held in the order of their keys."""
    made = Disbursement.objects.filter(payout=OuterRef("pk")).order_by().values("payout")
    attempts = Subquery(made.annotate(count=Count("*")).values("count"))
    rows = (
        Payout.objects.select_for_update(of=("self",))
        .filter(among("pk", array_of(keys)), ~in_an_open_file(), state=PayoutState.APPROVED)
        .annotate(attempt=Coalesce(attempts, Value(0)) + 1, paid_out=NET)
        .order_by("pk")
    )
    fields = ("pk", "number", "agreement_id", "part", "paid_out", "preparations", "bank_account_id")
    return [Due(*row) for row in rows.values_list(*fields, "attempt")]


def kept_accounts(keys: Collection[int]) -> dict[int, BankAccount]:
    """Accounts that nobody replaces meanwhile; other chunks may pay into them as well."""
    rows = BankAccount.objects.raw(
        "SELECT * FROM companies_bankaccount WHERE id = ANY(%s) ORDER BY id FOR SHARE",
        [sorted(keys)],
    )
    return {account.pk: account for account in rows}


def why_not_sent(
    due: Sequence[Due], accounts: dict[int, BankAccount], by: User
) -> dict[int, Sentence]:
    """What `send_batch` would refuse, by payout; each guard looks at all of them at once."""
    keys = [one.pk for one in due]
    payouts = Payout.objects.filter(among("pk", array_of(keys)))
    held = payouts.filter(is_on_hold())
    gone = [one.pk for one in due if accounts[one.account].state != AccountState.CONFIRMED]
    return {
        **dict.fromkeys(gone, REPLACED),
        **dict.fromkeys(held.values_list("pk", flat=True), ON_HOLD),
        **dict.fromkeys(paid_in_part(payouts).values_list("pk", flat=True), SET_ASIDE),
        **dict.fromkeys(reversed_since(payouts).values_list("pk", flat=True), REVERSED),
        **dict.fromkeys(touched_by(by, keys), ANOTHER_HAND),
    }


def touched_by(person: User, payouts: Sequence[int]) -> list[int]:
    """In which of these a person had a hand before, as the guards of the database see it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT payouts_touched_by(%s, %s)", [person.pk, array_of(payouts)])
        return [key for (key,) in cursor.fetchall()]


REPLACED = say("The bank account was replaced since. The payout has to be prepared again.")
ON_HOLD = say("The target is on hold. Two officers of the agency decide before any money moves.")
REVERSED = say(
    "The result was reversed after the amount was computed. It is stopped and computed anew."
)
SET_ASIDE = say("A row of the bank's answer about an earlier try is set aside. Resolve it first.")
ANOTHER_HAND = say(
    "Whoever opened the run has acted on this payout before. Another treasurer has to send it."
)


@dataclass(frozen=True, slots=True)
class Done:
    """What a run has done so far."""

    computed: int
    sent: int
    total: int
    files: int
    refused: int
    waiting: int


def done_by(run: PayRun) -> Done:
    """A run, told in numbers."""
    chunks = run.chunks.all()
    finished = Q(state=ChunkState.FINISHED)
    sending, computing = Q(stage=Stage.SENDING), Q(stage=Stage.COMPUTING)
    found = chunks.aggregate(
        computed=Coalesce(Sum("done", filter=computing), 0),
        sent=Coalesce(Sum("done", filter=sending), 0),
        total=Coalesce(Sum("total", filter=sending), Value(0)),
        files=Count("batch"),
        waiting=Count("pk", filter=~finished),
    )
    return Done(**{**found, "total": int(found["total"])}, refused=run.refusals.count())


def next_chunk(run: PayRun) -> PayRunChunk | None:
    """A chunk that nobody works on, held: its holder's death lets it go at once.

    Neighbours are of the same agreement, and two that send for one wait for one another. Results
    are priced in their order: what an earlier one takes is not left for the one after it.
    """
    far = Mod("place", Value(SPREAD), output_field=IntegerField())
    spread = Case(When(stage=Stage.SENDING, then=far), default=Value(0))
    return _free_chunks().filter(run=run).order_by("stage", spread, "place").first()


def held_chunk(chunk: PayRunChunk) -> PayRunChunk | None:
    """The one that was begun, held, unless somebody else was quicker."""
    return _free_chunks().filter(pk=chunk.pk).first()


def _free_chunks() -> QuerySet[PayRunChunk]:
    waiting = PayRunChunk.objects.select_for_update(of=("self",), skip_locked=True)
    of_run = waiting.select_related("run__program__funder", "run__opened_by")
    return of_run.filter(state=ChunkState.WAITING)


def refusals_of(run: PayRun) -> QuerySet[PayRunRefusal]:
    """What was left out, in the order in which it was met."""
    rows = run.refusals.select_related("payout", "verification__target")
    return rows.order_by("pk")
