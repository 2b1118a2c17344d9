"""Second factors at rest: whoever reads the database alone can make nobody's codes."""

from __future__ import annotations

from core.gateways import Vault

FACTORS = Vault(b"boram second factor")


def lock_factor(secret: str) -> str:
    """How the secret of an app, or the seed of recovery codes, is kept."""
    return FACTORS.lock(secret).decode()


def unlock_factor(sealed: str) -> str:
    """The secret itself, for as long as a code is being compared."""
    return FACTORS.unlock(sealed.encode())


def reseal_factor(sealed: str) -> str:
    """The same secret under the newest key."""
    return FACTORS.reseal(sealed.encode()).decode()
