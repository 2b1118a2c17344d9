"""Account numbers at rest, under keys of their own.

A fingerprint tells whether two numbers are the same without reading them; it is keyed, since a
bare hash of ten to sixteen digits is found by trying them all.
"""

from __future__ import annotations

import hashlib
import hmac

from core.gateways import Vault

NUMBERS, MARKS = Vault(b"boram account number"), Vault(b"boram account fingerprint")
LINES = Vault(b"boram network mark")

lock, unlock, reseal = NUMBERS.lock, NUMBERS.unlock, NUMBERS.reseal


def fingerprint(number: str) -> str:
    """The mark that equal numbers share, under the newest key."""
    return fingerprints(number)[0]


def fingerprints(number: str) -> list[str]:
    """The marks of a number under every key, for looking one up while keys are being changed."""
    keys = MARKS.derived_keys()
    return [hmac.new(key, number.encode(), hashlib.sha256).hexdigest() for key in keys]


def line_mark(text: str) -> str:
    """The mark of an address or a network under the newest key: equal lines share it.

    Once keys are changed, lines seen before and after are not found to be the same.
    """
    return hmac.new(LINES.derived_keys()[0], text.encode(), hashlib.sha256).hexdigest()
