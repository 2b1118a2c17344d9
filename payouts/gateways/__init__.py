"""What the outside gets from this room, and how it is kept until then."""

from payouts.gateways.envelope import check_recipient, enveloped
from payouts.gateways.vault import sealed, unsealed

__all__ = [
    "check_recipient",
    "enveloped",
    "sealed",
    "unsealed",
]
