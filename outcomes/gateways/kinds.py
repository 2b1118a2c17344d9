"""What a file really is, told by its content; its name is only a claim."""

from __future__ import annotations

import zipfile
from pathlib import Path

import puremagic
from PIL import Image

from core.domain.errors import RuleBroken

JPEG, PNG, PDF, CSV = "image/jpeg", "image/png", "application/pdf", "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
IMAGES = {JPEG: "JPEG", PNG: "PNG"}
TEXT_ENCODINGS = ("utf-8-sig", "cp949")
HEAD = 65_536
MOST_PIXELS = 50_000_000  # a small file may hide a picture that fills all memory
SMALL = (640, 640)


def kind_of(path: Path, *, name: str) -> str:
    """The content type of a file that may be evidence, or a refusal that says what may."""
    found = _signatures(path)
    for kind in (JPEG, PNG):
        if kind in found:
            return _image(path, kind, name)
    if PDF in found:
        return PDF
    if XLSX in found and _is_workbook(path):
        return XLSX
    if name.lower().endswith(".csv") and _is_text(path):
        return CSV
    raise RuleBroken(
        "“%(name)s” is not a photo (JPEG, PNG), a PDF, a CSV or an Excel file (XLSX). "
        "Save it as one of these and attach it again.",
        field="file",
        name=name,
    )


def _signatures(path: Path) -> frozenset[str]:
    try:
        return frozenset(match.mime_type for match in puremagic.magic_file(path))
    except (puremagic.PureError, ValueError):
        return frozenset()


def _image(path: Path, kind: str, name: str) -> str:
    try:
        with Image.open(path, formats=[IMAGES[kind]]) as image:
            pixels = image.width * image.height
            if pixels <= MOST_PIXELS:
                image.draft("RGB", SMALL)
                image.load()  # what opens here can be drawn small on every later page
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as broken:
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
    return kind


def _is_workbook(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as parts:
            names = set(parts.namelist())
    except zipfile.BadZipFile:
        return False
    return "xl/workbook.xml" in names and "xl/vbaProject.bin" not in names


def _is_text(path: Path) -> bool:
    head = path.read_bytes()
    return any(_reads(head, encoding) for encoding in TEXT_ENCODINGS)


def _reads(head: bytes, encoding: str) -> bool:
    try:
        text = head.decode(encoding)
    except UnicodeDecodeError:
        return False
    shown = all(letter.isprintable() or letter in "\t\r\n" for letter in text[:HEAD])
    return shown and not text.lstrip().startswith("<")  # a web page is no table
