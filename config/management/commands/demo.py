"""`manage.py demo`: fill an empty database with the made-up programme; again changes nothing."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.demo.names import STAFF
from config.demo.scenes import SUPPLIERS, play


class Command(BaseCommand):
    """The demo: public facts of the 2026 round, invented firms, work waiting for every person."""

    help = "Fill the database with the demo programme, or list its sign-ins."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--signins", action="store_true", help="only list who can sign in")
        parser.add_argument("--suppliers", type=int, default=SUPPLIERS, help="how many suppliers")

    def handle(self, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "This is not a demo: set DEMO=1 to allow made-up people, on a database of its own."
            )
        if options["signins"]:
            self._signins()
            return
        program = play(at=timezone.now(), suppliers=options["suppliers"])
        self.stdout.write(f"Demo programme: {program.name_en}")

    def _signins(self) -> None:
        self.stdout.write("Demo people (one click on the sign-in page):")
        for person in STAFF:
            self.stdout.write(
                f"  {person.key + '@demo.invalid':28} {person.role:16} {person.organization}"
            )
        self.stdout.write(
            "  editor1@demo.invalid … for each supplier, certifier13@demo.invalid … under agreement"
        )
