"""What any place offers in which evidence is kept: add, read and list, and never replace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol


@dataclass(frozen=True, slots=True)
class Listed:
    """A file that lies in the store, whoever knows of it."""

    sha256: str
    size: int
    kept_at: datetime


class Store(Protocol):
    """Two of these exist: a local folder, and S3-compatible storage."""

    def put(self, draft: Path, sha256: str) -> bool:
        """Add the bytes under their hash; False where something lies there already."""
        ...

    def read(self, sha256: str) -> BinaryIO:
        """The bytes from the beginning, to be closed by who asked; FileNotFoundError if gone."""
        ...

    def listed(self) -> Iterator[Listed]:
        """Everything that lies here, in no order, without reading any of it."""
        ...

    def remove(self, sha256: str) -> None:
        """Take away what nobody knows of; only the sweeper of crashed uploads asks for this."""
        ...
