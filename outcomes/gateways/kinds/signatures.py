"""The first bytes of a file, held against what is known about kinds of files."""

from __future__ import annotations

from pathlib import Path

import puremagic


def signatures_of(path: Path) -> frozenset[str]:
    """Every content type that the first and last bytes allow; none for an unknown one."""
    try:
        return frozenset(match.mime_type for match in puremagic.magic_file(path))
    except (puremagic.PureError, ValueError):
        return frozenset()
