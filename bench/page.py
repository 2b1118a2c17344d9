"""Write docs/benchmarks.md from what was just measured, never by hand."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"


def section_of(title: str, *, told: str, versions: dict[str, str], table: str) -> str:
    """One thing measured: how, with which versions, and the figures."""
    parts = ", ".join(f"{name} {version}" for name, version in versions.items())
    return f"## {title}\n\n{told}\n\n{parts}\n\n{table}\n"


def text_of(sections: Iterable[str], *, at: datetime) -> str:
    """The whole page; running again replaces it."""
    head = (
        "# Measured\n\n"
        "Written by `make bench` from its own run; nothing here is typed by hand.\n\n"
        f"{at:%Y-%m-%d} · {os.cpu_count()} cores · {platform.system()} {platform.machine()} · "
        f"Python {platform.python_version()}\n"
    )
    return "\n".join((head, *sections))


def write(text: str) -> Path:
    """Replace the page."""
    PAGE.write_text(text, encoding="utf-8")
    return PAGE


def replaced(text: str, sections: Iterable[str]) -> str:
    """The page with these sections put in place of those of the same title, or behind them all."""
    head, *there = re.split(r"^(?=## )", text, flags=re.MULTILINE)
    parts = {_title(part): part.rstrip("\n") for part in there}
    parts |= {_title(part): part.rstrip("\n") for part in sections}
    return "\n\n".join((head.rstrip("\n"), *parts.values())) + "\n"


def _title(part: str) -> str:
    return part.partition("\n")[0]
