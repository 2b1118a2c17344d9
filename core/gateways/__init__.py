"""What needs the machine's secrets: values that nobody may read from the database alone."""

from core.gateways.vault import Vault

__all__ = ["Vault"]
