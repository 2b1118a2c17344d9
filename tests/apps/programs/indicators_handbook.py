"""`docs/indicators.md` read by a machine: its files, its commands, and its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from django.core.management import CommandError, call_command

from programs.domain.indicators import CATALOGUE, Definition
from programs.domain.indicators.headers import wanted
from programs.domain.indicators.quantities import QUANTITIES

PATH = Path(__file__).resolve().parents[3] / "docs" / "indicators.md"
FILE = re.compile(r"<!-- file: (?P<name>[\w.]+) -->\n```csv\n(?P<csv>.*?)```", re.DOTALL)
CONSOLE = re.compile(r"```console\n(?P<typed>.*?)```", re.DOTALL)


def printed(command: str) -> tuple[str, int]:
    """What a person sees, and how it ends."""
    program, verb, *rest = command.split()
    assert (program, verb) == ("manage.py", "indicator")
    out = StringIO()
    try:
        call_command("indicator", *rest, stdout=out)
    except CommandError as refusal:
        return f"{out.getvalue()}CommandError: {refusal}\n", refusal.returncode
    return out.getvalue(), 0


def typed(text: str) -> Iterator[tuple[str, str]]:
    """Each command with what is shown below it."""
    for console in CONSOLE.finditer(text):
        for found in re.split(r"^\$ ", console["typed"], flags=re.MULTILINE)[1:]:
            command, _line, below = found.partition("\n")
            yield command, below


def headers_table() -> str:
    """Every quantity with its headers."""
    used = {key for one in CATALOGUE.values() for key in wanted(one)}
    lines = ["| quantity | headers |", "|---|---|"]
    for key, one in QUANTITIES.items():
        if key not in used:
            continue
        loose = f" \\| {', '.join(one.loose)}" if one.loose else ""
        headers = ", ".join(dict.fromkeys(one.headers))
        lines.append(f"| {one.name.en} ({one.name.ko}) | {headers}{loose} |")
    return "\n".join(lines)


def catalogue_table() -> str:
    """Every indicator that ships."""
    lines = [
        "| key | name | formula | unit | threshold | decimals | better | source |",
        "|---|---|---|---|---|---|---|---|",
    ]
    lines += [_line(one) for one in CATALOGUE.values()]
    return "\n".join(lines)


def _line(one: Definition) -> str:
    days = "–" if one.absence_days is None else f"{one.absence_days} d"
    better = one.direction.value if one.pays else f"{one.direction.value}, never paid"
    cells = (
        f"`{one.key}`", one.name.ko, one.formula.en, one.unit.en, days, str(one.places), better,
        one.source.en,
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"
