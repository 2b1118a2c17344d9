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
_held: dict[Path, Lease] = {}


def data_folder() -> Path:
    """Everything that this machine keeps: databases, evidence, mails, collected files."""
    return Path(os.environ.get("DATA_DIR") or ROOT / ".data").resolve()


def ensure(*, name: str = "", durable: bool = True) -> None:
    """Make sure that there is a database and a broker, and say where in the environment."""
    if os.environ.get("DATABASE_URL") and MARK not in os.environ:
        return
    if os.environ.get("EMBEDDED") == "0":
        raise SystemExit(
            "Set DATABASE_URL and REDIS_URL: EMBEDDED=0 forbids the embedded servers (see .env.example)."
        )
    folder = Path(os.environ.get(MARK) or data_folder() / name)
    _join(folder, durable=durable)
    _tell(folder)


def _join(folder: Path, *, durable: bool) -> None:
    if folder in _held and _held[folder].pid == os.getpid():
        return
    folder.mkdir(parents=True, exist_ok=True)
    lease = Lease(folder)
    with lease.taken():
        starting = valkey.start(folder / "valkey", durable=durable)
        postgres.start(folder / "postgres", durable=durable)
        valkey.wait(folder / "valkey", starting)
    _held[folder] = lease
    atexit.register(lease.leave)


def _tell(folder: Path) -> None:
    told = {
        "DATABASE_URL": postgres.url(folder / "postgres", postgres.APP),
        "DATABASE_OWNER_URL": postgres.url(folder / "postgres", postgres.OWNER),
        "REDIS_URL": valkey.url(folder / "valkey"),
        "DEMO": "1",
        **keys.kept(folder / "keys.json"),
    }
    for name, value in told.items():
        os.environ.setdefault(name, value)
    os.environ[MARK] = str(folder)
