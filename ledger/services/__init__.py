"""The only ways to write to the books."""

from ledger.services.entries import post_entries, post_entry
from ledger.services.snapshots import mark_end, take_snapshots
from ledger.services.transfers import Transfers, post_transfers

__all__ = [
    "Transfers",
    "mark_end",
    "post_entries",
    "post_entry",
    "post_transfers",
    "take_snapshots",
]
