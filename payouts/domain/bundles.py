"""Many payouts signed in one go: each is looked at by itself and has an outcome of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID, uuid5

from core.domain.canonical import digest_of
from core.domain.errors import RuleBroken
from payouts.domain.sights import Sight, digest_of_lines
from people.domain.factors import Factor

MOST = 50


class Outcome(StrEnum):
    """What became of one row."""

    APPROVED = "approved"
    REFUSED = "refused"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class SignedBundle:
    """All rows of one page as they were seen, and the one proof of who signs them."""

    seen: tuple[Sight, ...]
    factor: Factor
    comment: str = ""


def key_of_row(bundle: UUID, payout: int) -> UUID:
    """The key of one row, the same however often the page is sent."""
    return uuid5(bundle, str(payout))


def digest_of_bundle(seen: Sequence[Sight]) -> str:
    """One hash over the hashes of all rows, in their order."""
    return digest_of([[one.payout, one.digest, digest_of_lines(one.lines)] for one in seen])


def check_bundle(seen: Sequence[Sight], by: int) -> None:
    """A page of one person, of some rows and not too many, none of them twice."""
    keys = [one.payout for one in seen]
    if not keys or len(set(keys)) != len(keys) or len(keys) > MOST:
        raise RuleBroken(
            "Choose between 1 and %(most)s payouts, each once. Open the page again.", most=MOST
        )
    if any(one.by != by for one in seen):
        raise RuleBroken("This page was used for something else. Open it again.")
