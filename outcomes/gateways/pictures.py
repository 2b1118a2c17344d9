"""Photographs made small without what they tell besides, and hashed by what they look like."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import imagehash
from PIL import Image, ImageOps, ImageStat

from outcomes.gateways.kinds.photos import opened
from outcomes.gateways.store import at_hand

LIGHT = 30_000  # bytes; two of them beside a page stay under 100 KB
HASHED = 256  # pixels of the longer side, before the hash reduces them further
PLAIN = 4  # of 256 levels of grey, the standard deviation of a plain surface


def thumbnail(sha256: str, *, side: int = 320) -> bytes:
    """A small JPEG, turned the right way up; place, time and camera stay in the original."""
    with at_hand(sha256) as path, opened(path) as image:
        image.draft("RGB", (side * 2, side * 2))
        small = ImageOps.exif_transpose(image).convert("RGB")
        small.thumbnail((side, side))
    return _light(small)


def look_of(path: Path) -> int | None:
    """The perceptual hash of a photo: 64 bits that a copy of it has too (pHash, Zauner 2010).

    A plain surface has nothing by which it could be told from another one, so it has none.
    """
    with opened(path) as image:
        image.draft("RGB", (HASHED * 2, HASHED * 2))
        upright = ImageOps.exif_transpose(image).convert("L")
        upright.thumbnail((HASHED, HASHED))
    if ImageStat.Stat(upright).stddev[0] < PLAIN:
        return None
    return int(str(imagehash.phash(upright)), 16)


def _light(image: Image.Image) -> bytes:
    quality, picture = 70, _jpeg(image, 70)
    while len(picture) > LIGHT and quality > 10:
        quality -= 20
        picture = _jpeg(image, quality)
    return picture


def _jpeg(image: Image.Image, quality: int) -> bytes:
    """Only the pixels: nothing that came with the original is handed on."""
    out = BytesIO()
    bare = Image.new("RGB", image.size)
    bare.paste(image)
    bare.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
