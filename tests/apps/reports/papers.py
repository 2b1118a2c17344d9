"""What a printed page says, read as a reader would copy it."""

from __future__ import annotations

import io

from pypdf import PdfReader

from reports.models import Report

JOINER = "\u2060"


def pages_of(report: Report) -> list[str]:
    """The text of each page as a reader would copy it, words whole, blanks evened out."""
    reader = PdfReader(io.BytesIO(bytes(report.content)))
    return [" ".join(page.extract_text().replace(JOINER, "").split()) for page in reader.pages]


def text_of(report: Report) -> str:
    return " ".join(pages_of(report))


def squeezed(text: str) -> str:
    return "".join(text.replace(JOINER, "").split())
