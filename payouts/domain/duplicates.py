"""A bank that refuses a payment because it knows it already has not said that it failed."""

from __future__ import annotations

import re

# ISO 20022 external status reasons: duplication of the payment, message, group, transaction,
# and end-to-end id; and the words that Korean banks write into a free text.
CODES = ("AM05", "DUPL", "DU01", "DU02", "DU03", "DU04", "DU05")
SAID = re.compile(rf"\b({'|'.join(CODES)})\b|duplicat|중복|기처리", re.IGNORECASE)


def says_it_was_paid_before(reason: str) -> bool:
    """Whether the reason of a refusal is that the same payment was there before.

    To try it again would pay it twice, so whoever is in doubt is asked: a word too many here costs
    one question to the bank, and a word too few the amount.
    """
    return SAID.search(reason) is not None
