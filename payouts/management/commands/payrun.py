"""`manage.py payrun PROGRAMME --by EMAIL`: price every result and send every approved payout.

Nobody's approval is skipped: what is priced waits for preparers and approvers as ever, and what is
sent was approved by as many as it needs. It may be stopped or killed anywhere and started again;
two at once share the work. Ends with 0 when all is done, also if single rows were left out (their
reasons are printed), and with 2 when it could not begin.
"""

from __future__ import annotations

import gc
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import django
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from core.domain.errors import RuleBroken
from core.domain.words import sentence_from
from core.translation import in_words
from payouts.domain.runs import LINES
from payouts.models import PayRun
from payouts.selectors.runs import done_by, refusals_of
from payouts.services import open_payrun, work_payrun
from people.models import User
from programs.models import Program

REFUSED = 2


class Command(BaseCommand):
    help = "Price every due result of a programme, and send every approved payout in bank files."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        kwargs.update(formatter_class=RawDescriptionHelpFormatter, epilog=__doc__)
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("program", metavar="PROGRAMME", help="the code of the programme")
        parser.add_argument("--by", required=True, metavar="EMAIL", help="a treasurer of the bank")
        parser.add_argument("--lines", type=int, default=LINES, help="most lines of a bank file")
        parser.add_argument("--workers", type=int, default=1, help="processes that share the work")

    def handle(self, **options: Any) -> None:
        run = _opened(options)
        try:
            if options["workers"] > 1:
                shared(run.pk, options["workers"])
            else:
                worked(run.pk)
        except RuleBroken as refusal:  # such as a freeze: what is left waits for the next start
            raise CommandError(in_words(refusal.sentence), returncode=REFUSED) from refusal
        finally:
            self._tell(run)

    def _tell(self, run: PayRun) -> None:
        run.refresh_from_db()
        done = done_by(run)
        self.stdout.write(
            _("%(run)s: %(computed)d results priced; %(sent)d payouts sent in %(files)d files.")
            % {"run": run, "computed": done.computed, "sent": done.sent, "files": done.files}
        )
        for refusal in refusals_of(run):
            row = refusal.payout or refusal.verification
            self.stdout.write(f"{row}: {in_words(sentence_from(refusal.reason))}")
        if done.refused:
            self.stdout.write(_("%(count)d rows were left out.") % {"count": done.refused})
        if done.waiting:
            self.stdout.write(
                _("%(count)d chunks are still being worked by others.") % {"count": done.waiting}
            )


def _opened(options: dict[str, Any]) -> PayRun:
    try:
        return open_payrun(
            program_id=Program.objects.get(code=options["program"]).pk,
            by=User.objects.get(email=options["by"]),
            at=timezone.now(),
            lines=options["lines"],
        )
    except Program.DoesNotExist:
        told = _("There is no programme %(code)s.") % {"code": options["program"]}
    except User.DoesNotExist:
        told = _("Nobody has the e-mail address %(email)s.") % {"email": options["by"]}
    except PermissionDenied:
        told = _("Only a treasurer of the programme's bank may open a pay run.")
    except RuleBroken as refusal:
        told = in_words(refusal.sentence)
    raise CommandError(told, returncode=REFUSED)


def worked(run_id: int) -> None:
    """Chunk after chunk, until none is left for this process."""
    gc.freeze()  # what was imported stays: looking through it again and again took a quarter
    while work_payrun(run_id=run_id, at=timezone.now()) is not None:
        pass


def shared(run_id: int, workers: int) -> None:
    """Processes of their own, each with its own line to the database."""
    context = get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=django.setup) as pool:
        for one in [pool.submit(worked, run_id) for _ in range(workers)]:
            one.result()
