"""What has to agree with the books: commitments, reserves, payouts, and files for the bank."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.db.models.functions import Coalesce

from ledger.domain.arrows import named_in
from ledger.selectors import trial_balance, unexplained_entries
from payouts.domain.clawbacks import OffsetState
from payouts.domain.lifecycle import DisbursementState, PayoutState
from payouts.domain.postings import CHART, DUE_BACK, OWED, PAID, SENT, WRITTEN_OFF
from payouts.gateways import unsealed
from payouts.models import BankBatch, Disbursement, Payout
from payouts.selectors.clawbacks import owed_by_purse
from payouts.selectors.runs import NET
from programs.domain.lifecycle import CommitmentState, Part
from programs.domain.postings import FREE, PLEDGED, RESERVED
from programs.models import Agreement, Commitment
from programs.selectors import purse_lines

# In which account the money of a payout stands; of all others nothing is in the books yet.
STANDS = {
    PayoutState.APPROVED: OWED,
    PayoutState.FAILED: OWED,
    PayoutState.RETURNED: OWED,
    PayoutState.SENT: SENT,
    PayoutState.PAID: PAID,
}
SPENT = (PAID, DUE_BACK, WRITTEN_OFF)  # the bank has paid it, and it has not come back
OF_AGREEMENTS = (RESERVED, OWED, SENT, *SPENT)
WORD = re.compile(rb"[A-Za-z0-9-]+")

Purse = tuple[str, int, str]  # pattern of the account, key of the programme or agreement, part


def strange_entries() -> Iterator[str]:
    """Entries that no arrow of the chart allows."""
    return unexplained_entries(CHART)


def accounts_below_zero() -> Iterator[str]:
    """Accounts that hold less than nothing; only the promise itself is seen from outside."""
    for row in trial_balance():
        is_promise = named_in(PLEDGED, row.code) is not None
        if (row.balance.won > 0) if is_promise else (row.balance.won < 0):
            yield f"{row.code}: {row.balance}"


def untied_commitments() -> Iterator[str]:
    """Purses whose row says something else than the accounts of the programme."""
    books = _by_program(_held())
    for commitment in Commitment.objects.select_related("program").order_by("pk"):
        counts = commitment.state != CommitmentState.PROPOSED
        for line in purse_lines(commitment):
            row = (line.committed, line.free, line.reserved, line.paid)
            key = (commitment.program_id, line.part.value)
            held = tuple(books[kind, *key] for kind in ("committed", "free", "reserved", "paid"))
            if held != (tuple(money.won for money in row) if counts else (0, 0, 0, 0)):
                yield f"{commitment.program.code} {line.part.value}"


def untied_reserves() -> Iterator[str]:
    """Agreements whose reserve is not what is reserved, owed and sent in the books."""
    books = _held()
    for agreement in Agreement.objects.order_by("pk").iterator():
        for part in Part:
            kinds = (RESERVED, OWED, SENT)
            held = sum(books[kind, agreement.pk, part.value] for kind in kinds)
            if held != getattr(agreement, f"{part.value}_reserved"):
                yield f"{agreement.number} {part.value}"


def untied_payouts() -> Iterator[str]:
    """Agreements whose payouts are not, state by state, what is owed, sent and paid."""
    books = {purse: won for purse, won in _held().items() if purse[0] in set(STANDS.values())}
    rows: Counter[Purse] = Counter()
    payouts = Payout.objects.order_by().values_list("agreement", "part", "state")
    sums = payouts.annotate(
        paid_out=Sum(NET), taken=Sum("offset_taken"), done=Sum("offset_settled")
    )
    for agreement, part, state, net, taken, done in sums:
        rows[PAID, agreement, part] += int(done)
        if state in STANDS:
            rows[STANDS[PayoutState(state)], agreement, part] += int(net)
            rows[OWED, agreement, part] += int(taken)
    for (agreement, part), owed in owed_by_purse().items():
        rows[PAID, agreement, part] -= owed.arisen
    yield from _apart(rows, books)


def untied_clawbacks() -> Iterator[str]:
    """Agreements that owe, or were forgiven, something else than the books say."""
    kinds = {DUE_BACK, WRITTEN_OFF}
    books = {purse: won for purse, won in _held().items() if purse[0] in kinds}
    rows: Counter[Purse] = Counter()
    for (agreement, part), owed in owed_by_purse().items():
        rows[DUE_BACK, agreement, part] = owed.left
        rows[WRITTEN_OFF, agreement, part] = owed.written_off
    yield from _apart(rows, books)


def _apart(rows: Counter[Purse], books: Mapping[Purse, int]) -> list[str]:
    """Agreements and parts where tables and books differ."""
    apart = {(key, part) for kind, key, part in rows.keys() | books.keys()
             if rows[kind, key, part] != books.get((kind, key, part), 0)}  # fmt: skip
    numbers = dict(Agreement.objects.values_list("pk", "number"))
    return sorted(f"{numbers.get(key, key)} {part}" for key, part in apart)


def untied_offsets() -> Iterator[str]:
    """Payouts that are lowered by something else than what was taken of them."""
    rows = Payout.objects.order_by("pk").annotate(
        taken=Coalesce(Sum("offsets__amount", filter=Q(offsets__state=OffsetState.TAKEN)), 0),
        done=Coalesce(Sum("offsets__amount", filter=Q(offsets__state=OffsetState.SETTLED)), 0),
    )
    apart = rows.filter(~Q(taken=F("offset_taken")) | ~Q(done=F("offset_settled")))
    yield from apart.values_list("number", flat=True)


def untied_files() -> Iterator[str]:
    """Files whose lines or total are not those of their payments."""
    wrong = BankBatch.objects.annotate(
        rows=Count("disbursements"), sum=Coalesce(Sum("disbursements__amount"), 0)
    ).filter(~Q(rows=F("lines")) | ~Q(sum=F("total")))
    yield from wrong.order_by("pk").values_list("number", flat=True)


def changed_files() -> Iterator[str]:
    """Files that are not, byte for byte, what was built, or do not name each of their payments."""
    for batch in BankBatch.objects.order_by("pk").iterator(chunk_size=10):
        content = unsealed(batch.content_encrypted)
        keys = set(batch.disbursements.values_list("key", flat=True))
        named = {word.decode() for word in WORD.findall(content)}
        if hashlib.sha256(content).hexdigest() != batch.sha256 or keys - named:
            yield batch.number


def untied_payments() -> Iterator[str]:
    """Payouts that count as paid without a payment of their amount, and the other way round."""
    paid = Disbursement.objects.filter(
        payout=OuterRef("pk"), state=DisbursementState.PAID, amount=OuterRef("paid_out")
    )
    rows = Payout.objects.annotate(paid_out=NET).filter(state=PayoutState.PAID, paid_out__gt=0)
    without = rows.filter(~Exists(paid))
    yield from without.order_by("pk").values_list("number", flat=True)
    stray = Disbursement.objects.filter(state=DisbursementState.PAID)
    yield from (
        stray.exclude(payout__state=PayoutState.PAID).order_by("pk").values_list("key", flat=True)
    )


def _held() -> Counter[Purse]:
    """What each account of an agreement or a programme holds, in won."""
    held: Counter[Purse] = Counter()
    for row in trial_balance():
        for pattern in (*OF_AGREEMENTS, FREE, PLEDGED):
            names = named_in(pattern, row.code)
            if names is not None:
                key = names.get("agreement") or names["program"]
                held[pattern, int(key), names["part"]] = row.balance.won
    return held


def _by_program(held: Mapping[Purse, int]) -> Counter[tuple[str, int, str]]:
    """The four figures of a commitment as the books have them."""
    program_of = dict(Agreement.objects.values_list("pk", "program"))
    books: Counter[tuple[str, int, str]] = Counter()
    for (pattern, key, part), won in held.items():
        if pattern == PLEDGED:
            books["committed", key, part] -= won
        elif pattern == FREE:
            books["free", key, part] += won
        else:
            kind = "paid" if pattern in SPENT else "reserved"
            books[kind, program_of.get(key, 0), part] += won
    return books
