"""The same person at the head of both firms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from companies.domain.related.parties import Party, Rule, Sign
from core.domain.words import say

BETWEEN = re.compile(r"[,/·ㆍ・&;]| 및 ")


def same_representative(supplier: Party, worksite: Party) -> Iterator[Sign]:
    """By name alone: namesakes are told apart by whoever explains the sign."""
    for name in sorted(_names(supplier.representative) & _names(worksite.representative)):
        words = say("Supplier and worksite have a representative called %(name)s.", name=name)
        yield Sign(Rule.REPRESENTATIVE, name, words)


def _names(text: str) -> frozenset[str]:
    """Several people may share the office; spaces and letter size make no other name."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    parts = ("".join(part.split()) for part in BETWEEN.split(plain))
    return frozenset(part for part in parts if len(part) > 1)
