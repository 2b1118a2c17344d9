"""What a file is follows from its content, and what nobody should open is refused with the reason."""

from __future__ import annotations

import zipfile
from hashlib import shake_256
from io import BytesIO
from pathlib import Path

import pytest

from core.domain.errors import RuleBroken
from outcomes.domain.evidence.kinds import KINDS, MEGABYTE
from outcomes.gateways.kinds import CSV, HEIC, JPEG, MP4, PDF, PNG, XLSX, kind_of
from tests.apps.outcomes.conftest import a_workbook
from tests.apps.outcomes.samples import (
    a_bomb,
    a_heic,
    a_pdf,
    a_scene,
    a_video,
    a_zip,
    as_file,
)

PHOTO = as_file(a_scene(1)).getvalue()
PDF_BYTES = a_pdf().getvalue()


def looked(tmp_path: Path, content: bytes, name: str = "file") -> str:
    place = tmp_path / "draft"
    place.write_bytes(content)
    return kind_of(place, name=name)


def test_each_kind_is_known_by_its_content_whatever_its_name_says(tmp_path: Path) -> None:
    told = {
        JPEG: PHOTO,
        PNG: as_file(a_scene(2), "PNG").getvalue(),
        HEIC: a_heic().getvalue(),
        PDF: PDF_BYTES,
        MP4: a_video().getvalue(),
        XLSX: a_workbook().getvalue(),
    }
    assert {kind: looked(tmp_path, raw, "file.jpg") for kind, raw in told.items()} == {
        kind: kind for kind in told
    }
    assert {*told, CSV} == KINDS.keys()


@pytest.mark.parametrize("brand", [b"mp42", b"avc1", b"M4V "])
def test_a_video_is_known_by_any_of_its_brands(tmp_path: Path, brand: bytes) -> None:
    assert looked(tmp_path, a_video(brand=brand).getvalue()) == MP4


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (a_pdf(password="secret").getvalue(), "is encrypted"),
        (a_pdf(0).getvalue(), "has no pages"),
        (a_pdf(script="app.alert(1)").getvalue(), "holds a script"),
        (a_pdf(launch="cmd.exe").getvalue(), "starts a program"),
        (PDF_BYTES[: len(PDF_BYTES) // 2], "damaged or cut off"),
        (b"%PDF-1.7\n%%EOF\n", "damaged or cut off"),
    ],
)
def test_a_pdf_that_nobody_should_open_is_refused_with_the_reason(
    tmp_path: Path, content: bytes, words: str
) -> None:
    with pytest.raises(RuleBroken, match=words) as refusal:
        looked(tmp_path, content, "report.pdf")
    assert "report.pdf" in str(refusal.value)


def test_an_owner_password_is_a_password(tmp_path: Path) -> None:
    """Such a file opens without being asked, and still nobody can vouch for what it shows."""
    with pytest.raises(RuleBroken, match="is encrypted"):
        looked(tmp_path, a_pdf(owner="boss").getvalue())


@pytest.mark.parametrize(
    "content",
    [
        a_video(track=b"soun").getvalue(),
        a_video().getvalue()[:-10],
        a_video(tail=b"more").getvalue(),
        a_video(tail=b"\x00\x00\x00\x04skip").getvalue(),
        a_video().getvalue()[:28],
    ],
    ids=["sound only", "cut off", "something behind it", "a box too small", "head only"],
)
def test_a_video_that_shows_nothing_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(RuleBroken, match="is cut off, or has no moving pictures"):
        looked(tmp_path, content, "press.mp4")


def test_a_video_of_another_format_is_not_taken_for_mp4(tmp_path: Path) -> None:
    with pytest.raises(RuleBroken, match="is not a photo"):
        looked(tmp_path, a_video(brand=b"qt  ").getvalue(), "press.mov")


@pytest.mark.parametrize(
    ("content", "second"),
    [
        (PHOTO + a_zip(), "ZIP"),
        (PDF_BYTES + a_zip(), "ZIP"),
        (PHOTO[:20] + b"%PDF-1.7" + PHOTO[20:], "PDF"),
        (as_file(a_scene(3), comment=b"<script>alert(1)</script>").getvalue(), "HTML"),
        (b"MZ\x90" + a_workbook().getvalue(), "EXE"),
    ],
)
def test_two_files_in_one_are_refused_by_the_name_of_the_second(
    tmp_path: Path, content: bytes, second: str
) -> None:
    with pytest.raises(RuleBroken, match="two files in one") as refusal:
        looked(tmp_path, content, "guard.jpg")
    assert refusal.value.sentence.values["second"] == second


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = a_bomb().getvalue()
    assert len(bomb) < MEGABYTE
    with pytest.raises(RuleBroken, match="unpack to more than 200 MB"):
        looked(tmp_path, bomb, "hours.xlsx")


def test_parts_that_lie_over_one_another_are_a_bomb(tmp_path: Path) -> None:
    """Many names for the same packed bytes: small on the disk, endless inside (Fifield, 2019)."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as folder:
        folder.writestr("xl/workbook.xml", shake_256(b"sheet").digest(20_000))
        folder.filelist += [folder.getinfo("xl/workbook.xml")] * 9
    with pytest.raises(RuleBroken, match="unpack to more"):
        looked(tmp_path, out.getvalue(), "hours.xlsx")


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("xl/workbook.xml", "<x/>" * 500)
    raw = bytearray(out.getvalue())
    raw[60] ^= 0xFF
    with pytest.raises(RuleBroken, match="damaged or has a password"):
        looked(tmp_path, bytes(raw), "hours.xlsx")


def test_a_heic_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleBroken, match="cannot be opened"):
        looked(tmp_path, a_heic().getvalue()[:400], "guard.heic")


def test_each_kind_has_its_own_limit(tmp_path: Path) -> None:
    large = PHOTO + b"\x00" * (20 * MEGABYTE)
    with pytest.raises(RuleBroken, match=r"larger than 20 MB.*JPEG"):
        looked(tmp_path, large, "guard.jpg")
    assert looked(tmp_path, a_video(data=b"\x00" * (21 * MEGABYTE)).getvalue()) == MP4
