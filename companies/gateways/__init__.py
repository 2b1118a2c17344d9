"""What needs the machine: its secrets for account numbers and lines, and the mail server."""

from companies.gateways.holders import AccountHolders, NotAsked, account_holders
from companies.gateways.mail import (
    Handover,
    Replacement,
    tell_of_another_account,
    tell_the_one_before,
)
from companies.gateways.vault import fingerprint, fingerprints, line_mark, lock, reseal, unlock

__all__ = [
    "AccountHolders",
    "Handover",
    "NotAsked",
    "Replacement",
    "account_holders",
    "fingerprint",
    "fingerprints",
    "line_mark",
    "lock",
    "reseal",
    "tell_of_another_account",
    "tell_the_one_before",
    "unlock",
]
