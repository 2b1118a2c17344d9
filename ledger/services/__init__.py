"""The only ways to write to the books."""

from ledger.services.entries import post_entries, post_entry
from ledger.services.inspections import inspect_books
from ledger.services.reversals import reverse_entry
from ledger.services.snapshots import mark_end, take_snapshots
from ledger.services.transfers import Transfers, post_transfers

__all__ = [
    "Transfers",
    "inspect_books",
    "mark_end",
    "post_entries",
    "post_entry",
    "post_transfers",
    "reverse_entry",
    "take_snapshots",
]
