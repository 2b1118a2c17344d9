"""The people of the stories, a mailbox, and small files of every kind."""

from __future__ import annotations

import re
import zipfile
from datetime import datetime
from hashlib import shake_256
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from outcomes.models import Confirmation, Measurement
from outcomes.services import ask_worksite
from people.models import User
from tests.doors import signed_in
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


def a_busy_photo(of: str = "afterwards") -> BytesIO:
    """A picture that can hardly be made smaller: every dot is another colour."""
    out = BytesIO()
    noise = shake_256(of.encode()).digest(320 * 320 * 3)
    Image.frombytes("RGB", (320, 320), noise).save(out, "PNG")
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


def english(user: User) -> Client:
    """A signed-in browser that reads English."""
    browser = signed_in(user)
    browser.cookies["django_language"] = "en"
    return browser


def page(user: User, name: str, *args: object, status: int = 200, **query: str | int) -> str:
    """What a person reads on a page of this room."""
    response = english(user).get(reverse(f"outcomes:{name}", args=args), query)
    html: str = response.content.decode()
    assert response.status_code == status, html[:2000]
    return html


def sent(
    user: User, name: str, *args: object, status: int = 302, data: dict[str, Any] | None = None
) -> str:
    """Where a form leads, or what it says when it comes back."""
    response = english(user).post(reverse(f"outcomes:{name}", args=args), data or {})
    html: str = response.content.decode()
    assert response.status_code == status, html[:3000]
    return response["Location"] if status == 302 else html


def hidden(html: str, name: str) -> str:
    """What a page carries along in a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]+)"', html)
    assert found
    return found[1]


def asked(measurement: Measurement, *, by: User, at: datetime) -> tuple[Confirmation, str]:
    """The worksite gets a link about this very measurement."""
    match_id = measurement.target.match_id
    assert match_id
    return ask_worksite(match_id=match_id, measurement_id=measurement.pk, by=by, at=at)
