"""Check the whole log from outside: `manage.py verify_log [--head HEX]`."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from audit.selectors import chain_intact
from core.translation import in_words


class Command(BaseCommand):
    help = "Recompute every hash of the log; ends with 1 and says where it does not come out."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--head", default="", help="a head printed on a report or a bank file")

    def handle(self, *_args: Any, **options: Any) -> None:
        check = chain_intact(anchor=options["head"].strip().lower())
        for problem in check.problems:
            self.stderr.write(in_words(problem))
        if not check.intact:
            raise CommandError(
                _("The log is broken: %(count)d problems.") % {"count": len(check.problems)}
            )
        counts = {"events": check.events, "seals": check.seals, "unsealed": check.unsealed}
        self.stdout.write(
            _("The log is intact: %(events)d events in %(seals)d seals, %(unsealed)d to be sealed.")
            % counts
        )
        self.stdout.write(_("Head: %(head)s") % {"head": check.head or "—"})
