"""Where evidence is kept: each file under its own hash, written once, original bytes."""

from outcomes.gateways.store.chosen import path_of, the_store
from outcomes.gateways.store.drafts import PIECE, Draft, Kept, keep, publish, received, sweep_drafts
from outcomes.gateways.store.looking import Look, at_hand, looked_at, opened, unchanged
from outcomes.gateways.store.port import Listed, Store

__all__ = [
    "PIECE",
    "Draft",
    "Kept",
    "Listed",
    "Look",
    "Store",
    "at_hand",
    "keep",
    "looked_at",
    "opened",
    "path_of",
    "publish",
    "received",
    "sweep_drafts",
    "the_store",
    "unchanged",
]
