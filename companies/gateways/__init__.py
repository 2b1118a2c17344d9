"""What needs the machine's secrets: account numbers at rest."""

from companies.gateways.vault import fingerprint, fingerprints, lock, reseal, unlock

__all__ = ["fingerprint", "fingerprints", "lock", "reseal", "unlock"]
