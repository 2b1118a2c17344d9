"""`manage.py books`: everything that has to be so about the money, checked now.

Ends with 0 where all of it is so and with 1 where something is not; what was found is kept, as
that of the nightly check is.
"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ledger.services import inspect_books
from payouts.selectors.inspection import CHECKS


class Command(BaseCommand):
    help = "Check the books and everything that has to agree with them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.epilog = (
            "Ends with 1 where something is wrong, with 2 where somebody is checking already."
        )

    def handle(self, *_args: Any, **_options: Any) -> None:
        seen = inspect_books(checks=CHECKS, at=timezone.now())
        if not seen:
            raise CommandError(
                _("Somebody is checking the books already. Try again later."), returncode=2
            )
        for one in seen:
            sentence = one.sentence_en if get_language() == "en" else one.sentence_ko
            self.stdout.write(f"{one.wrong:>6}  {sentence}")
            for place in one.found:
                self.stdout.write(f"        {place}")
        if wrong := sum(1 for one in seen if one.wrong):
            said = ngettext(
                "%(n)s check found something wrong.", "%(n)s checks found something wrong.", wrong
            )
            raise CommandError(said % {"n": wrong}, returncode=1)
