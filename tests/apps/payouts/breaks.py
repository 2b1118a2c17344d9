"""What is broken in the books on purpose, and which check has to tell."""

from __future__ import annotations

NO_TRIGGERS = tuple(
    f"ALTER TABLE {table} DISABLE TRIGGER USER"
    for table in (
        "ledger_entry", "ledger_posting", "ledger_snapshot", "ledger_reversal",
        "payouts_payout", "payouts_clawback", "payouts_approval", "payouts_bankline",
        "payouts_bankbatch", "payouts_disbursement", "programs_commitment", "programs_agreement",
    )
)  # fmt: skip

ONE = "(SELECT min(id) FROM ledger_entry WHERE reference LIKE 'payout:%:owe')"

OF_A_PAID = (
    "(SELECT min(a.id) FROM payouts_approval a JOIN payouts_payout p ON p.id = a.payout_id"
    " WHERE p.state = 'paid')"
)

MIRROR = """
WITH mirror AS (
    INSERT INTO ledger_entry (reference, memo, posted_at)
    SELECT reference || ':reversed', '', posted_at FROM ledger_entry WHERE id = $ONE RETURNING id
)
INSERT INTO ledger_posting (entry_id, account_id, amount)
SELECT mirror.id, account_id, -amount FROM ledger_posting, mirror WHERE entry_id = $ONE
"""

LINK = """
INSERT INTO ledger_reversal (entry_id, mirror_id, reason, reversed_by_id, reversed_at)
SELECT $ONE, max(id), 'because', (SELECT min(id) FROM people_user), now() FROM ledger_entry
"""

TWICE = """
UPDATE ledger_posting SET amount = amount * 2
WHERE entry_id = (SELECT max(id) FROM ledger_entry)
"""

HIDE = """
INSERT INTO ledger_posting (entry_id, account_id, amount)
SELECT max(e.id), s.account_id, unnest(ARRAY[-5, 5])
FROM ledger_entry e, (SELECT account_id FROM ledger_snapshot LIMIT 1) s GROUP BY s.account_id
"""

OVERDRAW = """
UPDATE ledger_posting SET amount = amount * 1000
WHERE entry_id IN (SELECT id FROM ledger_entry WHERE reference LIKE 'payout:%')
"""

RENAME = """
UPDATE payouts_disbursement SET key = 'PO-NOT-IN-IT'
WHERE id = (SELECT min(id) FROM payouts_disbursement)
"""

OTHER_NAME = """
UPDATE ledger_entry SET reference = 'x:' || reference WHERE reference LIKE 'payout:%:settle'
"""

