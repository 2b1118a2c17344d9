"""Approval, bank and books side by side, each read from its own tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection
from django.db.models import Max

from core.domain.money import Money
from payouts.domain.lifecycle import PayoutState
from payouts.domain.three_ways import Together, Ways
from payouts.models import BankBatch, Disbursement, Payout

# What was signed, from the approvals that stand for exactly this payout; what the bank said, each
# outcome of a payment once however many answers tell it; what the ledger moved for it. References
# are built whole, so that the ledger is asked by its key and not searched.
WAYS = """
WITH chosen AS (
    SELECT p.* FROM payouts_payout p
    WHERE EXISTS (SELECT 1 FROM payouts_disbursement d WHERE d.payout_id = p.id) {which}
), bank AS (
    SELECT d.payout_id, sum(CASE said.outcome WHEN 'paid' THEN said.amount ELSE -said.amount END)
        AS won
    FROM (SELECT DISTINCT disbursement_id, outcome, amount FROM payouts_bankline
        WHERE outcome IN ('paid', 'returned')) said
    JOIN payouts_disbursement d ON d.id = said.disbursement_id
    JOIN chosen ON chosen.id = d.payout_id
    GROUP BY d.payout_id
), asked AS (
    SELECT chosen.id AS payout_id, 'payout:' || chosen.number || ':' || verb
        || CASE turn WHEN 1 THEN '' ELSE ':' || turn END || tail AS reference
    FROM chosen, generate_series(1, chosen.preparations) turn,
        unnest(ARRAY['settle', 'return']) verb, unnest(ARRAY['', ':reversed']) tail
), books AS (
    SELECT asked.payout_id, sum(leg.amount) AS won
    FROM asked
    JOIN ledger_entry entry ON entry.reference = asked.reference
    JOIN ledger_posting leg ON leg.entry_id = entry.id
    JOIN ledger_account account ON account.id = leg.account_id AND account.code LIKE '%%:paid'
    GROUP BY asked.payout_id
), signed AS (
    SELECT a.payout_id, count(*) AS people
    FROM payouts_approval a JOIN chosen ON chosen.id = a.payout_id
    WHERE a.voided_at IS NULL AND a.digest = chosen.digest
    GROUP BY a.payout_id
), ways AS (
    SELECT chosen.id, chosen.number, chosen.state,
        CASE WHEN signed.people >= chosen.approvals_needed
            THEN chosen.amount - chosen.offset_taken - chosen.offset_settled ELSE 0 END
            AS approved,  -- the net: what is offset was signed as not paid out
        coalesce(bank.won, 0) AS bank, coalesce(books.won, 0) AS books
    FROM chosen
    LEFT JOIN signed ON signed.payout_id = chosen.id
    LEFT JOIN bank ON bank.payout_id = chosen.id
    LEFT JOIN books ON books.payout_id = chosen.id
)
SELECT id, number, approved, bank, books, state FROM ways
"""
OF_SOME = WAYS.format(which="AND p.id = ANY(%s)") + " ORDER BY id"
APART = (
    WAYS.format(which="")
    + """
WHERE bank <> books OR bank <> CASE state WHEN 'paid' THEN approved ELSE 0 END ORDER BY id
"""
)


def ways_of(payout: Payout) -> Ways | None:
    """One payout in three ways; nothing as long as it was in no file."""
    return next(iter(_ways([payout.pk])), None)


def ways_in(batch: BankBatch) -> Together:
    """The payments of a file; what was tried again since is compared in the later file."""
    inside = batch.disbursements.values("payout")
    last = Disbursement.objects.filter(payout__in=inside).values("payout").annotate(k=Max("pk"))
    here = batch.disbursements.filter(pk__in=last.values("k")).values_list("payout", flat=True)
    return Together(tuple(_ways(list(here))))


def untied_ways() -> Iterator[str]:
    """Payouts of which approval, bank and books say different things."""
    with connection.cursor() as cursor:
        cursor.execute(APART.replace("%%", "%"))
        for _, number, approved, bank, books, _ in cursor.fetchall():
            yield f"{number}: {Money(int(approved))} · {Money(int(bank))} · {Money(int(books))}"


def _ways(keys: Sequence[int]) -> list[Ways]:
    with connection.cursor() as cursor:
        cursor.execute(OF_SOME, [list(keys)])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return [
        Ways(
            key,
            number,
            Money(int(approved)),
            Money(int(bank)),
            Money(int(books)),
            PayoutState(state),
        )
        for key, number, approved, bank, books, state in rows
    ]
