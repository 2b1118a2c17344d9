"""What a file may be that is shown as evidence, and how large: one table for every door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

JPEG, PNG, HEIC = "image/jpeg", "image/png", "image/heic"
PDF, CSV, MP4 = "application/pdf", "text/csv", "video/mp4"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEGABYTE = 1024 * 1024

MOST_PIXELS = 50_000_000  # a small file may hide a picture that fills all memory
MOST_UNPACKED = 200 * MEGABYTE  # so may a workbook, which is a packed folder
MOST_PARTS = 5_000  # files in that folder
MOST_OBJECTS = 200_000  # pieces of a PDF, each of which is looked at
MOST_BOXES = 100_000  # pieces of a video


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: its short name, and the most bytes it may have."""

    name: str
    largest: int

    @property
    def megabytes(self) -> int:
        """The limit as people say it."""
        return self.largest // MEGABYTE


KINDS: Mapping[str, FileKind] = MappingProxyType(
    {
        JPEG: FileKind("JPEG", 20 * MEGABYTE),
        PNG: FileKind("PNG", 20 * MEGABYTE),
        HEIC: FileKind("HEIC", 20 * MEGABYTE),
        PDF: FileKind("PDF", 20 * MEGABYTE),
        CSV: FileKind("CSV", 20 * MEGABYTE),
        XLSX: FileKind("XLSX", 20 * MEGABYTE),
        MP4: FileKind("MP4", 200 * MEGABYTE),
    }
)
LARGEST = max(kind.largest for kind in KINDS.values())
PHOTOS = frozenset({JPEG, PNG, HEIC})
