"""Mails to whoever answered so far: another person is asked, or money goes elsewhere."""

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


@dataclass(frozen=True, slots=True)
class Replacement:
    """Everything the mail about another account says; no number is in it but the last digits."""

    to: str
    supplier: str
    before: str
    after: str
    by: str
    at: datetime
    language: str


def tell_of_another_account(replacement: Replacement) -> None:
    """Whoever named the account so far hears that money shall go elsewhere, and can object."""
    with translation.override(replacement.language):
        words = {"supplier": replacement.supplier}
        send_mail(
            gettext("[Boram] Money for %(supplier)s shall go to another account") % words,
            render_to_string("companies/mail/account.txt", {"replacement": replacement}),
            None,
            [replacement.to],
        )
