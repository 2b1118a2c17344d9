"""Files that are two things at once: shown as a photograph here, opened as a program elsewhere."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from core.domain.errors import RuleBroken
from outcomes.domain.evidence.kinds import CSV, PDF, PHOTOS, XLSX

HEAD = 1024  # within which PDF readers look for the beginning of a PDF
PAGE = re.compile(rb"<\s*(?:!doctype\s+html|html|script|svg|\?php)", re.IGNORECASE)


def check_one_kind(path: Path, kind: str, name: str) -> None:
    """Refuse what another program would open as another kind of file."""
    if kind == CSV:  # text is text, whatever it speaks about
        return
    with path.open("rb") as file:
        head = file.read(HEAD)
    second = _second(path, kind, head)
    if second:
        raise RuleBroken(
            "“%(name)s” is two files in one: other programs open it as %(second)s. "
            "Save it anew with the program that made it and attach that.",
            field="file",
            name=name,
            second=second,
        )


def _second(path: Path, kind: str, head: bytes) -> str:
    if kind != PDF and b"%PDF-" in head:
        return "PDF"
    if kind != XLSX and zipfile.is_zipfile(path):
        return "ZIP"
    if kind == XLSX and not head.startswith(b"PK\x03\x04"):
        return "EXE"  # something stands before the folder that a workbook is
    if kind in PHOTOS and PAGE.search(head):
        return "HTML"
    return ""
