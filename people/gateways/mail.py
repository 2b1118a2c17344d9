"""Mails about getting in. A mail is sent after the transaction, to an address, in a language."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

ACCEPT = "/people/invitations/{token}/accept/"


def invite(
    *, address: str, organization: str, role: str, token: str, until: datetime, language: str
) -> None:
    """Tell the owner of a mailbox that a place waits for them, with the link that takes it."""
    with translation.override(language):
        words = {
            "organization": organization,
            "role": role,
            "link": settings.PUBLIC_ADDRESS.rstrip("/") + ACCEPT.format(token=token),
            "until": until,
        }
        send_mail(
            gettext("[Boram] You are invited to act for %(organization)s") % words,
            render_to_string("people/mail/invitation.txt", words),
            None,
            [address],
        )
