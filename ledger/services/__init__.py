"""The only ways to write to the books."""

from ledger.services.entries import post_entries, post_entry
from ledger.services.snapshots import mark_end, take_snapshots

__all__ = ["mark_end", "post_entries", "post_entry", "take_snapshots"]
