"""PostgreSQL and a Redis-protocol server out of wheels, for people who have neither.

Entry points call `ensure()` before Django is set up. Where `DATABASE_URL` is given it does nothing;
otherwise it starts or joins the servers under `.data/` and tells everybody through the environment.
Never for production: the socket trusts whoever may open it.
"""

from __future__ import annotations

import atexit
import os
from pathlib import Path

from config.embedded import keys, postgres, valkey
from config.embedded.lease import Lease

ROOT = Path(__file__).resolve().parent.parent.parent
MARK = "EMBEDDED_AT"
FORGETFUL = "EMBEDDED_FORGETFUL"
_leases: dict[Path, Lease] = {}


def data_folder() -> Path:
    """Everything that this machine keeps: databases, evidence, mails."""
    return Path(os.environ.get("DATA_DIR") or ROOT / ".data").resolve()


def ensure(*, name: str = "", durable: bool = True) -> None:
    """Make sure that there is a database and a broker, and say where in the environment."""
    if os.environ.get("DATABASE_URL") and not held():
        return
    if os.environ.get("EMBEDDED") == "0":
        raise SystemExit("Set DATABASE_URL and REDIS_URL: EMBEDDED=0 forbids the embedded servers.")
    if not held():
        os.environ[MARK] = str(data_folder() / name)
        os.environ[FORGETFUL] = "0" if durable else "1"
    _join(_folder())
    _tell(_folder())


def held() -> bool:
    """Whether this process, or the one that started it, uses embedded servers."""
    return MARK in os.environ


def revive() -> list[str]:
    """Start again what died; the names of what had."""
    folder = _folder()
    with _leases[folder].door():
        return [
            name
            for name, server in (("PostgreSQL", postgres), ("Valkey", valkey))
            if server.start(folder / server.FOLDER, durable=_durable())
        ]


def _folder() -> Path:
    return Path(os.environ[MARK])


def _durable() -> bool:
    return os.environ.get(FORGETFUL) != "1"


def _join(folder: Path) -> None:
    if folder in _leases and _leases[folder].pid == os.getpid():
        return
    folder.mkdir(parents=True, exist_ok=True)
    lease = _leases[folder] = Lease(folder)
    lease.take()
    atexit.register(lease.leave)
    revive()


def _tell(folder: Path) -> None:
    told = {
        "DATABASE_URL": postgres.url(folder / postgres.FOLDER, postgres.APP),
        "DATABASE_OWNER_URL": postgres.url(folder / postgres.FOLDER, postgres.OWNER),
        "REDIS_URL": valkey.url(folder / valkey.FOLDER),
        "DEMO": "1",
        **keys.kept(folder / "keys.json"),
    }
    for name, value in told.items():
        os.environ.setdefault(name, value)
