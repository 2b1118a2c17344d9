"""`docs/indicators.md` as it stands: every command prints what is shown there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.apps.programs.indicators_handbook import (
    FILE,
    PATH,
    catalogue_table,
    headers_table,
    printed,
    typed,
)

TEXT = PATH.read_text(encoding="utf-8")


def test_the_page_as_it_is_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for found in FILE.finditer(TEXT):
        (tmp_path / found["name"]).write_text(found["csv"], encoding="utf-8")
    tried = 0
    for command, shown in typed(TEXT):
        assert printed(command) == (shown, 2 if "CommandError" in shown else 0), command
        tried += 1
    assert tried == TEXT.count("$ manage.py indicator") > 10


def test_the_tables_are_those_of_the_program() -> None:
    assert headers_table() in TEXT
    assert catalogue_table() in TEXT
