"""First step on a new platform: manage.py found_agency NAME officer@example.org PERSON."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from core.domain.errors import RuleBroken
from core.translation import in_words
from people.services import found_agency


class Command(BaseCommand):
    help = "Bring in the agency and its first officer, who invites everybody else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")
        parser.add_argument("email")
        parser.add_argument("person")

    def handle(self, *_args: Any, **options: Any) -> None:
        given = {name: options[name] for name in ("name", "email", "person")}
        try:
            user = found_agency(**given, at=timezone.now())
        except RuleBroken as refusal:
            raise CommandError(in_words(refusal.sentence)) from refusal
        self.stdout.write(
            _("%(email)s is the first officer. They set a password by “Forgot your password?”.")
            % {"email": user.email}
        )
