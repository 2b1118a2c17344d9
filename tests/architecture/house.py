"""Where the rooms are and what is in them, for the tests that read the house as text."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ORDER = [
    "core",
    "audit",
    "people",
    "companies",
    "ledger",
    "programs",
    "outcomes",
    "payouts",
    "reports",
]
RANK = {room: place for place, room in enumerate(ORDER)} | {"ledger": ORDER.index("companies")}
ROOMS = [*ORDER, "config"]
SOURCES = sorted(
    path for room in ROOMS for path in (ROOT / room).rglob("*.py") if "migrations" not in path.parts
)
DOORS = {"views", "api", "tasks", "admin", "management"}


@cache
def tree(path: Path) -> ast.Module:
    """A file as Python sees it."""
    return ast.parse(path.read_text())


def room(path: Path) -> str:
    """The room that a file stands in."""
    return path.relative_to(ROOT).parts[0]


def floor(path: Path) -> str:
    """The floor of its room that a file stands on."""
    return Path(path.relative_to(ROOT).parts[1]).stem


def place(path: Path, node: ast.AST | None = None) -> str:
    """How an offender is named, so that an editor can jump there."""
    line = f":{node.lineno}" if isinstance(node, ast.expr | ast.stmt | ast.alias) else ""
    return f"{path.relative_to(ROOT)}{line}"


def on_floor(*names: str) -> list[Path]:
    """Every file that stands on one of these floors, in every room but the front of the house."""
    return [path for path in SOURCES if room(path) in RANK and floor(path) in names]


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    """The functions at the top of a file."""
    return (node for node in tree(path).body if isinstance(node, ast.FunctionDef))


def called(node: ast.AST) -> set[str]:
    """Names of everything that is called in a piece of code."""
    calls = (n.func for n in ast.walk(node) if isinstance(n, ast.Call))
    return {getattr(f, "id", getattr(f, "attr", "")) for f in calls}
