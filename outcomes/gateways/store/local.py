"""A folder: one read-only file per hash, linked into place only when all of it is on the disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from outcomes.gateways.store.port import Listed

READ_ONLY = 0o440
DIGITS = 64


class LocalStore:
    """`root/ab/abcd…`; the first two digits keep folders small."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path_of(self, sha256: str) -> Path:
        """Where a file with this hash is, or would be."""
        return self.root / sha256[:2] / sha256

    def put(self, draft: Path, sha256: str) -> bool:
        """A hard link: all of it or nothing, and never over what is there."""
        place = self.path_of(sha256)
        place.parent.mkdir(parents=True, exist_ok=True)
        draft.chmod(READ_ONLY)
        try:
            os.link(draft, place)
        except FileExistsError:  # the same bytes came before, or at this very moment
            return False
        _settle(place.parent)
        return True

    def read(self, sha256: str) -> BinaryIO:
        """The file itself."""
        return self.path_of(sha256).open("rb")

    def listed(self) -> Iterator[Listed]:
        """Names that are hashes; drafts lie beside them and are no evidence yet."""
        for place in self.root.glob("[0-9a-f][0-9a-f]/*"):
            if len(place.name) == DIGITS:
                told = place.stat()
                yield Listed(place.name, told.st_size, datetime.fromtimestamp(told.st_mtime, UTC))

    def remove(self, sha256: str) -> None:
        """Unlink it."""
        self.path_of(sha256).unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """The new name survives a power cut too, not only the bytes."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
