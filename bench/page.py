"""Write docs/benchmarks.md from what was just measured, never by hand."""

from __future__ import annotations

import os
import platform
from datetime import datetime
from pathlib import Path

from bench.clock import Measured

PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
HEAD = "| step | rows | seconds | rows per second | queries per row |\n|---|--:|--:|--:|--:|"


def text_of(lines: list[Measured], *, at: datetime, versions: dict[str, str]) -> str:
    """The whole page; running again replaces it."""
    rows = "\n".join(
        f"| {one.what} | {one.rows:,} | {one.seconds:.2f} | {one.per_second:,.1f} "
        f"| {one.queries_per_row:.1f} |"
        for one in lines
    )
    parts = ", ".join(f"{name} {version}" for name, version in versions.items())
    return (
        "# The main job, measured\n\n"
        "Written by `make bench` from its own run; nothing here is typed by hand. The targets are "
        "brought to verification by the real services, on a durable embedded PostgreSQL (fsync), "
        "one process, one row at a time, a transaction each.\n\n"
        f"{at:%Y-%m-%d} · {os.cpu_count()} cores · {platform.system()} {platform.machine()} · "
        f"{parts}\n\n{HEAD}\n{rows}\n"
    )


def write(text: str) -> Path:
    """Replace the page."""
    PAGE.write_text(text, encoding="utf-8")
    return PAGE
