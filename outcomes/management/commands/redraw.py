"""`manage.py redraw PLAN`: draw a sample again and say whether it is the one on record.

PLAN is the number of the plan; `--file plan.json` takes what its page gives away instead, so that
an auditor needs no access. Ends with 0 where everything fits, with 1 where anything does not.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.domain.errors import RuleBroken
from core.domain.json_text import json_from
from core.translation import in_words
from outcomes.models import VerificationPlan
from outcomes.selectors.plans import Redrawn, plan_document, redrawn


class Command(BaseCommand):
    help = "Draw a verification sample again from its seed and its frozen list."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("plan", nargs="?", type=int, help="number of the plan")
        parser.add_argument("--file", type=Path, help="plan.json as its page gives it away")
        parser.add_argument("--json", action="store_true", help="print the answer as JSON")

    def handle(self, **options: Any) -> None:
        try:
            document = _document(options["plan"], options["file"])
            found = redrawn(document)
        except (RuleBroken, KeyError, TypeError, AttributeError) as refusal:
            raise CommandError(_said(refusal)) from refusal
        self._print(document, found, as_json=options["json"])
        if not found.fits:
            sys.exit(1)

    def _print(self, document: dict[str, Any], found: Redrawn, *, as_json: bool) -> None:
        answer = {
            "plan": document.get("plan"),
            "target": document.get("target"),
            "commitment_fits": found.commitment_fits,
            "frame_fits": found.frame_fits,
            "sample_fits": found.sample_fits,
            "frame": len(document["frame"]),
            "size_rule": document["size_rule"],
            "seed": document["seed"],
            "sample": list(found.sample),
        }
        if as_json:
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
            return
        for name, value in answer.items():
            for line in value if isinstance(value, list) else [f"{name}: {value}"]:
                self.stdout.write(f"  {line}" if isinstance(value, list) else line)


def _document(plan: int | None, file: Path | None) -> dict[str, Any]:
    if file is not None:
        try:
            found = json_from(file.read_bytes(), name=file.name)
        except OSError as fault:
            raise CommandError(f"{file}: {fault.strerror}") from fault
        return dict(found)
    rows = VerificationPlan.objects.select_related("target", "commitment")
    known = rows.filter(pk=plan or 0).first()
    if known is None:
        raise CommandError(f"There is no plan {plan}. Give its number, or --file plan.json.")
    return plan_document(known)


def _said(refusal: Exception) -> str:
    if isinstance(refusal, RuleBroken):
        return in_words(refusal.sentence)
    return "This is no plan as its page gives it away: a member is missing or of another kind."
