"""The same telephone, the contact person's included."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from companies.domain.related.parties import Party, Rule, Sign
from core.domain.words import say

LEAST_DIGITS = 8  # shorter ones are extensions, or nothing at all
ABROAD = re.compile(r"^(?:\+|00)82\(?0?\)?")


def same_phone(supplier: Party, worksite: Party) -> Iterator[Sign]:
    """Whoever answers for both firms answers to one number."""
    for number in sorted(_numbers(supplier) & _numbers(worksite)):
        words = say("Supplier and worksite have the same telephone, %(number)s.", number=number)
        yield Sign(Rule.PHONE, number, words)


def _numbers(party: Party) -> frozenset[str]:
    return frozenset(number for number in map(_digits, party.phones) if len(number) >= LEAST_DIGITS)


def _digits(text: str) -> str:
    """As dialled at home."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    return re.sub(r"[^0-9]", "", ABROAD.sub("0", plain))
