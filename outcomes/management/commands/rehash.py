"""`manage.py rehash`: hash everything that is kept again; ends with 1 where something is wrong."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from core.translation import LABELS
from outcomes.selectors.custody import alarms_standing
from outcomes.services.rehashes import rehash_evidence

EVERYTHING = sys.maxsize


class Command(BaseCommand):
    help = "Hash all evidence again, as the nightly task does, and name what is not as it was sent."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--bytes", type=int, default=EVERYTHING, help="stop after so many bytes"
        )

    def handle(self, **options: Any) -> None:
        night = rehash_evidence(most_bytes=options["bytes"], at=timezone.now())
        said = _("%(files)s files with %(bytes)s bytes were hashed again; %(wrong)s are wrong.")
        self.stdout.write(said % {"files": night.files, "bytes": night.size, "wrong": night.wrong})
        if night.up_to:
            self.stdout.write(_("Not everything was looked at; the next run goes on from there."))
        standing = [*alarms_standing().order_by("sha256")]
        for alarm in standing:
            self.stdout.write(f"{alarm.sha256} {LABELS[alarm.alarm]} {alarm.found}".rstrip())
        if standing:
            sys.exit(1)
