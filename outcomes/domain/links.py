"""A link to a worksite: the only trace of its token that is kept."""

from __future__ import annotations

import hashlib


def digest_of_token(token: str) -> str:
    """SHA-256 of the token; whoever reads the table can't open the link."""
    return hashlib.sha256(token.encode()).hexdigest()
