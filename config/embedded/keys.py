"""Secrets that this machine makes up once and keeps to itself."""

from __future__ import annotations

import base64
import json
import os
import secrets
from pathlib import Path


def kept(path: Path) -> dict[str, str]:
    """The secrets of this folder; made on first use, readable by the owner alone."""
    if not path.exists():
        _write(path, {"SECRET_KEY": secrets.token_urlsafe(48), "FIELD_KEYS": _fernet_key()})
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _fernet_key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def _write(path: Path, values: dict[str, str]) -> None:
    """Whole or not at all, and the first of two who write at once wins."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(values, file)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
