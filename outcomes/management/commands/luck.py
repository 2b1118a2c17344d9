"""`manage.py luck --params FILE.json [--json]`: what luck alone would pay, without a database.

The file and its members are described in docs/luck.md. Ends with 0 where there is an answer and
with 2 where there is none (no such file, no JSON, a question that makes no sense); refusals are
written to standard error.
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
from outcomes.domain.luck import luck, question_from
from outcomes.selectors.luck import luck_document, luck_lines

REFUSED = 2


class Command(BaseCommand):
    help = "What a target pays if nothing is done, and if its promise is real; no database needed."
    requires_system_checks = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        kwargs.update(formatter_class=RawDescriptionHelpFormatter, epilog=__doc__)
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--params", type=Path, required=True, metavar="FILE.json")
        parser.add_argument("--lang", choices=["ko", "en"], default=settings.LANGUAGE_CODE[:2])
        parser.add_argument("--json", action="store_true", help=_("print the answer as JSON"))

    def handle(self, **options: Any) -> None:
        with override(options["lang"]):
            try:
                answer = luck(question_from(_read(options["params"])))
            except RuleBroken as refusal:
                said = in_words(refusal.sentence, AS_WRITTEN)
                raise CommandError(said, returncode=REFUSED) from refusal
            if options["json"]:
                document = luck_document(answer)
                self.stdout.write(json.dumps(document, ensure_ascii=False, indent=2))
            else:
                for line in luck_lines(answer):
                    self.stdout.write(line)


def _read(path: Path) -> Any:
    try:
        content = path.read_bytes()
    except OSError as fault:
        said = _("%(path)s cannot be read: %(fault)s.") % {"path": path, "fault": fault.strerror}
        raise CommandError(said, returncode=REFUSED) from fault
    return json_from(content, name=path.name)
