"""Reading what is kept, in pieces, and holding it against the hash it was put there under."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from outcomes.domain.evidence.states import Alarm
from outcomes.gateways.store.chosen import the_store
from outcomes.gateways.store.local import LocalStore

PIECE = 256 * 1024


@dataclass(frozen=True, slots=True)
class Look:
    """What was found under a hash: nothing wrong, or what, and the hash of what lies there."""

    wrong: Alarm | None
    found: str = ""
    size: int = 0


def opened(sha256: str) -> BinaryIO:
    """The original bytes, to be read in pieces and closed; OSError where they cannot be had."""
    return the_store().read(sha256)


def looked_at(sha256: str) -> Look:
    """Hash it again, in pieces of 256 KB however large it is."""
    digest, size = hashlib.sha256(), 0
    try:
        with closing(opened(sha256)) as file:
            while piece := file.read(PIECE):
                digest.update(piece)
                size += len(piece)
    except FileNotFoundError:
        return Look(Alarm.MISSING)
    except OSError:
        return Look(Alarm.UNREADABLE)
    found = digest.hexdigest()
    return Look(None if found == sha256 else Alarm.CHANGED, found, size)


def unchanged(sha256: str) -> bool:
    """Whether what lies in the store still has the hash it was put there under."""
    return looked_at(sha256).wrong is None


@contextmanager
def at_hand(sha256: str) -> Iterator[Path]:
    """As a file on this machine, for libraries that want one; from a bucket it is a copy."""
    store = the_store()
    if isinstance(store, LocalStore):
        yield store.path_of(sha256)
        return
    with tempfile.NamedTemporaryFile() as copy:
        with closing(store.read(sha256)) as file:
            shutil.copyfileobj(file, copy, PIECE)
        copy.flush()
        yield Path(copy.name)
