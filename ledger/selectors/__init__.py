"""Questions to the books. Nothing here writes."""

from ledger.selectors.balances import AccountBalance, balance_of, trial_balance
from ledger.selectors.entries import EntryPage, EntryRow, entries_about, entries_of
from ledger.selectors.inspections import (
    CHECKS,
    books_alarms,
    inspection_is_due,
    inspections_missed,
    last_inspection,
)
from ledger.selectors.oddities import books_balance, unexplained_entries, wrong_snapshots

__all__ = [
    "CHECKS",
    "AccountBalance",
    "EntryPage",
    "EntryRow",
    "balance_of",
    "books_alarms",
    "books_balance",
    "entries_about",
    "entries_of",
    "inspection_is_due",
    "inspections_missed",
    "last_inspection",
    "trial_balance",
    "unexplained_entries",
    "wrong_snapshots",
]
