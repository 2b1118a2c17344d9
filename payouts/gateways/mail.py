"""The mail about a payout that waits too long. Amounts and accounts stay on the platform."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext


@dataclass(frozen=True, slots=True)
class Overdue:
    """Everything the mail says; `key` lets a mail program recognise a repeat."""

    key: str
    to: str
    language: str
    number: str
    payout: int
    payee: str
    due_at: datetime
    is_escalated: bool

    @property
    def address(self) -> str:
        """Where the payout is looked at."""
        return f"{settings.PUBLIC_ADDRESS.rstrip('/')}/payouts/{self.payout}/"


def remind(overdue: Overdue) -> None:
    """Tell one person, in their language."""
    host = settings.PUBLIC_ADDRESS.split("://")[-1].split("/")[0].split(":")[0]
    with translation.override(overdue.language):
        subject = gettext("[Boram] Payout %(number)s waits for approval") % {
            "number": overdue.number
        }
        body = render_to_string("payouts/mail/overdue.txt", {"overdue": overdue})
    EmailMessage(
        subject,
        body,
        to=[overdue.to],
        headers={"Message-ID": f"<boram-reminder-{overdue.key}@{host}>"},
    ).send()
