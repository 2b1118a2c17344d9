"""The examples of `docs/evaluation.md`, read by a machine."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PATH = Path(__file__).resolve().parents[4] / "docs" / "evaluation.md"
TEXT = PATH.read_text(encoding="utf-8")
EXAMPLE = re.compile(r"<!-- example: (\w+) -->\n((?:```.*?\n```\n)+)", re.DOTALL)
BLOCK = re.compile(r"```(csv|json params|json answer)\n(.*?)```\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Example:
    """A table and parameters for a design, and what has to come out."""

    name: str
    design: str
    table: bytes | None
    params: Any
    answer: Any


def examples() -> list[Example]:
    """All of them, in order."""
    return [
        _example(f"{design}-{place}", design, dict(BLOCK.findall(blocks)))
        for place, (design, blocks) in enumerate(EXAMPLE.findall(TEXT))
    ]


def section(heading: str) -> str:
    """What stands under a heading of the second rank."""
    (_before, _, rest) = TEXT.partition(f"\n## {heading}\n")
    return rest.partition("\n## ")[0]


def _example(name: str, design: str, blocks: dict[str, str]) -> Example:
    table = blocks["csv"].encode() if "csv" in blocks else None
    params = json.loads(blocks.get("json params", "{}"))
    return Example(name, design, table, params, json.loads(blocks["json answer"]))


def differences(said: Any, found: Any, place: str = "") -> list[str]:
    """Where an answer is not what is said; numbers agree to the digits that are said."""
    if isinstance(said, dict):
        return [d for key in said for d in differences(said[key], found[key], f"{place}.{key}")]
    if isinstance(said, list):
        lengths = [f"{place}: {len(found)} instead of {len(said)}"] * (len(said) != len(found))
        pairs = enumerate(zip(said, found, strict=False))
        return lengths + [d for i, (a, b) in pairs for d in differences(a, b, f"{place}[{i}]")]
    return [] if _same(said, found) else [f"{place}: {found} instead of {said}"]


def _same(said: Any, found: Any) -> bool:
    if isinstance(said, bool) or not isinstance(said, int | float) or found is None:
        return bool(said == found)
    digits = len(repr(said).partition(".")[2])
    return bool(abs(said - found) <= max(0.51 * 10.0**-digits, 4e-15 * abs(said)))
