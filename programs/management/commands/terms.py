"""`manage.py terms check|price|bound|explain|diff|schema FILE…`: payment terms without a database.

Ends with 0 where all is well, with 1 where the answer is a bad one (errors in the terms, an amount
that cannot be evaluated), and with 2 where there is no answer (no such file, no JSON, terms or a
case that make no sense). Answers are written to standard output, refusals to standard error.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.domain.errors import RuleBroken
from core.domain.json_text import json_from
from programs.domain.terms import json_schema
from programs.selectors import worked_terms as worked

MOST_BYTES = 32 * 1024 * 1024
BAD, REFUSED = 1, 2


class Verb(NamedTuple):
    """How many files it takes, who answers, and how the answer is printed."""

    files: str
    least: int
    most: int
    ask: Callable[..., worked.Answer]
    lines: Callable[[worked.Answer], Iterator[str]]


class Command(BaseCommand):
    help = "Check, price, bound, explain or compare payment terms; no database is needed."
    requires_system_checks = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        kwargs.update(formatter_class=RawDescriptionHelpFormatter, epilog=__doc__)
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=[*VERBS, "schema"])
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help=FILES)
        parser.add_argument("--lang", choices=["ko", "en"], default=settings.LANGUAGE_CODE[:2])
        parser.add_argument("--json", action="store_true", help="print the answer as JSON")

    def handle(self, **options: Any) -> None:
        with override(options["lang"]):
            if options["verb"] == "schema":
                self._print(json_schema())
                return
            verb = VERBS[options["verb"]]
            answer = _answer(options["verb"], verb, options["files"])
            if options["json"]:
                self._print(answer)
            else:
                for line in verb.lines(answer):
                    self.stdout.write(line)
            _judge(answer)

    def _print(self, answer: Mapping[str, Any]) -> None:
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))


def _answer(name: str, verb: Verb, paths: list[Path]) -> worked.Answer:
    if not verb.least <= len(paths) <= verb.most:
        said = _("“%(verb)s” takes %(files)s.") % {"verb": name, "files": verb.files}
        raise CommandError(said, returncode=REFUSED)
    try:
        return verb.ask(*(_read(path) for path in paths))
    except RuleBroken as refusal:
        said = worked.in_words(refusal.sentence)
        raise CommandError(_called(said, refusal.field, paths), returncode=REFUSED) from refusal


def _called(said: str, field: str, paths: list[Path]) -> str:
    """A refusal with the name of the file that it speaks of, where there are several."""
    files = {"sheet": 0, "other": 1, "case": 1}
    found = files.get(field.partition(".")[0])
    return said if found is None or len(paths) == 1 else f"{paths[found].name}: {said}"


def _read(path: Path) -> Any:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as fault:
        said = _("%(path)s cannot be read: %(fault)s.") % {"path": path, "fault": fault.strerror}
        raise CommandError(said, returncode=REFUSED) from fault
    if len(content) > MOST_BYTES:
        raise RuleBroken(
            "%(name)s has more than %(most)s bytes. Shorten it.", name=path.name, most=MOST_BYTES
        )
    return json_from(content, name=path.name)


def _judge(answer: worked.Answer) -> None:
    if answer.get("errors"):
        raise CommandError(_("These terms cannot be signed yet; see above."), returncode=BAD)
    if answer.get("is_complete") is False:
        raise CommandError(_("Some amounts cannot be evaluated; see above."), returncode=BAD)


def _of(subject: str, label: str) -> str:
    return f"{label} [{subject}]" if subject else label


def _why(row: Mapping[str, Any]) -> str:
    return f" ({' '.join(row['why'])})" if row["why"] else ""


def _checked(answer: worked.Answer) -> Iterator[str]:
    severities = {"error": _("error"), "warning": _("warning")}
    for one in answer["problems"]:
        yield f"{severities[one['severity']]}: {one['sentence']}"
    if not answer["problems"]:
        yield _("Nothing is wrong with these terms.")


def _priced(answer: worked.Answer) -> Iterator[str]:
    for one in answer["lines"]:
        yield f"{_of(one['subject'], one['label'])}: {one['working']} → {one['told']}"
    for one in answer["reports"]:
        yield f"= {_of(one['subject'], one['label'])}: {one['told']}{_why(one)}"
    for one in answer["amounts"]:
        due = _(", due %(due)s") % one if one["due"] else ""
        who = f"{one['payer_told']} → {one['payee_told']}{due}"
        yield f"= {_of(one['subject'], one['label'])}: {one['told']}{_why(one)} · {who}"


def _bounded(answer: worked.Answer) -> Iterator[str]:
    for one in answer["outputs"]:
        yield _("%(label)s: at most %(told)s") % one
    yield _("In all at most %(told)s") % answer
    if answer["returned"]:
        yield _("At most %(told_returned)s can come back to payers") % answer


def _explained(answer: worked.Answer) -> Iterator[str]:
    for article in answer["articles"]:
        yield article["heading"]
        yield from (f"  {one['number']}. {one['sentence']}" for one in article["sentences"])


def _compared(answer: worked.Answer) -> Iterator[str]:
    yield from answer["sentences"] or [_("Nothing changes.")]
    for one in answer["differences"]:
        label = _of(one["subject"], one["label"])
        where = (
            _("Case %(number)s") % {"number": one["case"] + 1} if one["case"] is not None else ""
        )
        told = f"{one['old']['told']} → {one['new']['told']} ({one['change']['told']})"
        yield f"{where + ': ' if where else ''}{label}: {told}{_why(one['change'])}"


def _price(document: object, case: object) -> worked.Answer:
    return worked.terms_priced(worked.sheet_in(document, name="sheet"), case)


def _bound(document: object) -> worked.Answer:
    return worked.terms_bounded(worked.sheet_in(document, name="sheet"))


def _explain(document: object) -> worked.Answer:
    return worked.terms_explained(worked.sheet_in(document, name="sheet"))


def _compare(old: object, new: object, *cases: object) -> worked.Answer:
    sheets = (worked.sheet_in(old, name="sheet"), worked.sheet_in(new, name="other"))
    return worked.terms_compared(*sheets, cases)


VERBS: Mapping[str, Verb] = {
    "check": Verb("SHEET.json", 1, 1, worked.terms_checked, _checked),
    "price": Verb("SHEET.json CASE.json", 2, 2, _price, _priced),
    "bound": Verb("SHEET.json", 1, 1, _bound, _bounded),
    "explain": Verb("SHEET.json", 1, 1, _explain, _explained),
    "diff": Verb("SHEET.json OTHER.json [CASE.json …]", 2, 100, _compare, _compared),
}
FILES = "; ".join(f"{name} {verb.files}" for name, verb in VERBS.items())
