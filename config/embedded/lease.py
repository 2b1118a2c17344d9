"""Who still uses the embedded servers; the kernel forgets nobody, not even a killed process.

Each user holds a shared lock on one file for as long as it lives. A watcher waits for the
exclusive lock on the same file, gets it when the last user is gone, stops the servers and ends.
"""

from __future__ import annotations

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.embedded import postgres, valkey


class Lease:
    """One process's share in the servers of a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pid = os.getpid()
        self._users = _open(folder / "users.lock")

    def take(self) -> None:
        """Hold a share from here on."""
        fcntl.flock(self._users, fcntl.LOCK_SH)
        with self.door():
            self._set_a_watch()

    @contextmanager
    def door(self) -> Iterator[None]:
        """Inside, nobody else starts the servers."""
        door = _open(self.folder / "door.lock")
        try:
            fcntl.flock(door, fcntl.LOCK_EX)
            yield
        finally:
            os.close(door)

    def leave(self) -> None:
        """Give the share back; the last one stops the servers before it goes."""
        if os.getpid() != self.pid:
            return
        try:
            fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            fcntl.flock(self._users, fcntl.LOCK_SH)  # others go on, or the watcher is done by now
        else:
            stop(self.folder)
        os.close(self._users)

    def _set_a_watch(self) -> None:
        watch = _open(self.folder / "watch.lock")
        try:
            fcntl.flock(watch, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        else:
            _spawn_watcher(self.folder, watch)
        finally:
            os.close(watch)


def _spawn_watcher(folder: Path, watch: int) -> None:
    """Let a process of its own, in a session of its own, keep the watch lock from here on."""
    os.set_inheritable(watch, True)
    root = str(Path(__file__).resolve().parent.parent.parent)
    silence = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1, 2)]
    command = [sys.executable, "-m", "config.embedded.watch", str(folder), str(watch)]
    environment = {**os.environ, "PYTHONPATH": root}
    os.posix_spawn(sys.executable, command, environment, file_actions=silence, setsid=True)


def wait_until_unused(folder: Path, watch: int) -> None:
    """Sleep until nobody holds a share, then stop the servers; new users wait for that."""
    users = _open(folder / "users.lock")
    fcntl.flock(users, fcntl.LOCK_EX)
    stop(folder)
    os.close(watch)  # before the users come in again, so that the next one sets a new watch
    os.close(users)


def stop(folder: Path) -> None:
    """Stop both servers where they run."""
    postgres.stop(folder / "postgres")
    valkey.stop(folder / "valkey")


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
