"""The seed of a draw: nobody chooses it, nobody knows it before the list is closed."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable

from core.gateways.vault import Unreadable, Vault

VAULT = Vault(b"boram.outcomes.seed")


def new_seed(salt: str) -> str:
    """From the machine's newest key and a salt that goes on record: 64 hexadecimal digits."""
    return _seeds(salt)[0]


def seed_behind(salt: str, is_promised: Callable[[str], bool]) -> str:
    """The same seed again, under whichever of the machine's keys it was promised."""
    for seed in _seeds(salt):
        if is_promised(seed):
            return seed
    raise Unreadable


def _seeds(salt: str) -> list[str]:
    return [
        hmac.new(key, salt.encode(), hashlib.sha256).hexdigest() for key in VAULT.derived_keys()
    ]
