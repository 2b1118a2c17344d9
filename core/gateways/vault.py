"""Secrets at rest: encrypted with the newest key, readable with any key of the list.

Keys come from `FIELD_KEYS`, newest first. To rotate, put a new key in front and run `rotate_keys`.
The old one stays behind it as long as bank files that it sealed are read: their bytes never change.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from core.domain.errors import RuleBroken


class Unreadable(RuleBroken):
    """None of the keys opens it: a key is missing, or the stored bytes were changed."""

    def __init__(self) -> None:
        super().__init__(
            "None of the keys of this platform opens what is stored here. Ask whoever runs it to "
            "put the older key back at the end of FIELD_KEYS. If it still does not open, the "
            "stored bytes were changed: tell the auditor."
        )


@dataclass(frozen=True, slots=True)
class Vault:
    """One kind of secret has keys of its own: what is locked in one opens in no other."""

    purpose: bytes

    def lock(self, text: str) -> bytes:
        """Encrypt with the newest key."""
        return self._ring().encrypt(text.encode())

    def unlock(self, sealed: bytes) -> str:
        """Decrypt with whichever key of the list fits."""
        try:
            return self._ring().decrypt(bytes(sealed)).decode()
        except InvalidToken:
            raise Unreadable from None

    def reseal(self, sealed: bytes) -> bytes:
        """The same text under the newest key."""
        try:
            return self._ring().rotate(bytes(sealed))
        except InvalidToken:
            raise Unreadable from None

    def derived_keys(self) -> list[bytes]:
        """A key for this purpose from each of the machine's keys, newest first."""
        return [_derived(key, self.purpose) for key in _field_keys()]

    def _ring(self) -> MultiFernet:
        return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in self.derived_keys()])


def _derived(key: str, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(key.encode())


def _field_keys() -> list[str]:
    if not settings.FIELD_KEYS:
        raise ImproperlyConfigured(
            "Set FIELD_KEYS (see .env.example): account numbers and second factors need it."
        )
    return list(settings.FIELD_KEYS)
