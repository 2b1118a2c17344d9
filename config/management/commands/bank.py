"""`manage.py bank ASKED.csv TOLD.csv`: the bank on the other side of the file, made up.

A second program: it reads the bytes that we hand out and writes an answer, and knows nothing of
the code that made them.
"""

from __future__ import annotations

import csv
from argparse import ArgumentParser
from collections import Counter
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

ENCODINGS = ("utf-8-sig", "cp949")
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
        parser.add_argument("--encoding", choices=ENCODINGS, default=ENCODINGS[0])

    def handle(self, **options: Any) -> None:
        lines = _lines(options["asked"])
        chosen = _chosen([line["key"] for line in lines], options)
        on = timezone.localdate().isoformat()
        answers = [_answer(line, state=chosen.get(line["key"], PAID), on=on) for line in lines]
        _write(options["told"], answers, options["encoding"])
        found = Counter(answer["state"] for answer in answers)
        said = ", ".join(f"{found[state]} {state}" for state in (PAID, FAILED, RETURNED))
        self.stdout.write(f"{len(lines)} read: {said}.")


def _chosen(keys: list[str], options: dict[str, Any]) -> dict[str, str]:
    """Which lines are not simply paid; a key that was never asked for is a slip of the finger."""
    many = options["fail"]
    if not 0 <= many <= len(keys):
        raise CommandError(f"The file has {len(keys)} lines; --fail takes 0 to {len(keys)}.")
    refused = {*keys[len(keys) - many :], *options["refuse"]}
    back = set(options["send_back"])
    if unknown := sorted((refused | back) - set(keys)):
        raise CommandError(f"The file has no line {', '.join(unknown)}.")
    if both := sorted(refused & back):
        raise CommandError(f"{', '.join(both)} cannot be refused and sent back. Choose one.")
    return dict.fromkeys(refused, FAILED) | dict.fromkeys(back, RETURNED)


def _lines(path: Path) -> list[dict[str, str]]:
    sheet = csv.DictReader(StringIO(_text(path), newline=""))
    if missing := [name for name in NEEDED if name not in (sheet.fieldnames or [])]:
        raise CommandError(f"{path.name} has no column {', '.join(missing)}.")
    lines = list(sheet)
    if not lines:
        raise CommandError(f"{path.name} asks for no payment.")
    for number, line in enumerate(lines, start=2):
        if empty := [name for name in NEEDED if not line[name]]:
            raise CommandError(f"{path.name}, row {number}: {', '.join(empty)} is empty.")
    if twice := sorted(key for key, n in Counter(line["key"] for line in lines).items() if n > 1):
        raise CommandError(f"{path.name} asks more than once for {', '.join(twice)}.")
    return lines


def _text(path: Path) -> str:
    """As a bank would read it, in either of the encodings that we may send."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from None
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CommandError(f"{path.name} is no text in {' or '.join(ENCODINGS)}.")


def _write(path: Path, answers: list[dict[str, str]], encoding: str) -> None:
    try:
        with path.open("w", encoding=encoding, newline="") as file:
            sheet = csv.DictWriter(file, ANSWER)
            sheet.writeheader()
            sheet.writerows(answers)
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from None


def _answer(line: dict[str, str], *, state: str, on: str) -> dict[str, str]:
    return {
        **{name: line[name] for name in NEEDED},
        "state": state,
        "reason": "" if state == PAID else "예금주 불일치",
        "settled_on": "" if state == FAILED else on,
    }
