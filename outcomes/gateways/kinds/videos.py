"""MP4: a file whose boxes fill it exactly and hold moving pictures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from core.domain.errors import RuleBroken
from outcomes.gateways.kinds.boxes import Box, BrokenBoxesError, boxes

VIDEO_BRANDS = frozenset(
    {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash"}
)
WAY_TO_TRACKS = (b"trak", b"mdia", b"hdlr")
KIND_OF_TRACK = slice(8, 12)  # after version, flags and a reserved word


def check_video(path: Path, name: str) -> None:
    """Refuse what no player would show: cut off, without pictures, or not made of boxes."""
    try:
        with path.open("rb") as file:
            top = list(boxes(file, 0, path.stat().st_size))
            whole = {b"moov", b"mdat"} <= {box.name for box in top}
            shows = whole and any(
                _is_picture_track(file, box) for box in _tracks(file, top, WAY_TO_TRACKS)
            )
    except BrokenBoxesError:
        shows = False
    if not shows:
        raise RuleBroken(
            "The video “%(name)s” is cut off, or has no moving pictures in it. Play it on your own "
            "device first, save it as MP4 and attach it again.",
            field="file",
            name=name,
        )


def _tracks(file: BinaryIO, top: list[Box], way: tuple[bytes, ...]) -> Iterator[Box]:
    for box in top:
        if box.name == b"moov":
            yield from _inside(file, box, way)


def _inside(file: BinaryIO, box: Box, way: tuple[bytes, ...]) -> Iterator[Box]:
    if not way:
        yield box
        return
    for inner in boxes(file, box.start, box.end):
        if inner.name == way[0]:
            yield from _inside(file, inner, way[1:])


def _is_picture_track(file: BinaryIO, box: Box) -> bool:
    file.seek(box.start)
    return file.read(KIND_OF_TRACK.stop)[KIND_OF_TRACK] == b"vide"
