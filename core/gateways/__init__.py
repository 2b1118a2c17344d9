"""What needs the machine: its secrets for what nobody may read, its disk for what comes in."""

from core.gateways.vault import Vault

__all__ = ["Vault"]
