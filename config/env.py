"""Read the environment, loudly and typed. A secret has no default."""

from __future__ import annotations

import os
import secrets
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PLACEHOLDER_HOST = "/no/database/chosen"


def text(name: str, default: str | None = None) -> str:
    """A setting that must be present unless a default is given."""
    value = os.environ.get(name) or default
    if value is None:
        raise ImproperlyConfigured(f"Set {name} (see .env.example).")
    return value


def flag(name: str, *, default: bool = False) -> bool:
    """Exactly 0 or 1; anything else stops the program."""
    value = text(name, "1" if default else "0")
    if value not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name} must be 0 or 1, not {value!r}.")
    return value == "1"


def number(name: str, default: int) -> int:
    """A whole number."""
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from error


def words(name: str, default: str | None = "") -> list[str]:
    """A list written with commas; spaces and empty parts do not count."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def placed() -> bool:
    """Whether anybody said which database to use; tools that only read the code say nothing."""
    return bool(os.environ.get("DATABASE_URL"))


def secret(name: str) -> str:
    """A secret from outside. Tools that only read the code get one that nobody knows."""
    return text(name, None if placed() else secrets.token_urlsafe(48))


def database(name: str) -> dict[str, object]:
    """A PostgreSQL address as Django's settings: postgresql://user:password@host:port/name?option=value."""
    url = urlsplit(
        text(name, None if placed() else f"postgresql://nobody@/none?host={PLACEHOLDER_HOST}")
    )
    if url.scheme not in {"postgresql", "postgres"}:
        raise ImproperlyConfigured(
            f"{name} must begin with postgresql://; PostgreSQL is the only database."
        )
    options = dict(parse_qsl(url.query))
    host = options.pop("host", None) or unquote(url.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": host,
        "PORT": options.pop("port", None) or str(url.port or ""),
        "OPTIONS": options,
    }


def login(name: str) -> dict[str, str] | None:
    """Who signs in by another address of the same database, or nobody where it is not given."""
    if not os.environ.get(name):
        return None
    found = database(name)
    return {"USER": str(found["USER"]), "PASSWORD": str(found["PASSWORD"])}


def broker(redis_url: str) -> str:
    """The same Redis server as Celery's messaging library spells it."""
    url = urlsplit(redis_url)
    if url.scheme != "unix":
        return redis_url
    return f"redis+socket://{url.path}?virtual_host={dict(parse_qsl(url.query)).get('db', '0')}"
