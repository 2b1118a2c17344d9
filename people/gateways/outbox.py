"""The mails that the demo wrote into files instead of sending them."""

from __future__ import annotations

import email
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from django.conf import settings

BETWEEN = b"\n" + b"-" * 79 + b"\n"
MOST = 200


@dataclass(frozen=True, slots=True)
class SentMail:
    """A mail as its reader would have seen it."""

    to: str
    subject: str
    at: datetime | None
    text: str


def sent_mails() -> tuple[SentMail, ...]:
    """Every mail of the demo, newest first."""
    folder = Path(settings.EMAIL_FILE_PATH)
    files = sorted(folder.glob("*.log"), reverse=True) if folder.is_dir() else []
    found = [_read(part) for file in files[:MOST] for part in _parts(file)]
    return tuple(sorted(found, key=_moment, reverse=True))[:MOST]


def _parts(file: Path) -> list[bytes]:
    return [part for part in file.read_bytes().split(BETWEEN) if part.strip()]


def _moment(mail: SentMail) -> str:
    return mail.at.isoformat() if mail.at else ""


def _read(raw: bytes) -> SentMail:
    message = email.message_from_bytes(raw.lstrip(), _class=EmailMessage, policy=default)
    body = message.get_body(("plain", "html"))
    date = message["Date"]
    return SentMail(
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        at=date.datetime if date else None,
        text=str(body.get_content()) if body else "",
    )
