"""The terms have one door: what stands behind it can be replaced without anybody noticing."""

from __future__ import annotations

import ast
import sys

from tests.architecture.house import ROOT, SOURCES, place, tree

DOOR = "programs.domain.terms"
MANY_AT_ONCE = f"{DOOR}.bulk"  # a second door: only who prices many cases loads numpy
INSIDE = ROOT / "programs" / "domain" / "terms"


def test_nobody_looks_behind_the_door_of_the_terms() -> None:
    behind = [
        place(path, node)
        for path in SOURCES
        if not path.is_relative_to(INSIDE)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith(f"{DOOR}.")
        and node.module != MANY_AT_ONCE
    ]
    assert not behind


def test_the_terms_know_nothing_of_the_programme_around_them() -> None:
    outside = [
        place(path, node)
        for path in INSIDE.rglob("*.py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").split(".")[0] not in sys.stdlib_module_names | {"numpy"}
        and not (node.module or "").startswith(("core.domain.", DOOR))
    ]
    assert not outside
