"""The people of the stories, a mailbox, and small files of every kind."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from PIL import Image

from tests.people import *  # noqa: F403


@pytest.fixture
def photo() -> BytesIO:
    """A photograph of a press with its guard."""
    return a_photo()


def a_photo(
    colour: str = "navy", size: tuple[int, int] = (1600, 1200), kind: str = "JPEG"
) -> BytesIO:
    """A picture in one colour."""
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    out.seek(0)
    return out


def a_workbook(*extra: str) -> BytesIO:
    """The least that is an Excel file."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        for name in ("xl/workbook.xml", *extra):
            parts.writestr(name, "<x/>")
    out.seek(0)
    return out
