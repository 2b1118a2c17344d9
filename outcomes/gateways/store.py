"""Where evidence is kept: each file under its own hash, written once, original bytes."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageOps

from core.domain.errors import RuleBroken
from outcomes.gateways.kinds import kind_of

LARGEST = 20 * 1024 * 1024
PIECE = 256 * 1024
READ_ONLY = 0o440
LIGHT = 30_000  # two of them beside a page stay under 100 KB


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is in the store: its hash, its size and what it is."""

    sha256: str
    size: int
    content_type: str


def keep(pieces: Iterable[bytes], *, name: str) -> Kept:
    """Write to disk while hashing, look what it is, then put it under its hash."""
    with _draft() as draft:
        sha256, size = _write(pieces, draft, name)
        kind = kind_of(draft, name=name)
        place = path_of(sha256)
        place.parent.mkdir(parents=True, exist_ok=True)
        draft.chmod(READ_ONLY)
        with suppress(FileExistsError):  # the same bytes came before, or at this very moment
            os.link(draft, place)
    return Kept(sha256, size, kind)


def path_of(sha256: str) -> Path:
    """Where a file with this hash is, or would be."""
    return Path(settings.EVIDENCE_ROOT) / sha256[:2] / sha256


def unchanged(sha256: str) -> bool:
    """Whether what lies in the store still has the hash it was put there under."""
    try:
        with path_of(sha256).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except FileNotFoundError:
        return False


def thumbnail(sha256: str, *, side: int = 320) -> bytes:
    """A small JPEG for a phone; the original stays as it is."""
    with Image.open(path_of(sha256)) as image:
        image.draft("RGB", (side * 2, side * 2))
        small = ImageOps.exif_transpose(image).convert("RGB")
        small.thumbnail((side, side))
    return _light(small)


def _light(image: Image.Image) -> bytes:
    quality, picture = 70, _jpeg(image, 70)
    while len(picture) > LIGHT and quality > 10:
        quality -= 20
        picture = _jpeg(image, quality)
    return picture


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


@contextmanager
def _draft() -> Iterator[Path]:
    incoming = Path(settings.EVIDENCE_ROOT) / "incoming"
    incoming.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=incoming)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink()


def _write(pieces: Iterable[bytes], draft: Path, name: str) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with draft.open("wb") as file:
        for piece in pieces:
            size += len(piece)
            if size > LARGEST:
                raise RuleBroken(
                    "“%(name)s” is larger than 20 MB. Make it smaller, or split it, and attach "
                    "it again.",
                    field="file",
                    name=name,
                )
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    if not size:
        raise RuleBroken("“%(name)s” is empty. Choose the file again.", field="file", name=name)
    return digest.hexdigest(), size
