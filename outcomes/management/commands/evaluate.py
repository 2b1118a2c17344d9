"""`manage.py evaluate --design NAME --input FILE.csv [--params FILE.json] [--json]`: no database.

Runs a design of docs/evaluation.md on anyone's table. Ends with 0 where there is an answer, also
where it is “cannot be evaluated”, and with 2 where there is none (no such file, no table, a
parameter or a column that makes no sense); refusals are written to standard error.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.domain.errors import RuleBroken
from core.domain.json_text import json_from
from core.translation import AS_WRITTEN, in_words
from outcomes.domain.evaluation.studies import STUDIES
from outcomes.selectors.studies import study_document, study_lines

REFUSED = 2


class Command(BaseCommand):
    help = "Run an evaluation design on a table of counts and exposures; no database is needed."
    requires_system_checks = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        kwargs.update(formatter_class=RawDescriptionHelpFormatter, epilog=__doc__)
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--design", required=True, choices=list(STUDIES))
        parser.add_argument("--input", type=Path, metavar="FILE.csv")
        parser.add_argument("--params", type=Path, metavar="FILE.json")
        parser.add_argument("--lang", choices=["ko", "en"], default=settings.LANGUAGE_CODE[:2])
        parser.add_argument("--json", action="store_true", help=_("print the answer as JSON"))

    def handle(self, **options: Any) -> None:
        with override(options["lang"]):
            try:
                document = _document(options["design"], options["input"], options["params"])
            except RuleBroken as refusal:
                said = in_words(refusal.sentence, AS_WRITTEN)
                raise CommandError(said, returncode=REFUSED) from refusal
            if options["json"]:
                text = json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)
                self.stdout.write(text)
            else:
                for line in study_lines(document, options["lang"]):
                    self.stdout.write(line)


def _document(design: str, table: Path | None, params: Path | None) -> dict[str, Any]:
    content = None if table is None else _read(table)
    asked = {} if params is None else json_from(_read(params), name=params.name)
    return study_document(design, content=content, params=asked)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        said = _("%(path)s cannot be read: %(fault)s.") % {"path": path, "fault": fault.strerror}
        raise CommandError(said, returncode=REFUSED) from fault
