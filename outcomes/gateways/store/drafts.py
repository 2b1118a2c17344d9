"""A file on its way in: hashed while it is written, looked at, then kept or thrown away."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from core.domain.errors import RuleBroken
from outcomes.domain.evidence.kinds import LARGEST, MEGABYTE
from outcomes.gateways.kinds import kind_of
from outcomes.gateways.store.chosen import the_store
from outcomes.gateways.store.looking import unchanged

PIECE = 256 * 1024


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is in the store: its hash, its size in bytes and what it is."""

    sha256: str
    size: int
    content_type: str


@dataclass(frozen=True, slots=True)
class Draft(Kept):
    """A file that is not in the store yet, and where it lies meanwhile."""

    path: Path


@contextmanager
def received(pieces: Iterable[bytes], *, name: str) -> Iterator[Draft]:
    """Write to disk while hashing and look what it is; afterwards the draft is gone in any case."""
    incoming = _incoming()
    incoming.mkdir(parents=True, exist_ok=True)
    handle, place = tempfile.mkstemp(dir=incoming)
    os.close(handle)
    path = Path(place)
    try:
        sha256, size = _write(pieces, path, name)
        yield Draft(sha256, size, kind_of(path, name=name), path)
    finally:
        path.unlink()


def publish(draft: Draft, *, name: str) -> None:
    """Put it under its hash. What lies there already has to be the very same bytes."""
    try:
        is_new = the_store().put(draft.path, draft.sha256)
    except OSError as away:
        raise RuleBroken(
            "The store cannot be reached just now, so “%(name)s” was not kept. Attach it again in "
            "a few minutes.",
            field="file",
            name=name,
        ) from away
    if not is_new and not unchanged(draft.sha256):
        raise RuleBroken(
            "“%(name)s” was kept here before, but what lies in the store now is not what was sent "
            "(hash %(hash)s…). Tell the agency; nothing was attached.",
            field="file",
            name=name,
            hash=draft.sha256[:8],
        )


def keep(pieces: Iterable[bytes], *, name: str) -> Kept:
    """All in one: for files that need no look in between."""
    with received(pieces, name=name) as draft:
        publish(draft, name=name)
        return Kept(draft.sha256, draft.size, draft.content_type)


def sweep_drafts(*, before: datetime) -> int:
    """Remove drafts that a crash left behind; how many there were."""
    left = [one for one in _incoming().glob("*") if _changed_at(one) < before]
    for one in left:
        one.unlink(missing_ok=True)
    return len(left)


def _incoming() -> Path:
    return Path(settings.EVIDENCE_ROOT) / "incoming"


def _changed_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _write(pieces: Iterable[bytes], path: Path, name: str) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with path.open("wb") as file:
        for piece in pieces:
            size += len(piece)
            if size > LARGEST:
                raise RuleBroken(
                    "“%(name)s” is larger than %(most)s MB. Make it smaller, or split it, and "
                    "attach it again.",
                    field="file",
                    name=name,
                    most=str(LARGEST // MEGABYTE),
                )
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    if not size:
        raise RuleBroken("“%(name)s” is empty. Choose the file again.", field="file", name=name)
    return digest.hexdigest(), size