# what is broken: (the check that tells, the statements, what else can't be right then)
BREAKS: dict[str, tuple[str, tuple[str, ...], set[str]]] = {
    "a leg is changed": (
        "entries_balance",
        ("UPDATE ledger_posting SET amount = amount + 1 WHERE entry_id = $ONE AND amount > 0",),
        {"entries_are_arrows", "reserves_tie", "payouts_tie", "commitments_tie"},
    ),
    "a leg is taken away": (
        "entries_have_two_legs",
        ("DELETE FROM ledger_posting WHERE entry_id = $ONE AND amount > 0",),
        {"entries_balance", "entries_are_arrows", "reserves_tie", "payouts_tie",
         "commitments_tie", "accounts_above_zero"},
    ),
    "an entry has no legs": (
        "entries_have_two_legs",
        ("INSERT INTO ledger_entry (reference, memo, posted_at) VALUES ('x', '', now())",),
        set(),
    ),
    "a snapshot says more": (
        "snapshots_add_up", ("UPDATE ledger_snapshot SET balance = balance + 1",),
        {"commitments_tie", "reserves_tie", "payouts_tie"},
    ),
    "a posting is hidden below a snapshot": (
        "snapshots_add_up",
        ("UPDATE ledger_snapshot SET through = through + 1, postings = postings",
         "INSERT INTO ledger_entry (reference, memo, posted_at) VALUES ('x', '', now())",
         HIDE,
         "UPDATE ledger_snapshot SET through = (SELECT max(id) FROM ledger_posting)"),
        {"entries_are_arrows"},
    ),
    "an entry undoes another and nobody said so": (
        "reversals_are_linked", (MIRROR,),
        {"accounts_above_zero", "reserves_tie", "payouts_tie", "commitments_tie"},
    ),
    "an entry is linked as the mirror of another": (
        "reversals_are_linked", (LINK,), set(),
    ),
    "a mirror moves more than it undoes": (
        "reversals_are_linked", (MIRROR, LINK, TWICE),
        {"accounts_above_zero", "snapshots_add_up", "reserves_tie", "payouts_tie",
         "commitments_tie"},
    ),
    "an entry that no arrow allows": (
        "entries_are_arrows",
        ("UPDATE ledger_entry SET reference = 'gift' WHERE id = $ONE",),
        set(),
    ),
    "an account is overdrawn": (
        "accounts_above_zero",
        (OVERDRAW,),
        {"snapshots_add_up", "reserves_tie", "payouts_tie", "commitments_tie", "three_ways"},
    ),
    "a commitment has more": (
        "commitments_tie", ("UPDATE programs_commitment SET base_amount = base_amount + 1",), set(),
    ),
    "a commitment has paid less": (
        "commitments_tie", ("UPDATE programs_commitment SET base_paid = base_paid - 1",),
        set(),
    ),
    "a reserve is larger": (
        "reserves_tie", ("UPDATE programs_agreement SET base_reserved = base_reserved + 1",), set(),
    ),
    "a payout is larger": (
        "payouts_tie", ("UPDATE payouts_payout SET amount = amount + 1 WHERE state = 'failed'",),
        set(),
    ),
    "a payout is sent and its books are not": (
        "payouts_tie", ("UPDATE payouts_payout SET state = 'sent' WHERE state = 'approved'",),
        set(),
    ),
    "a supplier owes less": (
        "clawbacks_tie",
        ("UPDATE payouts_clawback SET amount = amount - 1",),
        {"payouts_tie"},
    ),
    "a payout is lowered by more than was taken": (
        "offsets_tie",
        ("UPDATE payouts_payout SET offset_taken = 1 WHERE state = 'computed'",),
        set(),
    ),
    "a file has more lines than payments": (
        "files_tie", ("UPDATE payouts_bankbatch SET lines = lines + 1",), set(),
    ),
    "a file pays more than its payments": (
        "files_tie", ("UPDATE payouts_bankbatch SET total = total + 1",), set(),
    ),
    "a file is another": (
        "files_unchanged", ("UPDATE payouts_bankbatch SET sha256 = repeat('0', 64)",), set(),
    ),
    "a file does not name a payment": (
        "files_unchanged", (RENAME,), set(),
    ),
    "a payout is paid without a payment": (
        "payments_tie",
        ("UPDATE payouts_disbursement SET amount = amount - 1 WHERE state = 'paid'",),
        {"files_tie"},
    ),
    "a payment is of a payout that is not paid": (
        "payments_tie", ("UPDATE payouts_payout SET state = 'held' WHERE state = 'paid'",),
        {"payouts_tie", "three_ways"},
    ),
    "the bank paid less than was approved": (
        "three_ways",
        ("UPDATE payouts_bankline SET amount = amount - 1 WHERE outcome = 'paid'",), set(),
    ),
    "the bank never said that it paid": (
        "three_ways", ("DELETE FROM payouts_bankline",), set(),
    ),
    "the books hold what the bank paid under another name": (
        "three_ways",
        (OTHER_NAME,),
        {"entries_are_arrows"},
    ),
    "a paid payout lacks an approval": (
        "three_ways", ("UPDATE payouts_approval SET voided_at = now() WHERE id = $PAID",),
        set(),
    ),
    "the approvals of a paid payout are of something else": (
        "three_ways",
        ("UPDATE payouts_approval SET digest = repeat('0', 64) WHERE id = $PAID",), set(),
    ),
}  # fmt: skip
