"""Bank files at rest: encrypted with the keys that guard account numbers."""

from __future__ import annotations

import base64
import zlib

from companies.services import decrypt_number, encrypt_number

PACKED = "z:"  # what was sealed before files were packed begins otherwise


def sealed(content: bytes) -> bytes:
    """The bytes of a file as they are stored: packed, because its lines are much alike."""
    return encrypt_number(PACKED + base64.b64encode(zlib.compress(content, 1)).decode())


def unsealed(stored: bytes | memoryview) -> bytes:
    """Exactly the bytes that were sealed."""
    text = decrypt_number(bytes(stored))
    content = base64.b64decode(text.removeprefix(PACKED))
    return zlib.decompress(content) if text.startswith(PACKED) else content
