"""Numbers that must come out, read in place; absent on a machine without them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

FILE = Path(__file__).resolve().parents[5] / "shared/vectors/statistics.json"
DATA = FILE.parents[1] / "data"
present = pytest.mark.skipif(not FILE.exists(), reason=f"{FILE.name} is not on this machine")


@cache
def _all() -> dict[str, Any]:
    return {one["id"]: one for one in json.loads(FILE.read_text())["vectors"]}


def vector(name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Inputs and expected numbers of one of them."""
    one = _all()[name]
    return one["inputs"], one["expected"]
