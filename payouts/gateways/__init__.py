"""What the outside gets from this room, and how it is kept until then."""

from payouts.gateways.vault import sealed, unsealed

__all__ = ["sealed", "unsealed"]
