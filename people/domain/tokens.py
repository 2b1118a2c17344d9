"""What a key of the programming interface looks like, and what is kept of it."""

from __future__ import annotations

import hashlib

PREFIX = "boram_"


def digest_of_secret(secret: str) -> str:
    """SHA-256 of the secret. It is long and random, so no salt or slow hash is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()
