"""What the outside gets from this room, and how it is kept until then."""

from payouts.gateways.envelope import check_recipient, enveloped
from payouts.gateways.mail import Overdue, remind
from payouts.gateways.seals import seal_sight, seal_sights, unseal_sight, unseal_sights
from payouts.gateways.vault import sealed, unsealed

__all__ = [
    "Overdue",
    "check_recipient",
    "enveloped",
    "remind",
    "seal_sight",
    "seal_sights",
    "sealed",
    "unseal_sight",
    "unseal_sights",
    "unsealed",
]
