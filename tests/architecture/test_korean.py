"""Both languages are complete: English is the code itself, Korean has every text of it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = Path("locale/ko/LC_MESSAGES/django.po")
PLACEHOLDER = re.compile(r"%\([a-z_0-9]+\)[sd]")
ROOMS = ("audit", "companies", "config", "core", "ledger", "outcomes", "payouts", "people")


def catalogue(root: Path) -> Catalog:
    with (root / CATALOGUE).open("rb") as file:
        return read_po(file, locale="ko")


def texts(message: Message) -> tuple[str, str]:
    """Its English and its Korean, the plural where there are two."""
    english = message.id if isinstance(message.id, str) else message.id[-1]
    written = message.string or ""
    korean = written if isinstance(written, str) else written[-1]
    return english, korean


MESSAGES = [message for message in catalogue(ROOT) if message.id]


def test_no_text_is_without_korean_and_none_is_a_guess() -> None:
    assert len(MESSAGES) > 1000
    assert not [m.id for m in MESSAGES if m.fuzzy or not texts(m)[1].strip()]


def test_korean_says_the_same_values() -> None:
    differ = [
        m.id
        for m in MESSAGES
        if Counter(PLACEHOLDER.findall(texts(m)[0])) != Counter(PLACEHOLDER.findall(texts(m)[1]))
    ]
    assert not differ


@pytest.mark.skipif(not shutil.which("xgettext"), reason="GNU gettext is not on this machine")
def test_every_text_of_the_code_is_in_the_catalogue(tmp_path: Path) -> None:
    for name in (*ROOMS, "programs", "reports", "templates", "locale"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("*.mo"))
    shutil.copy(ROOT / "manage.py", tmp_path)
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "--locale", "ko"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    known = {message.id for message in MESSAGES}
    assert not [m.id for m in catalogue(tmp_path) if m.id and m.id not in known]
