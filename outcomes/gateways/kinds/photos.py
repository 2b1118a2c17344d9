"""Photographs: JPEG, PNG and HEIC. What opens here can be drawn small on every later page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pillow_heif
from PIL import Image

from core.domain.errors import RuleBroken
from outcomes.domain.evidence.kinds import HEIC, JPEG, MOST_PIXELS, PNG

FORMATS = {JPEG: "JPEG", PNG: "PNG", HEIC: "HEIF"}
SMALL = (640, 640)
BROKEN = (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError)

pillow_heif.register_heif_opener()


@contextmanager
def opened(source: Path | BinaryIO) -> Iterator[Image.Image]:
    """The picture, decoded small where its kind allows that; no other kind is ever tried."""
    with Image.open(source, formats=[*FORMATS.values()]) as image:
        yield image


def check_photo(path: Path, name: str, kind: str) -> None:
    """Refuse what cannot be opened, and what would fill all memory."""
    try:
        with Image.open(path, formats=[FORMATS[kind]]) as image:
            pixels = image.width * image.height
            if pixels <= MOST_PIXELS:
                image.draft("RGB", SMALL)
                image.load()
    except BROKEN as broken:
        raise RuleBroken(
            "The photo “%(name)s” cannot be opened. Take it again or send another one.",
            field="file",
            name=name,
        ) from broken
    if pixels > MOST_PIXELS:
        raise RuleBroken(
            "The photo “%(name)s” has more than 50 million pixels. Save it smaller and attach it "
            "again.",
            field="file",
            name=name,
        )
