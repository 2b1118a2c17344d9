"""Collect the texts of pure code too: it speaks through `say`, `RuleBroken` and their kin."""

from __future__ import annotations

from typing import Any

from django.core.management.commands.makemessages import Command as DjangoMakeMessages

SPEAKERS = ("say", "RuleBroken", "IllegalMove", "Stale", "CannotBeEvaluated")
NOT_OURS = (".venv", ".data", "node_modules", "tests", "bench", "scripts")


class Command(DjangoMakeMessages):
    """Django's own, with our speakers and without what is not ours to translate."""

    xgettext_options = [
        *DjangoMakeMessages.xgettext_options,
        *(f"--keyword={name}" for name in SPEAKERS),
    ]

    def handle(self, *args: Any, **options: Any) -> None:
        """Look only where people read, and keep the files quiet in version control."""
        options["ignore_patterns"] = [*options["ignore_patterns"], *(f"{n}/*" for n in NOT_OURS)]
        options["no_location"] = True
        options["no_obsolete"] = True
        super().handle(*args, **options)
