"""The mail that brings a worksite its link, in the language it is asked in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation

from core.domain.errors import RuleBroken


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything the letter says; the token is nowhere else."""

    to: str
    contact: str
    worksite: str
    supplier: str
    question: str
    token: str
    until: datetime
    language: str

    @property
    def address(self) -> str:
        """The link itself."""
        return f"{settings.PUBLIC_ADDRESS.rstrip('/')}/w/{self.token}/"


def send(letter: Letter) -> None:
    """Hand the letter to the mail server, or say that it could not be handed over."""
    with translation.override(letter.language):
        subject = render_to_string("outcomes/mail/subject.txt", {"letter": letter}).strip()
        body = render_to_string("outcomes/mail/body.txt", {"letter": letter})
    try:
        send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [letter.to])
    except (OSError, SMTPException) as broken:
        raise RuleBroken(
            "The mail to %(to)s could not be sent just now. Ask again in a few minutes; "
            "a new request replaces this one.",
            to=letter.to,
        ) from broken
