"""XLSX: a packed folder with a workbook in it, without macros, that unpacks to a sane size."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from core.domain.errors import RuleBroken
from outcomes.domain.evidence.kinds import MOST_PARTS, MOST_UNPACKED

ENCRYPTED = 0x1
PIECE = 256 * 1024
BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError)


def is_workbook(path: Path) -> bool:
    """Whether there is a workbook in it; with macros it is another kind of file."""
    try:
        with zipfile.ZipFile(path) as parts:
            names = set(parts.namelist())
    except (zipfile.BadZipFile, OSError):
        return False
    return "xl/workbook.xml" in names and "xl/vbaProject.bin" not in names


def check_workbook(path: Path, name: str) -> None:
    """Refuse a bomb by what it says of itself before anything is unpacked, then read every part."""
    with zipfile.ZipFile(path) as parts:
        listed = parts.infolist()
        if _is_bomb(listed, path.stat().st_size):
            raise RuleBroken(
                "The Excel file “%(name)s” would unpack to more than 200 MB. Split it, or save it "
                "as CSV, and attach it again.",
                field="file",
                name=name,
            )
        try:
            for part in listed:
                _read(parts, part)
        except BROKEN as broken:
            raise RuleBroken(
                "The Excel file “%(name)s” cannot be read: it is damaged or has a password. Open "
                "it in Excel, save it without a password and attach it again.",
                field="file",
                name=name,
            ) from broken


def _is_bomb(listed: list[zipfile.ZipInfo], size: int) -> bool:
    """Too much inside, or parts that lie over one another and are counted many times."""
    unpacked = sum(part.file_size for part in listed)
    packed = sum(part.compress_size for part in listed)
    return unpacked > MOST_UNPACKED or packed > size or len(listed) > MOST_PARTS


def _read(parts: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """To the end, where its checksum is compared; never more than it said."""
    with parts.open(part) as content:
        while content.read(PIECE):
            pass
