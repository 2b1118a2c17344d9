"""Questions to the books. Nothing here writes."""

from ledger.selectors.balances import AccountBalance, balance_of, trial_balance
from ledger.selectors.entries import EntryPage, EntryRow, entries_about, entries_of
from ledger.selectors.oddities import books_balance, unexplained_entries, wrong_snapshots

__all__ = [
    "AccountBalance",
    "EntryPage",
    "EntryRow",
    "balance_of",
    "books_balance",
    "entries_about",
    "entries_of",
    "trial_balance",
    "unexplained_entries",
    "wrong_snapshots",
]
