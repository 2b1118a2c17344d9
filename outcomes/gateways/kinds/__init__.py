"""What a file really is, told by its content; its name is only a claim."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from core.domain.errors import RuleBroken
from outcomes.domain.evidence.kinds import CSV, HEIC, JPEG, KINDS, MP4, PDF, PHOTOS, PNG, XLSX
from outcomes.gateways.kinds.boxes import brands_of
from outcomes.gateways.kinds.documents import check_pdf
from outcomes.gateways.kinds.photos import FORMATS, check_photo
from outcomes.gateways.kinds.polyglots import check_one_kind
from outcomes.gateways.kinds.signatures import signatures_of
from outcomes.gateways.kinds.texts import is_text
from outcomes.gateways.kinds.videos import VIDEO_BRANDS, check_video
from outcomes.gateways.kinds.workbooks import check_workbook, is_workbook

__all__ = ["CSV", "HEIC", "IMAGES", "JPEG", "MP4", "PDF", "PNG", "XLSX", "kind_of"]

IMAGES = FORMATS  # what a small picture can be made of
HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis"})


def kind_of(path: Path, *, name: str) -> str:
    """The content type of a file that may be evidence, or a refusal that says what may."""
    kind = _claimed(path, name)
    largest = KINDS[kind]
    if path.stat().st_size > largest.largest:
        raise RuleBroken(
            "“%(name)s” is larger than %(most)s MB, the most for a file of this kind (%(kind)s). "
            "Make it smaller, or split it, and attach it again.",
            field="file",
            name=name,
            most=str(largest.megabytes),
            kind=largest.name,
        )
    check_one_kind(path, kind, name)
    if kind in CHECKS:  # text was read to its end already
        CHECKS[kind](path, name)
    return kind


def _claimed(path: Path, name: str) -> str:
    """What the first bytes say; whether that is true is checked next."""
    found = signatures_of(path)
    kind = next((kind for kind in (JPEG, PNG, PDF) if kind in found), None)
    kind = kind or _packed(path)
    if kind is None and name.lower().endswith(".csv") and is_text(path):
        kind = CSV
    if kind is None:
        raise RuleBroken(
            "“%(name)s” is not a photo (JPEG, PNG, HEIC), a video (MP4), a PDF, a CSV or an Excel "
            "file (XLSX). Save it as one of these and attach it again.",
            field="file",
            name=name,
        )
    return kind


def _packed(path: Path) -> str | None:
    """Kinds that are told by what lies in the file and not by its first bytes alone."""
    brands = brands_of(path)
    if brands & HEIC_BRANDS:
        return HEIC
    if brands & VIDEO_BRANDS:
        return MP4
    return XLSX if is_workbook(path) else None


CHECKS: Mapping[str, Callable[[Path, str], None]] = {
    **{photo: partial(check_photo, kind=photo) for photo in PHOTOS},
    PDF: check_pdf,
    XLSX: check_workbook,
    MP4: check_video,
}
