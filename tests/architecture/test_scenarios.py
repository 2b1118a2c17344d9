"""What `docs/scenarios.md` says is told by a test is told by one that exists."""

from __future__ import annotations

import ast
import re

import pytest

from tests.architecture.house import ROOT

PAGE = (ROOT / "docs" / "scenarios.md").read_text()
ALL = set(range(1, 21))
NUMBER = re.compile(r"^\| (\d+) \|", re.MULTILINE)
FILE = re.compile(r"\]\(\.\./(tests/[\w/]+\.py)\)")
NAMED = re.compile(r"`(test_\w+)`")


def rows() -> dict[int, str]:
    """What stands in the line of each scenario."""
    return {int(found[1]): line for line in PAGE.splitlines() if (found := NUMBER.match(line))}


def names_in(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def told() -> list[str]:
    """Lines that name a test."""
    return [line for line in PAGE.splitlines() if NAMED.search(line)]


def test_every_scenario_is_told_or_owed() -> None:
    (owed,) = re.findall(r"^Without a test yet: ([\d, ]*)", PAGE, re.MULTILINE) or [""]
    assert rows().keys() == ALL - {int(number) for number in re.findall(r"\d+", owed)}


@pytest.mark.parametrize("number", sorted(rows()))
def test_a_scenario_names_a_test(number: int) -> None:
    assert NAMED.search(rows()[number])


@pytest.mark.parametrize("line", told())
def test_a_test_that_is_named_exists(line: str) -> None:
    """Each name is looked for in the file that stands before it."""
    for part in re.split(r"(?=\[tests/)", line)[1:]:
        path = FILE.search(part)
        assert path, part
        assert set(NAMED.findall(part)) <= names_in(path[1]), path[1]
