"""What exactly is sealed: the bytes of an event, and the chain of seals."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from audit.domain.merkle import leaf_hash, root_of
from core.domain.canonical import canonical_json

NO_HEAD = "0" * 64  # what comes before the first seal


@dataclass(frozen=True, slots=True)
class EventRecord:
    """One event as it is hashed; the words of the record itself, no keys to other tables."""

    number: int
    happened_at: datetime
    actor: str
    action: str
    subject: str
    details: Mapping[str, object]

    def as_bytes(self) -> bytes:
        """Canonical JSON; the moment in UTC to the microsecond, whatever the zone it came in."""
        return canonical_json(
            {
                "number": self.number,
                "happened_at": self.happened_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
                "actor": self.actor,
                "action": self.action,
                "subject": self.subject,
                "details": self.details,
            }
        )

    def digest(self) -> str:
        """Its leaf in the tree, in hexadecimal."""
        return leaf_hash(self.as_bytes()).hex()


@dataclass(frozen=True, slots=True)
class SealRecord:
    """A batch of events under one root, tied to the seal before it."""

    number: int
    events: int
    root: str
    previous_head: str

    def head(self) -> str:
        """What reports and bank files print: nobody can change an event, a count or the order."""
        body = canonical_json(
            {
                "seal": self.number,
                "events": self.events,
                "root": self.root,
                "previous_head": self.previous_head,
            }
        )
        return hashlib.sha256(body).hexdigest()


def seal_of(digests: Sequence[str], *, number: int, previous_head: str) -> SealRecord:
    """Close a batch, given the leaves in their order."""
    root = root_of([bytes.fromhex(digest) for digest in digests]).hex()
    return SealRecord(number, len(digests), root, previous_head)


def first_break(seals: Sequence[SealRecord], heads: Sequence[str]) -> int | None:
    """The number of the first seal that does not follow from the one before; None when intact."""
    before = NO_HEAD
    for place, (seal, head) in enumerate(zip(seals, heads, strict=True), start=1):
        if (seal.number, seal.previous_head, seal.head()) != (place, before, head):
            return seal.number
        before = head
    return None
