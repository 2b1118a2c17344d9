"""`make run` after set-up: everything in one place until Ctrl-C, logs prefixed by process."""

from __future__ import annotations

import os
import shlex
import socket
import sys
from pathlib import Path

from config import embedded

ROOT = Path(__file__).resolve().parent.parent
FIRST_PORT = 8000
ADVICE = "Ctrl-C stops everything; the data stays under .data/."


def main() -> int:
    """Prepare, say where it is, run."""
    embedded.ensure()
    port = _free_port()
    os.environ.setdefault("PUBLIC_ADDRESS", f"http://localhost:{port}")
    os.environ["RUNNER"] = str(os.getpid())
    _prepare()
    print(f"\n  Boram is at {os.environ['PUBLIC_ADDRESS']}\n  {ADVICE}\n", flush=True)  # noqa: T201
    return _run(port)


def _prepare() -> None:
    """Tables, demo people and static files; quick where nothing changed."""
    import django  # noqa: PLC0415 - the servers first
    from django.core.management import call_command, get_commands  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    if os.environ.get("DEMO") == "1" and "demo" in get_commands():
        call_command("demo")
        call_command("demo", signins=True)


def _run(port: int) -> int:
    from honcho import manager  # noqa: PLC0415 - not needed before

    manager.KILL_WAIT = 20  # a worker may finish the task in its hands
    everything = manager.Manager()
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PORT": str(port)}
    for name in [*(["servers"] if embedded.held() else []), "web", "worker", "beat"]:
        line = shlex.join([sys.executable, "-m", "config.supervise", name])
        everything.add_process(name, f"exec {line}", cwd=str(ROOT), env=environment)
    everything.loop()
    return 0 if everything.returncode in {130, 143} else int(everything.returncode or 0)


def _free_port() -> int:
    """The port that was asked for, else the first free one from 8000."""
    if os.environ.get("PORT"):
        return int(os.environ["PORT"])
    return next(port for port in range(FIRST_PORT, FIRST_PORT + 1000) if _is_free(port))


def _is_free(port: int) -> bool:
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            line.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:  # during set-up; later the process manager takes it
        sys.exit(130)
