"""The file in an envelope that only the bank can open: age, to the bank's public key."""

from __future__ import annotations

import pyrage

from core.domain.errors import RuleBroken


def check_recipient(key: str) -> None:
    """A public key of age, or which words are none."""
    _recipient(key)


def enveloped(content: bytes, key: str) -> bytes:
    """The bytes for the holder of the key alone; twice the same bytes is two envelopes."""
    sealed: bytes = pyrage.encrypt(content, [_recipient(key)])
    return sealed


def _recipient(key: str) -> pyrage.x25519.Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(key)
    except pyrage.RecipientError:
        raise RuleBroken(
            "“%(key)s” is no public key. The bank's key begins with age1; copy it whole.",
            field="recipient",
            key=key[:20],
        ) from None
