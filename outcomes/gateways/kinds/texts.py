"""CSV: text in one of two encodings, and not a page for a browser."""

from __future__ import annotations

from pathlib import Path

TEXT_ENCODINGS = ("utf-8-sig", "cp949")
HEAD = 65_536


def is_text(path: Path) -> bool:
    """Whether it reads as text from the first to the last byte."""
    raw = path.read_bytes()
    return any(_reads(raw, encoding) for encoding in TEXT_ENCODINGS)


def _reads(raw: bytes, encoding: str) -> bool:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    shown = all(letter.isprintable() or letter in "\t\r\n" for letter in text[:HEAD])
    return shown and not text.lstrip().startswith("<")  # a web page is no table
