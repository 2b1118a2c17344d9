"""`manage.py bank ASKED.csv TOLD.csv`: the bank on the other side of the file, made up.

A second program: it reads the bytes that we hand out and writes an answer, and knows nothing of
the code that made them.
"""

from __future__ import annotations

import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

NEEDED = ("key", "account", "amount")
PAID, FAILED, RETURNED = "paid", "failed", "returned"
ANSWER = ("key", "account", "amount", "state", "reason", "settled_on")


class Command(BaseCommand):
    """Pays every line, except those it is told to refuse or to send back."""

    help = "Answer a bank file as a bank would (for the demo and for tests)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("asked", type=Path, help="the file with our instructions")
        parser.add_argument("told", type=Path, help="where to write the answer")
        parser.add_argument("--fail", type=int, default=0, help="refuse so many of the last lines")
        parser.add_argument("--refuse", action="append", default=[], help="refuse this key")
        parser.add_argument("--send-back", action="append", default=[], help="return this key")
        parser.add_argument("--encoding", default="utf-8-sig", help="utf-8-sig or cp949")

    def handle(self, **options: Any) -> None:
        lines = _lines(options["asked"])
        chosen = _chosen([line["key"] for line in lines], options)
        on = timezone.localdate().isoformat()
        with options["told"].open("w", encoding=options["encoding"], newline="") as file:
            sheet = csv.DictWriter(file, ANSWER)
            sheet.writeheader()
            for line in lines:
                sheet.writerow(_answer(line, state=chosen.get(line["key"], PAID), on=on))
        self.stdout.write(f"{len(lines)} lines read, {len(lines) - len(chosen)} paid.")


def _chosen(keys: list[str], options: dict[str, Any]) -> dict[str, str]:
    """Which lines are not simply paid; a key that was never asked for is a slip of the finger."""
    last = keys[-options["fail"] :] if options["fail"] else []
    chosen = dict.fromkeys([*last, *options["refuse"]], FAILED)
    chosen |= dict.fromkeys(options["send_back"], RETURNED)
    if unknown := sorted(chosen.keys() - set(keys)):
        raise CommandError(f"The file has no line {', '.join(unknown)}.")
    return chosen


def _lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        sheet = csv.DictReader(file)
        if missing := [name for name in NEEDED if name not in (sheet.fieldnames or [])]:
            raise CommandError(f"{path.name} has no column {', '.join(missing)}.")
        return list(sheet)


def _answer(line: dict[str, str], *, state: str, on: str) -> dict[str, str]:
    return {
        **{name: line[name] for name in NEEDED},
        "state": state,
        "reason": "" if state == PAID else "예금주 불일치",
        "settled_on": "" if state == FAILED else on,
    }
