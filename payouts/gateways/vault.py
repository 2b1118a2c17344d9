"""Bank files at rest: encrypted with the keys that guard account numbers."""

from __future__ import annotations

import base64

from companies.services import decrypt_number, encrypt_number


def sealed(content: bytes) -> bytes:
    """The bytes of a file as they are stored."""
    return encrypt_number(base64.b64encode(content).decode())


def unsealed(stored: bytes | memoryview) -> bytes:
    """Exactly the bytes that were sealed."""
    return base64.b64decode(decrypt_number(bytes(stored)))
