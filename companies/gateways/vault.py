"""Account numbers at rest: encrypted with the newest key, readable with any key of the list.

Keys come from `FIELD_KEYS`, newest first. To rotate, put a new key in front, run `rotate_keys`,
then take the old one away. A fingerprint tells whether two numbers are the same without reading
them; it is keyed, since a bare hash of ten to sixteen digits is found by trying them all.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

ENCRYPTION, FINGERPRINT = b"boram account number", b"boram account fingerprint"


def lock(number: str) -> bytes:
    """Encrypt with the newest key."""
    return _ring().encrypt(number.encode())


def unlock(sealed: bytes) -> str:
    """Decrypt with whichever key of the list fits."""
    return _ring().decrypt(bytes(sealed)).decode()


def reseal(sealed: bytes) -> bytes:
    """The same number under the newest key."""
    return _ring().rotate(bytes(sealed))


def fingerprint(number: str) -> str:
    """The mark that equal numbers share, under the newest key."""
    return fingerprints(number)[0]


def fingerprints(number: str) -> list[str]:
    """The marks of a number under every key, for looking one up while keys are being changed."""
    return [
        hmac.new(_derived(key, FINGERPRINT), number.encode(), hashlib.sha256).hexdigest()
        for key in _keys()
    ]


def _ring() -> MultiFernet:
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(_derived(key, ENCRYPTION))) for key in _keys()]
    )


def _derived(key: str, purpose: bytes) -> bytes:
    """One secret, two purposes: each gets a key of its own."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(key.encode())


def _keys() -> list[str]:
    if not settings.FIELD_KEYS:
        raise ImproperlyConfigured("Set FIELD_KEYS (see .env.example): account numbers need it.")
    return list(settings.FIELD_KEYS)
