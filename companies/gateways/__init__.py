"""What needs the machine: its secrets for account numbers and lines, and the mail server."""

from companies.gateways.mail import Handover, tell_the_one_before
from companies.gateways.vault import fingerprint, fingerprints, line_mark, lock, reseal, unlock

__all__ = [
    "Handover",
    "fingerprint",
    "fingerprints",
    "line_mark",
    "lock",
    "reseal",
    "tell_the_one_before",
    "unlock",
]
