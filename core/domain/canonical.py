"""One way to write a value as bytes (RFC 8785), so that everybody computes the same hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from core.domain.errors import RuleBroken

LARGEST = 2**53 - 1  # what every JSON reader keeps exactly


def canonical_json(value: object) -> bytes:
    """Sorted keys, no spaces, UTF-8. Decimals are written as text by the caller."""
    text = json.dumps(_ordered(value, ""), ensure_ascii=False, separators=(",", ":"))
    try:
        return text.encode()
    except UnicodeEncodeError as broken:
        raise RuleBroken(
            "A text holds half a character at position %(position)s. Type it again.",
            position=broken.start,
        ) from None


def digest_of(value: object) -> str:
    """SHA-256 of the canonical form, in hexadecimal."""
    return hashlib.sha256(canonical_json(value)).hexdigest()


def _ordered(value: object, place: str) -> object:
    if isinstance(value, Mapping):
        return {key: _ordered(value[key], f"{place}.{key}") for key in _sorted_keys(value, place)}
    if isinstance(value, list | tuple):
        return [_ordered(item, f"{place}[{i}]") for i, item in enumerate(value)]
    if value is None or isinstance(value, str | bool):
        return value
    if type(value) is int and abs(value) <= LARGEST:
        return value
    raise RuleBroken(
        "%(place)s holds %(value)s, which cannot be kept exactly. Write it as text.",
        place=place.lstrip(".") or "document",
        value=repr(value),
    )


def _sorted_keys(value: Mapping[object, object], place: str) -> list[str]:
    names = [key for key in value if isinstance(key, str)]
    if len(names) != len(value):
        raise RuleBroken("%(place)s has a name that is not text.", place=place or "document")
    return sorted(names, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
