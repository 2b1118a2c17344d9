"""What a page showed travels with its form, signed, so that nobody can say they saw another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core import signing

from payouts.domain.sights import Sight, sight_from

SIGHT, SIGHTS = "payouts.sight", "payouts.sights"


def seal_sight(sight: Sight) -> str:
    """Everything that was shown, small enough for a hidden field."""
    return signing.dumps(sight.as_json(), salt=SIGHT, compress=True)


def unseal_sight(sealed: str) -> Sight | None:
    """What was shown; nothing when the seal is broken."""
    try:
        stored: Any = signing.loads(sealed, salt=SIGHT)
    except signing.BadSignature:
        return None
    return sight_from(stored)


def seal_sights(sights: Iterable[Sight]) -> str:
    """The same for all rows of a page."""
    shown = [sight.as_json() for sight in sights]
    return signing.dumps(shown, salt=SIGHTS, compress=True)


def unseal_sights(sealed: str) -> tuple[Sight, ...]:
    """What was shown, row by row; nothing when the seal is broken."""
    try:
        stored: Any = signing.loads(sealed, salt=SIGHTS)
    except signing.BadSignature:
        return ()
    return tuple(map(sight_from, stored))
