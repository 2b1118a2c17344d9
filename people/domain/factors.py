"""When and with what somebody last showed that it is really them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Factor:
    """A second factor that was shown: an app's code, a passkey or a recovery code."""

    kind: str
    at: datetime
