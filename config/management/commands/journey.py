"""`manage.py journey --panel FILE.csv`: the whole road on real establishments, in this database."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.demo.panel import Columns, read_panel
from config.demo.settle import Told, settle
from config.demo.walk import groups, open_road, walk_supplier, walk_units
from core.domain.errors import RuleBroken
from core.translation import in_words


class Command(BaseCommand):
    """Walks, prints what happened at each stage, and ends in error when anything does not tie."""

    help = "Walk the whole road on a panel of establishments (columns unit, year, hours, injuries)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--panel", type=Path, required=True, help="CSV file, one row per year")
        parser.add_argument("--unit", default="unit", help="column that names the establishment")
        parser.add_argument("--year", default="year", help="column with the year")
        parser.add_argument("--hours", default="hours", help="column with hours worked")
        parser.add_argument("--injuries", default="injuries", help="column with injuries")
        parser.add_argument(
            "--only",
            action="append",
            default=[],
            metavar="COLUMN=VALUE",
            help="use only rows with this value; may be given several times",
        )
        parser.add_argument("--baseline-until", type=int, default=2014, help="last baseline year")
        parser.add_argument("--pdf", type=Path, help="also write the statement to this file")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, **options: Any) -> None:
        try:
            told = self._walk(options)
        except RuleBroken as refusal:
            raise CommandError(in_words(refusal.sentence)) from refusal
        except OSError as fault:
            raise CommandError(f"{options['panel']}: {fault.strerror}") from fault
        self._print(told, as_json=options["json"])
        if not (told.books_balanced and told.chain_intact):
            raise CommandError("The books or the log do not tie; see above.")

    def _walk(self, options: dict[str, Any]) -> Told:
        panel = read_panel(options["panel"], _columns(options))
        at = timezone.now()
        walked = open_road(panel=panel, at=at)
        for group in range(groups(panel)):
            firm, agreement = walk_supplier(walked=walked, panel=panel, group=group, at=at)
            new = walk_units(
                walked=walked, panel=panel, firm=firm, agreement=agreement, group=group, at=at
            )
            if not options["json"]:
                self.stdout.write(f"{agreement.number}: {new} units walked")
        return settle(walked=walked, pdf=options["pdf"], at=timezone.now())

    def _print(self, told: Told, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(asdict(told), ensure_ascii=False, indent=2))
            return
        for name, value in asdict(told).items():
            shown = f"{value:,}" if type(value) is int else value
            self.stdout.write(f"{name.replace('_', ' '):28} {shown}")


def _columns(options: dict[str, Any]) -> Columns:
    pairs = [pair.partition("=") for pair in options["only"]]
    if wrong := [name for name, sign, _ in pairs if not sign]:
        raise CommandError(f"--only {wrong[0]}: write it as COLUMN=VALUE.")
    return Columns(
        unit=options["unit"],
        year=options["year"],
        hours=options["hours"],
        injuries=options["injuries"],
        only={name: value for name, _, value in pairs},
        baseline_until=options["baseline_until"],
    )
