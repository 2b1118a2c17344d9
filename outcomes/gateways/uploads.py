"""What a browser or a program hands over: piece by piece, under a name that is fit to be shown."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import PurePath
from typing import Protocol

from core.domain.errors import RuleBroken
from outcomes.domain.evidence.states import ScanState
from outcomes.gateways.scan import Scan
from outcomes.gateways.store import PIECE

LONGEST_NAME = 200


class Upload(Protocol):
    """Anything that can be read piece by piece."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, none at the end."""
        ...


def pieces_of(upload: Upload) -> Iterator[bytes]:
    """All of it, without holding all of it."""
    while piece := upload.read(PIECE):
        yield piece


def fit_name(name: str) -> str:
    """The last part of a file's name, in composed letters, without anything invisible."""
    bare = unicodedata.normalize("NFC", PurePath(name.replace("\\", "/")).name)
    seen = "".join(letter for letter in bare if letter.isprintable()).strip()
    return seen[-LONGEST_NAME:] or "file"


def check_safe(scanned: Scan, name: str) -> None:
    """Refuse what carries a virus; what nobody scanned is kept, and shown as not scanned."""
    if scanned.state == ScanState.INFECTED:
        raise RuleBroken(
            "The virus scan found %(what)s in “%(name)s”, so it was not kept. Clean the device it "
            "comes from, and attach the file anew.",
            field="file",
            what=scanned.detail,
            name=name,
        )
