"""The seed of a draw: nobody chooses it, nobody knows it before the list is closed."""

from __future__ import annotations

from django.utils.crypto import salted_hmac

NAME = "boram.outcomes.seed"


def seed_behind(salt: str) -> str:
    """From the server's secret and the salt on record: 64 hexadecimal digits, always the same."""
    return salted_hmac(NAME, salt, algorithm="sha256").hexdigest()
