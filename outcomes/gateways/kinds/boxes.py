"""The boxes that videos and HEIC photos are made of (ISO/IEC 14496-12): size, name, content."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from outcomes.domain.evidence.kinds import MOST_BOXES

HEAD, LONG_HEAD, BRAND = 8, 16, 4
LONGEST_FIRST_BOX = 4096


class BrokenBoxesError(ValueError):
    """The boxes do not fill their space exactly."""


@dataclass(frozen=True, slots=True)
class Box:
    """One box: its name, and from where to where its content reaches, in bytes."""

    name: bytes
    start: int
    end: int


def boxes(file: BinaryIO, start: int, end: int) -> Iterator[Box]:
    """The boxes between two places of a file; raises when they leave a gap or stick out."""
    for _ in range(MOST_BOXES):
        if start == end:
            return
        box, start = _box(file, start, end)
        yield box
    raise BrokenBoxesError("too many boxes")


def _box(file: BinaryIO, start: int, end: int) -> tuple[Box, int]:
    file.seek(start)
    size, name = struct.unpack(">I4s", _exactly(file, HEAD))
    head = HEAD
    if size == 1:  # the size did not fit into 32 bits
        (size,) = struct.unpack(">Q", _exactly(file, LONG_HEAD - HEAD))
        head = LONG_HEAD
    elif size == 0:  # the last box, up to the end
        size = end - start
    if size < head or start + size > end:
        raise BrokenBoxesError(f"box of {size} bytes at {start}")
    return Box(name, start + head, start + size), start + size


def _exactly(file: BinaryIO, count: int) -> bytes:
    found = file.read(count)
    if len(found) < count:
        raise BrokenBoxesError("cut off")
    return found


def brands_of(path: Path) -> frozenset[bytes]:
    """What a file of boxes says it can be read as; none for any other file."""
    with path.open("rb") as file:
        head = file.read(LONGEST_FIRST_BOX)
    if head[4:8] != b"ftyp":
        return frozenset()
    size = int.from_bytes(head[:4])
    told = head[HEAD:size]
    compatible = told[2 * BRAND :]
    return frozenset(
        {told[:BRAND], *(compatible[n : n + BRAND] for n in range(0, len(compatible), BRAND))}
    )
