"""A link to a worksite: the only trace of its token that is kept, and what comes with an answer."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


def digest_of_token(token: str) -> str:
    """SHA-256 of the token; whoever reads the table can't open the link."""
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Aside:
    """What comes with a yes or no: who pays for the same thing already, and from where it came."""

    giver: str = ""
    seen_from: str = ""


NOTHING_ASIDE = Aside()
