"""After a new key was put in front of `FIELD_KEYS`: `manage.py rotate_keys`.

The old key stays in the list while bank files that it sealed are read: those never change.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.services import rotate_keys
from people.services import reseal_factors


class Command(BaseCommand):
    help = "Put every account number and every second factor under the newest key."

    def handle(self, *_args: Any, **_options: Any) -> None:
        at = timezone.now()
        self.stdout.write(
            _("%(count)d account numbers are under the newest key.") % {"count": rotate_keys(at=at)}
        )
        self.stdout.write(
            _("%(count)d second factors are under the newest key.")
            % {"count": reseal_factors(at=at)}
        )
