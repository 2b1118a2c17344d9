"""`manage.py indicator NAME --input FILE.csv`: a rate of anyone's data, without a database.

Ends with 0 where there is an answer, also where it is that the value cannot be evaluated, and with
2 where there is none (no such indicator, no such file, no such column); the reason stands on
standard error. docs/indicators.md says which headers are understood.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.domain.errors import RuleBroken
from programs.domain.indicators import Asked, Level
from programs.selectors import worked_indicators as worked

REFUSED = 2


class Command(BaseCommand):
    help = "Work out a safety indicator from a CSV file; no database is needed."
    requires_system_checks = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        kwargs.update(formatter_class=RawDescriptionHelpFormatter, epilog=__doc__)
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", nargs="?", metavar="NAME", help="trir, 강도율, …; see --list")
        parser.add_argument("--input", type=Path, metavar="FILE.csv")
        parser.add_argument("--list", action="store_true", help="every indicator that ships")
        parser.add_argument("--by", default="", metavar="COLUMN", help="one value for each group")
        parser.add_argument("--rows", action="store_true", help="one value for each row")
        parser.add_argument("--to", default="", metavar="NAME", help="say it in another's unit")
        parser.add_argument("--on", type=date.fromisoformat, metavar="DATE", help="look that day")
        parser.add_argument("--assume-hours", type=int, metavar="H", help="a year, per worker")
        parser.add_argument("--level", choices=list(Level), default=Level.PROGRAM.value)
        parser.add_argument("--whole", action="store_true", help="one unknown row: no value")
        parser.add_argument("--lang", choices=["ko", "en"], default=settings.LANGUAGE_CODE[:2])
        parser.add_argument("--json", action="store_true", help="print the answer as JSON")

    def handle(self, **options: Any) -> None:
        with override(options["lang"]):
            try:
                answer = _answer(options)
            except RuleBroken as refusal:
                raise CommandError(worked.said(refusal.sentence), returncode=REFUSED) from refusal
            if options["json"]:
                self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
                return
            for line in _listed(answer) if options["list"] else _lines(answer):
                self.stdout.write(line)


def _answer(options: dict[str, Any]) -> worked.Answer:
    if options["list"]:
        return worked.indicators_listed()
    if options["name"] is None or options["input"] is None:
        raise RuleBroken("Name an indicator and a file: manage.py indicator NAME --input FILE.csv")
    asked = Asked(
        hours_per_worker=options["assume_hours"],
        on=options["on"],
        level=Level(options["level"]),
        whole=options["whole"],
    )
    question = worked.Question(
        options["name"], options["by"], options["rows"], options["to"], asked
    )
    return worked.indicator_answered(_content(options["input"]), question)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        said = _("%(path)s cannot be read: %(fault)s.") % {"path": path, "fault": fault.strerror}
        raise CommandError(said, returncode=REFUSED) from fault


def _listed(answer: worked.Answer) -> Iterator[str]:
    for family in answer["families"]:
        yield _named(family["name"])
        for one in family["indicators"]:
            yield f"  {one['key']}: {_named(one['name'])} = {_named(one['formula'])}"


def _lines(answer: worked.Answer) -> Iterator[str]:
    yield f"{_named(answer['name'])}: {_said(answer)}"
    yield f"  {answer['formula']}"
    if "converted" in answer:
        yield f"  = {answer['converted']['value']} {_named(answer['converted']['unit'])}"
    yield from (f"  {one['group']}: {_said(one)}" for one in answer.get("groups", ()))
    yield from (f"  {one['row']}: {_said(one)}" for one in answer.get("each", ()))
    yield from (f"  ! {flag}" for flag in answer["flags"])
    yield from (f"  - {one['row']}: {one['reason']}" for one in answer["excluded"])


def _said(one: worked.Answer) -> str:
    if "verdict" in one:
        return f"{_('Cannot be evaluated')}. {one['reason']}"
    under = "" if one["denominator"] is None else f" ÷ {one['denominator']}"
    unit = f" {_named(one['unit'])}" if "unit" in one else ""
    return f"{one['value']}{unit} ({one['numerator']}{under})"


def _named(name: dict[str, str]) -> str:
    return worked.in_language(name)
