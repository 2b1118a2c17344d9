"""What is written about a request must not let its reader in: links are keys, and stay out."""

from __future__ import annotations

import logging
import re
from typing import Any

from gunicorn.glogging import Logger

# A worksite's link, an invitation, a new password: a long part of an address is a key to a door.
KEY = re.compile(r"(?<=/)[A-Za-z0-9_:-]{20,}(?![A-Za-z0-9_:.-])")
HIDDEN = "[key]"
QUIET = ("botocore", "fontTools", "numexpr", "weasyprint")


def without_keys(text: str) -> str:
    """The same words, every key in an address replaced."""
    return KEY.sub(HIDDEN, text)


class WithoutKeys(logging.Filter):
    """For our own log: a refused address is worth a line, its key is not."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through, without keys."""
        said = record.getMessage()
        if (told := without_keys(said)) != said:
            record.msg, record.args = told, ()
        return True


class AccessLog(Logger):
    """For the web server's log of every request."""

    def atoms(self, resp: Any, req: Any, environ: Any, request_time: Any) -> Any:
        """What a line may mention: address, line of the request, page before."""
        atoms = super().atoms(resp, req, environ, request_time)
        return {
            name: without_keys(value) if isinstance(value, str) else value
            for name, value in atoms.items()
        }


def written_down(*, level: str) -> dict[str, Any]:
    """What is written to the console, without keys; libraries that chatter only warn."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
        "filters": {"keys": {"()": "config.logs.WithoutKeys"}},
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["keys"]}
        },
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            **{name: {"level": "WARNING"} for name in QUIET},
            "pypdf": {"level": "CRITICAL"},  # says of every odd file what a refusal says already
        },
    }
