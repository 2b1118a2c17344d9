"""The mail to a contact person in whose place another one is asked from now on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext


@dataclass(frozen=True, slots=True)
class Handover:
    """Everything the mail says; the new address is not in it."""

    to: str
    before: str
    after: str
    worksite: str
    supplier: str
    at: datetime
    language: str


def tell_the_one_before(handover: Handover) -> None:
    """Whoever was asked so far hears of it, and can object."""
    with translation.override(handover.language):
        words = {"worksite": handover.worksite}
        send_mail(
            gettext("[Boram] Somebody else is asked for %(worksite)s from now on") % words,
            render_to_string("companies/mail/contact.txt", {"handover": handover}),
            None,
            [handover.to],
        )
