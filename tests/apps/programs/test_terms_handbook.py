"""The tutorial of `docs/terms.md`, typed as it stands: every command prints what is shown there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.domain.programs.terms.handbook import TEXT

FILE_OR_CONSOLE = re.compile(
    r"<!-- file: (?P<name>[\w.]+) -->\n```json\n(?P<json>.*?\n)```|```console\n(?P<typed>.*?)```",
    re.DOTALL,
)


def printed(command: str) -> tuple[str, int]:
    """What a person sees, and how it ends; what goes into a file is not seen."""
    words, _to, file = command.partition(" > ")
    name, verb, *rest = words.split()
    assert (name, verb) == ("manage.py", "terms")
    out = StringIO()
    try:
        call_command("terms", *rest, stdout=out)
    except CommandError as refusal:
        return f"{out.getvalue()}CommandError: {refusal}\n", refusal.returncode
    if file:
        Path(file).write_text(out.getvalue())
        return "", 0
    return out.getvalue(), 0


def typed(text: str) -> Iterator[tuple[str, str]]:
    """Each command with what is shown below it."""
    for found in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _line, below = found.partition("\n")
        yield command, below


def test_the_tutorial_as_it_is_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    verbs = set()
    for found in FILE_OR_CONSOLE.finditer(TEXT):
        if found["name"]:
            (tmp_path / found["name"]).write_text(found["json"], encoding="utf-8")
            continue
        for command, shown in typed(found["typed"]):
            assert printed(command) == (shown, int("CommandError" in shown)), command
            verbs.add(command.split()[2])
    assert verbs == {"check", "price", "bound", "explain", "diff", "schema"}


def test_what_is_shown_is_all_that_is_tried() -> None:
    assert TEXT.count("manage.py terms ") == sum(
        len(list(typed(found["typed"])))
        for found in FILE_OR_CONSOLE.finditer(TEXT)
        if found["typed"]
    )
