"""`python -m chaos`: break the platform in every way, and look what has come of it.

SEED chooses the faults, KILLS how many. Ends with 1 if anything was lost, paid twice or stuck, or
if a bug that was put in on purpose was not found. With names (faults, points, guards, planted) it
does only those parts.
"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

from chaos import place

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path(os.environ.get("CHAOS_DIR") or ROOT / ".data" / "chaos")
place.settle_in(FOLDER)

import django  # noqa: E402 - the servers first

django.setup()
logging.getLogger("config.middleware").setLevel(logging.ERROR)  # a broker that is away is meant

from chaos import page  # noqa: E402
from chaos.sections import SECTIONS  # noqa: E402


def main(names: list[str]) -> int:
    """One part after the other; the page is written whatever was found."""
    place.fill()
    parts = []
    for name in names or SECTIONS:
        parts.append(SECTIONS[name](FOLDER, say))
        page.write([parts[-1].section])
        say(parts[-1].line)
    say("; ".join(part.line for part in parts))
    return 0 if all(part.is_well for part in parts) else 1


def say(words: str) -> None:
    """As it happens."""
    print(words, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
