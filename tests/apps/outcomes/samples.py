"""Small files of every kind, good ones and bad ones, made by the libraries that know them."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO

import pillow_heif
from PIL import Image, ImageDraw, ImageFilter
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

GPS, ORIENTATION, TURNED = 0x8825, 0x0112, 6
SEOUL = {1: "N", 2: (37.0, 33.0, 59.0), 3: "E", 4: (126.0, 58.0, 41.0)}


def a_scene(number: int, size: tuple[int, int] = (800, 600)) -> Image.Image:
    """A made-up workplace: walls, machines and light, different for each number."""
    state = number * 2_654_435_761 % 2**32 or 1

    def next_below(most: int) -> int:
        nonlocal state
        state = (1_664_525 * state + 1_013_904_223) % 2**32
        return (state >> 8) % most

    scene = Image.new("RGB", size, tuple(60 + next_below(130) for _ in range(3)))
    pen = ImageDraw.Draw(scene)
    width, height = size
    for nth in range(14):
        left, top = next_below(width), next_below(height)
        right = left + 40 + next_below(width // 2)
        low = top + 40 + next_below(height // 2)
        colour = tuple(next_below(256) for _ in range(3))
        shape = pen.ellipse if nth % 3 == 0 else pen.rectangle
        shape((left, top, right, low), fill=colour)
    return scene.filter(ImageFilter.GaussianBlur(2))


def as_file(image: Image.Image, kind: str = "JPEG", **options: object) -> BytesIO:
    """A picture as bytes."""
    out = BytesIO()
    image.save(out, kind, **options)
    out.seek(0)
    return out


def a_photo_of_a_place() -> BytesIO:
    """A photo that a phone took upright: its pixels lie on the side, and it tells where it was."""
    scene = a_scene(7, (800, 400))
    exif = scene.getexif()
    exif[ORIENTATION] = TURNED
    exif[GPS] = SEOUL
    return as_file(scene, exif=exif)


def a_heic(number: int = 3) -> BytesIO:
    """A photo as newer phones keep it, with the place it was taken at."""
    scene = a_scene(number, (640, 480))
    exif = scene.getexif()
    exif[GPS] = SEOUL
    out = BytesIO()
    pillow_heif.from_pillow(scene).save(out, exif=exif.tobytes(), quality=60)
    out.seek(0)
    return out


def a_pdf(
    pages: int = 1, *, password: str = "", owner: str = "", script: str = "", launch: str = ""
) -> BytesIO:
    """A PDF with empty pages, locked or alive if wanted."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    for kind, key, value in (("/JavaScript", "/JS", script), ("/Launch", "/F", launch)):
        if value:
            action = DictionaryObject(
                {NameObject("/S"): NameObject(kind), NameObject(key): TextStringObject(value)}
            )
            writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)
    if password or owner:
        writer.encrypt(password, owner or None, algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    out.seek(0)
    return out


def a_box(name: bytes, content: bytes = b"") -> bytes:
    """One box of a video: its size, its name, its content."""
    return struct.pack(">I4s", 8 + len(content), name) + content


def a_video(
    *, brand: bytes = b"isom", track: bytes = b"vide", data: bytes = b"\x00" * 64, tail: bytes = b""
) -> BytesIO:
    """The boxes of an MP4 with one track; nobody could play it, everybody would know it."""
    handler = a_box(b"hdlr", b"\x00" * 8 + track + b"\x00" * 12)
    movie = a_box(b"moov", a_box(b"trak", a_box(b"mdia", handler)))
    head = a_box(b"ftyp", brand + b"\x00\x00\x02\x00" + brand + b"mp4x")
    return BytesIO(head + movie + a_box(b"mdat", data) + tail)


def a_bomb(parts: int = 3, size: int = 100 * 1024 * 1024) -> BytesIO:
    """An Excel file of a few hundred kilobytes that unpacks to hundreds of megabytes."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("[Content_Types].xml", "<Types/>")
        folder.writestr("xl/workbook.xml", "<x/>")
        for number in range(parts):
            with folder.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=True) as sheet:
                for _ in range(size // 2**20):
                    sheet.write(b"0" * 2**20)
    out.seek(0)
    return out


def a_zip() -> bytes:
    """A packed folder that is no workbook."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as folder:
        folder.writestr("run.exe", b"MZ")
    return out.getvalue()
