"""The few things that only the operating system can give, looked for by what they do.

Installed where we may (root, or sudo without a password); else one sentence with the command.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

FONTS = Path("/usr/share/fonts")
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True)
class Need:
    """A Debian package, how to see that it is not needed any more, and what for."""

    package: str
    there: Callable[[], bool]
    why: str
    instead: str = ""  # where this release of the system does not have the first


def _library(name: str) -> Callable[[], bool]:
    def there() -> bool:
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return there


def _venv() -> bool:
    return importlib.util.find_spec("ensurepip") is not None and _ensurepip_is_whole()


def _ensurepip_is_whole() -> bool:
    """Debian takes the wheels out of ensurepip unless its venv package is there."""
    code = "import ensurepip; ensurepip.version()"
    return (
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode
        == 0
    )


def _browser() -> bool:
    return bool(os.environ.get("CHROMIUM")) or any(map(shutil.which, BROWSERS))


def _nanum() -> bool:
    return any(FONTS.rglob("NanumGothic*.ttf")) if FONTS.is_dir() else False


VENV = Need(f"python3.{sys.version_info[1]}-venv", _venv, "the virtual environment")
PDF = (
    Need("libpango-1.0-0", _library("libpango-1.0.so.0"), "PDF"),
    Need("libpangoft2-1.0-0", _library("libpangoft2-1.0.so.0"), "PDF"),
    Need("libharfbuzz-subset0", _library("libharfbuzz-subset.so.0"), "small and quick PDF"),
    Need("fonts-nanum", _nanum, "Korean letters in PDF"),
)
NEEDS = {
    "venv": (VENV,),
    "run": PDF,
    "test": (
        *PDF,
        Need("chromium-headless-shell", _browser, "browser tests", instead="chromium"),
        Need("gettext", lambda: shutil.which("xgettext") is not None, "collecting texts"),
    ),
}


def have(purpose: str) -> None:
    """Make sure that everything is there, or stop with the command that helps."""
    missing = _missing(purpose)
    if not missing:
        return
    prefix = _may_install()
    if prefix is None:
        _stop(missing)
        return
    print(f"set-up: system packages {' '.join(need.package for need in missing)}", flush=True)
    _apt_get(prefix, "update", "-q")
    _install(prefix, [need.package for need in missing])
    if others := [need.instead for need in _missing(purpose) if need.instead]:
        _install(prefix, others)
    if still := _missing(purpose):
        _stop(still)


def _install(prefix: list[str], packages: list[str]) -> None:
    """One by one: a name that this release does not know must not keep the others away."""
    for package in packages:
        _apt_get(prefix, "install", "-y", "-q", "--no-install-recommends", package)


def _apt_get(prefix: list[str], *command: str) -> None:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(
        [*prefix, "apt-get", *command], env=quiet, stdout=subprocess.DEVNULL, check=False
    )


def _missing(purpose: str) -> list[Need]:
    return [need for need in NEEDS[purpose] if not need.there()]


def _may_install() -> list[str] | None:
    """What to put before apt-get, or None where we may not install."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n", "-E"] if asked.returncode == 0 else None


def _stop(missing: list[Need]) -> None:
    why = ", ".join(dict.fromkeys(need.why for need in missing))
    names = " ".join(need.instead or need.package for need in missing)
    sys.exit(
        f"This machine lacks what {why} needs; install it with "
        f"“sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}” "
        "and start again."
    )
